// SPDX-License-Identifier: MIT
#include "ui/window/window_actions.h"

#include "ui/theme/icons.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

namespace tessera {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("WindowActions", text);
}

// The tool tip tells the first of them.
void setKeys(QAction& action, const QList<QKeySequence>& keys)
{
    action.setShortcuts(keys);
    const QString help = action.statusTip();
    const QString shown = action.shortcut().toString(QKeySequence::NativeText);
    action.setToolTip(shown.isEmpty() ? help : tr("%1 (%2)").arg(help, shown));
}

} // namespace

WindowActions::WindowActions(QMainWindow& window)
    : m_window(window)
{
    addFileMenu();
    addEditMenu();
    addViewMenu();
    addClassesMenu();
    addHelpMenu();
    m_needDocument = {chooseDataset, pickImage, dropImage, reload, exportPicture, copyView, fit,
        actualPixels, zoomIn, zoomOut, goTo, overlay, sideBySide, axes, binary, follow, scaleBar,
        pauseRefining, turnRight, turnLeft, flipSideways, flipUpsideDown, upright, readDamagedAgain,
        showAllClasses, resetLook, savePalette, loadPalette};
    setDocumentOpen(false);
    refreshIcons(window.palette());
}

QAction* WindowActions::add(QMenu* menu, const QString& text, const QKeySequence& keys,
    const QString& help, const QString& icon)
{
    auto* action = menu->addAction(text);
    action->setStatusTip(help);
    setKeys(*action, keys.isEmpty() ? QList<QKeySequence>() : QList{keys});
    action->setProperty("lineIcon", icon);
    m_rows.append({menu->title().remove(QLatin1Char('&')), action});
    return action;
}

QAction* WindowActions::addToggle(QMenu* menu, const QString& text, const QKeySequence& keys,
    const QString& help, const QString& icon)
{
    auto* action = add(menu, text, keys, help, icon);
    action->setCheckable(true);
    return action;
}

void WindowActions::addFileMenu()
{
    auto* menu = m_window.menuBar()->addMenu(tr("&File"));
    open = add(menu, tr("&Open…"), QKeySequence::Open, tr("Open a probability volume"),
        QStringLiteral("open"));
    openSample = add(menu, tr("Open the &sample"), {},
        tr("Open the volume that comes with Tessera"), QStringLiteral("sample"));
    recent = menu->addMenu(tr("Open &recent"));
    chooseDataset = add(menu, tr("Choose &dataset…"), QKeySequence(Qt::CTRL | Qt::Key_D),
        tr("Show another array of the same file; the view stays"));
    pickImage = add(menu, tr("Raw i&mage…"), QKeySequence(Qt::CTRL | Qt::Key_I),
        tr("Choose the picture that the probabilities were computed from"));
    dropImage = add(menu, tr("&Without raw image"), {}, tr("Show the classes alone"));
    reload = add(menu, tr("Re&load"), QKeySequence(Qt::Key_F5),
        tr("Read the file again; the view stays"), QStringLiteral("reload"));
    menu->addSeparator();
    exportPicture = add(menu, tr("&Export picture…"), QKeySequence(Qt::CTRL | Qt::Key_E),
        tr("Save the picture as PNG"), QStringLiteral("export"));
    menu->addSeparator();
    close = add(menu, tr("&Close"), QKeySequence::Close, tr("Close this window"));
    quit = add(menu, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), tr("Close all windows"));
    quit->setMenuRole(QAction::QuitRole);
}

void WindowActions::addEditMenu()
{
    auto* menu = m_window.menuBar()->addMenu(tr("&Edit"));
    undo = add(menu, tr("&Undo"), QKeySequence::Undo,
        tr("Take back the last change of the classes"), QStringLiteral("undo"));
    redo = add(
        menu, tr("&Redo"), QKeySequence::Redo, tr("Do the change again"), QStringLiteral("redo"));
    menu->addSeparator();
    copyView =
        add(menu, tr("&Copy view"), QKeySequence::Copy, tr("Copy the picture as it is shown"));
    menu->addSeparator();
    settings = add(menu, tr("&Settings…"), QKeySequence(Qt::CTRL | Qt::Key_Comma),
        tr("How much memory and disk may be used"));
    settings->setMenuRole(QAction::PreferencesRole);
}

void WindowActions::addViewMenu()
{
    auto* menu = m_window.menuBar()->addMenu(tr("&View"));
    fit = add(menu, tr("&Fit"), QKeySequence(Qt::Key_F), tr("Show the whole plane"),
        QStringLiteral("fit"));
    actualPixels = add(menu, tr("&1:1"), QKeySequence(Qt::CTRL | Qt::Key_0),
        tr("One pixel of the plane a pixel of the screen"), QStringLiteral("one-to-one"));
    zoomIn = add(menu, tr("Zoom &in"), {}, tr("Zoom in"));
    setKeys(*zoomIn,
        {QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal),
            QKeySequence(QKeySequence::ZoomIn)});
    zoomOut = add(menu, tr("Zoom &out"), {}, tr("Zoom out"));
    setKeys(*zoomOut, {QKeySequence(Qt::Key_Minus), QKeySequence(QKeySequence::ZoomOut)});
    goTo = add(menu, tr("&Go to position…"), QKeySequence(Qt::CTRL | Qt::Key_G),
        tr("Look at the pixel whose place somebody types"), QStringLiteral("go-to"));
    menu->addSeparator();
    overlay = addToggle(menu, tr("O&verlay"), QKeySequence(Qt::Key_V),
        tr("Show the classes; hold Shift over the picture to hide them for a moment"),
        QStringLiteral("eye"));
    overlay->setChecked(true);
    sideBySide = addToggle(menu, tr("&Side by side"), QKeySequence(Qt::Key_S),
        tr("Image and classes next to each other"), QStringLiteral("side-by-side"));
    axes = add(menu, tr("&Axes and scale…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A),
        tr("Which dimension is which axis, and what the numbers mean"), QStringLiteral("axes"));
    binary = addToggle(menu, tr("&Binary"), {},
        tr("Two classes of one channel: foreground p, background 1 − p"), QStringLiteral("binary"));
    binary->setVisible(false);
    follow = addToggle(menu, tr("Follo&w the file"), QKeySequence(Qt::Key_W),
        tr("Read the file again whenever another program has written to it; the view stays"));
    linkedFilesAnywhere = addToggle(menu, tr("&Linked files anywhere"), {},
        tr("Also open files outside its folder that a file refers to; only for files you trust"));
    scaleBar = addToggle(menu, tr("Scale &bar"), QKeySequence(Qt::Key_B),
        tr("How long things are, in the corner of the picture"), QStringLiteral("scale-bar"));
    minimap = addToggle(menu, tr("Mini&map"), QKeySequence(Qt::Key_N),
        tr("The whole plane in a corner, while only a part of it is in view"),
        QStringLiteral("minimap"));
    pauseRefining = addToggle(menu, tr("Pause &refining"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P),
        tr("Read no more of what is too large to be read at once; samples stay until it goes on"));
    addContrastMenu(menu);
    addTurnMenu(menu);
    menu->addSeparator();
    addPlaneMenu(menu);
    addSliceActions(menu);
    addTimeActions(menu);
    menu->addSeparator();
    readDamagedAgain = add(menu, tr("Read &damaged tiles again"), QKeySequence(Qt::Key_F6),
        tr("Read again what could not be read, and nothing else"));
    menu->addSeparator();
    panels = menu->addMenu(tr("&Panels"));
    hideDocks = addToggle(menu, tr("&Hide all panels"), QKeySequence(Qt::CTRL | Qt::Key_B),
        tr("Nothing but the picture"));
    fullScreen =
        addToggle(menu, tr("F&ull screen"), QKeySequence(Qt::Key_F11), tr("Use the whole screen"));
}

void WindowActions::addContrastMenu(QMenu* menu)
{
    contrast = menu->addMenu(tr("&Contrast of the image"));
    auto* group = new QActionGroup(&m_window);
    contrastPercentiles = addToggle(contrast, tr("&Automatic (0.5 to 99.5 %)"), {},
        tr("From the darkest to the brightest half percent of the image"));
    contrastMinMax = addToggle(
        contrast, tr("&Smallest to largest value"), {}, tr("The whole range of the image"));
    group->addAction(contrastPercentiles);
    group->addAction(contrastMinMax);
    contrastPercentiles->setChecked(true);
}

void WindowActions::addTurnMenu(QMenu* menu)
{
    turn = menu->addMenu(tr("&Turn and flip"));
    turnRight = add(turn, tr("Turn &right"), QKeySequence(Qt::Key_R),
        tr("Turn the picture a quarter to the right"), QStringLiteral("rotate-right"));
    turnLeft = add(turn, tr("Turn &left"), QKeySequence(Qt::SHIFT | Qt::Key_R),
        tr("Turn the picture a quarter to the left"), QStringLiteral("rotate-left"));
    flipSideways = add(turn, tr("Flip &sideways"), QKeySequence(Qt::Key_M),
        tr("Mirror the picture: left becomes right"), QStringLiteral("flip-sideways"));
    flipUpsideDown = add(turn, tr("Flip &upside down"), QKeySequence(Qt::SHIFT | Qt::Key_M),
        tr("Mirror the picture: top becomes bottom"), QStringLiteral("flip-upside-down"));
    upright = add(turn, tr("As &stored"), {}, tr("Neither turned nor flipped"));
}

void WindowActions::addPlaneMenu(QMenu* menu)
{
    plane = menu->addMenu(tr("Pla&ne"));
    auto* group = new QActionGroup(&m_window);
    const auto addPlane = [&](const QString& text, Qt::Key key, const QString& help) {
        planes.append(addToggle(plane, text, QKeySequence(Qt::ALT | key), help));
        group->addAction(planes.constLast());
    };
    addPlane(tr("XY"), Qt::Key_1, tr("Show rows and columns, slice by slice along z"));
    addPlane(tr("XZ"), Qt::Key_2, tr("Show the volume from the front, slice by slice along y"));
    addPlane(tr("YZ"), Qt::Key_3, tr("Show the volume from the side, slice by slice along x"));
    planes.constFirst()->setChecked(true);
}

void WindowActions::addSliceActions(QMenu* menu)
{
    previousSlice = add(menu, tr("&Previous slice"), {},
        tr("One slice back; Shift and wheel over the picture do it too"), QStringLiteral("prev"));
    setKeys(*previousSlice,
        {QKeySequence(Qt::Key_PageUp), QKeySequence(Qt::CTRL | Qt::Key_Down),
            QKeySequence(Qt::Key_Comma)});
    nextSlice = add(menu, tr("&Next slice"), {}, tr("One slice on"), QStringLiteral("next"));
    setKeys(*nextSlice,
        {QKeySequence(Qt::Key_PageDown), QKeySequence(Qt::CTRL | Qt::Key_Up),
            QKeySequence(Qt::Key_Period)});
    tenSlicesBack = add(menu, tr("Ten slices back"), {}, tr("Ten slices back"));
    setKeys(*tenSlicesBack,
        {QKeySequence(Qt::SHIFT | Qt::Key_PageUp),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Down),
            QKeySequence(Qt::SHIFT | Qt::Key_Comma)});
    tenSlicesOn = add(menu, tr("Ten slices on"), {}, tr("Ten slices on"));
    setKeys(*tenSlicesOn,
        {QKeySequence(Qt::SHIFT | Qt::Key_PageDown),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Up),
            QKeySequence(Qt::SHIFT | Qt::Key_Period)});
    firstSlice = add(menu, tr("First slice"), {}, tr("The first slice"));
    setKeys(*firstSlice, {QKeySequence(Qt::Key_Home), QKeySequence(Qt::CTRL | Qt::Key_Home)});
    lastSlice = add(menu, tr("Last slice"), {}, tr("The last slice"));
    setKeys(*lastSlice, {QKeySequence(Qt::Key_End), QKeySequence(Qt::CTRL | Qt::Key_End)});
    playSlices = addToggle(menu, tr("Play slices"), QKeySequence(Qt::Key_K),
        tr("Play the slices like a film; any other slice stops it"), QStringLiteral("play"));
}

void WindowActions::addTimeActions(QMenu* menu)
{
    auto* time = menu->addMenu(tr("T&ime"));
    previousTime = add(time, tr("&Previous time step"), QKeySequence(Qt::CTRL | Qt::Key_Left),
        tr("One time step back"), QStringLiteral("prev"));
    nextTime = add(time, tr("&Next time step"), QKeySequence(Qt::CTRL | Qt::Key_Right),
        tr("One time step on"), QStringLiteral("next"));
    tenTimesBack = add(time, tr("Ten time steps back"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Left), tr("Ten time steps back"));
    tenTimesOn = add(time, tr("Ten time steps on"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Right), tr("Ten time steps on"));
    playTime = addToggle(time, tr("Play time"), QKeySequence(Qt::SHIFT | Qt::Key_K),
        tr("Play the time steps like a film"), QStringLiteral("play"));
}

void WindowActions::addClassesMenu()
{
    auto* menu = m_window.menuBar()->addMenu(tr("&Classes"));
    presets = menu->addMenu(tr("&Preset"));
    showAllClasses = add(menu, tr("Show &all"), {}, tr("Show every class"));
    resetLook = add(menu, tr("&Reset"), {},
        tr("Colours and names as they were when the file was opened first"),
        QStringLiteral("reset"));
    menu->addSeparator();
    loadPalette =
        add(menu, tr("&Load palette…"), {}, tr("Take colours and names from a palette file"));
    savePalette = add(menu, tr("&Save palette…"), {},
        tr("Keep colours and names in a palette file"), QStringLiteral("save"));
    menu->addSeparator();
    forgetColours = add(menu, tr("&Forget the colours of names"), {},
        tr("Classes of files to come have the colours of the preset, whatever they are called"));
}

void WindowActions::addHelpMenu()
{
    auto* menu = m_window.menuBar()->addMenu(tr("&Help"));
    shortcuts = add(menu, tr("&Keys"), QKeySequence(Qt::Key_F1), tr("Every key and what it does"));
    copyDiagnostics = add(
        menu, tr("Copy &diagnostics"), {}, tr("Copy versions and the file's layout, for a report"));
    about = add(menu, tr("&About Tessera"), {}, tr("What this is"));
    about->setMenuRole(QAction::AboutRole);
}

QList<ShortcutRow> WindowActions::shortcutRows() const
{
    QList<ShortcutRow> rows;
    for (const Row& row : m_rows) {
        const QString keys =
            QKeySequence::listToString(row.action->shortcuts(), QKeySequence::NativeText);
        if (!keys.isEmpty())
            rows.append({row.group, row.action->statusTip(), keys});
    }
    const QString picture = tr("Picture");
    rows.append({picture, tr("Zoom at the pointer"), tr("Wheel, Ctrl+Wheel")});
    rows.append({picture, tr("Zoom in at the pointer"), tr("Double click")});
    rows.append({picture, tr("Move the picture"), tr("Drag, arrow keys")});
    rows.append({picture, tr("Through the slices"), tr("Shift+Wheel")});
    rows.append({picture, tr("Hide the classes while held"), tr("Shift")});
    return rows;
}

void WindowActions::setDocumentOpen(bool isOpen)
{
    for (QAction* action : m_needDocument)
        action->setEnabled(isOpen);
    if (isOpen)
        return;
    for (QAction* action :
        {undo, redo, previousSlice, nextSlice, firstSlice, lastSlice, tenSlicesBack, tenSlicesOn,
            playSlices, previousTime, nextTime, tenTimesBack, tenTimesOn, playTime})
        action->setEnabled(false);
    setPlanesOffered(false);
    contrast->menuAction()->setVisible(false);
}

void WindowActions::setPlanesOffered(bool offered)
{
    for (QAction* action : planes)
        action->setEnabled(offered);
    plane->menuAction()->setVisible(offered);
}

void WindowActions::setPlaying(QAction& action, bool isPlaying, const QPalette& palette)
{
    const QString icon = isPlaying ? QStringLiteral("pause") : QStringLiteral("play");
    action.setChecked(isPlaying);
    action.setProperty("lineIcon", icon);
    action.setIcon(lineIcon(icon, palette));
}

void WindowActions::showAxes(const QString& letters, const QString& help, bool isMarked)
{
    axes->setIconText(letters);
    axes->setToolTip(tr("%1 (%2)").arg(help, axes->shortcut().toString(QKeySequence::NativeText)));
    axes->setProperty("lineIcon", isMarked ? QStringLiteral("warning") : QStringLiteral("axes"));
    axes->setIcon(lineIcon(axes->property("lineIcon").toString(), m_window.palette()));
}

void WindowActions::refreshIcons(const QPalette& palette)
{
    for (const Row& row : m_rows)
        if (const QString name = row.action->property("lineIcon").toString(); !name.isEmpty())
            row.action->setIcon(lineIcon(name, palette));
}

} // namespace tessera
