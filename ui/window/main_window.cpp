// SPDX-License-Identifier: MIT
#include "ui/window/main_window.h"

#include "core/cost/process_memory.h"
#include "core/cost/stopwatch.h"
#include "core/source/guide_maker.h"
#include "ui/bars/message_bar.h"
#include "ui/bars/progress_line.h"
#include "ui/bars/slice_bar.h"
#include "ui/bars/task_bar.h"
#include "ui/dialogs/shortcuts_dialog.h"
#include "ui/docks/classes_panel.h"
#include "ui/docks/cost_panel.h"
#include "ui/start/start_page.h"
#include "ui/theme/icons.h"
#include "ui/view/tile_view.h"
#include "ui/window/dataset_chooser.h"
#include "ui/window/diagnostics.h"
#include "ui/window/file_follower.h"
#include "ui/window/reading_controls.h"
#include "ui/window/settings_sheet.h"
#include "ui/window/status_fields.h"

#include <QClipboard>
#include <QDockWidget>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QSlider>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>
#include <QWidgetAction>

#include <fmt/format.h>
#include <utility>

namespace tessera {

namespace {

constexpr int statusIntervalMs = 100; // ten times a second is enough for numbers
constexpr int startOpacityPercent = 70;
constexpr QSize startSize(1280, 800);
constexpr int openCostHeight = 280;

} // namespace

MainWindow::MainWindow(Engine& engine, std::filesystem::path sample, const QString& settingsPath)
    : m_engine(engine)
    , m_samplePath(std::move(sample))
    , m_settings(settingsPath)
    , m_colours(m_settings)
    , m_costs(std::make_shared<CostLog>())
    , m_bridge(new TileBridge(this))
    , m_opener(new VolumeOpener(engine, m_bridge->inbox(), this))
    , m_rereader(new VolumeRereader(engine, m_bridge->inbox(), this))
    , m_datasets(new DatasetChooser(engine, m_bridge->inbox(), *this))
    , m_exporter(new PictureExporter(engine, m_bridge->inbox(), this))
    , m_actions(std::make_unique<WindowActions>(*this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAcceptDrops(true);
    setWindowTitle(tr("Tessera"));
    setCentralWidget(makeCentre());
    makeToolBar();
    makeDocks();
    m_status = new StatusFields(*statusBar(), *m_view, m_bridge->inbox(), this);
    m_follower = new FileFollower(engine, m_bridge->inbox(), *m_fileBanner, *statusBar(), this);
    connectView();
    connectViewActions();
    connectFiles();
    connectPanels();
    connectViews();
    connectPlaces();
    connectReading();
    m_statusTimer.setInterval(statusIntervalMs);
    connect(&m_statusTimer, &QTimer::timeout, this, &MainWindow::updateStatus);
    resize(startSize);
    restoreGeometry(m_settings.windowGeometry());
    restoreState(m_settings.windowState());
    updateRecent();
    setPanelsHidden(true); // nothing but the start page
    m_toolBar->hide();
}

MainWindow::~MainWindow()
{
    // The view looks at the document's content, and late pictures at the view.
    m_view->setContent(nullptr);
    m_status->setDocument(nullptr);
    m_reading->setDocument(nullptr);
}

QWidget* MainWindow::makeCentre()
{
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_progress = new ProgressLine(centre);
    m_fileBanner = new MessageBar(centre);
    m_messages = new MessageBar(centre);
    m_pages = new QStackedWidget(centre);
    m_start = new StartPage(m_pages);
    m_view = new TileView(m_pages);
    m_slices = new SliceBar(centre);
    m_task = new TaskBar(centre);
    m_openTask = new TaskBar(centre);
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_view);
    column->addWidget(m_progress);
    column->addWidget(m_fileBanner);
    column->addWidget(m_messages);
    column->addWidget(m_pages, 1);
    column->addWidget(m_slices);
    column->addWidget(m_task);
    column->addWidget(m_openTask);
    return centre;
}

void MainWindow::makeToolBar()
{
    auto* bar = addToolBar(tr("Main tool bar"));
    m_toolBar = bar;
    bar->setObjectName(QStringLiteral("mainToolBar"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (QAction* action : {m_actions->open, m_actions->fit, m_actions->actualPixels})
        bar->addAction(action);
    m_actions->open->setIconText(tr("Open"));
    bar->addSeparator();

    auto* box = new QWidget(bar);
    box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(8);
    auto* name = new QLabel(tr("Opacity"), box);
    m_opacity = new QSlider(Qt::Horizontal, box);
    m_opacity->setObjectName(QStringLiteral("opacity"));
    m_opacity->setRange(0, 100);
    m_opacity->setFixedWidth(120);
    m_opacity->setToolTip(tr("How much the classes cover the image"));
    m_opacity->setAccessibleName(tr("Opacity of the classes, in percent"));
    name->setBuddy(m_opacity);
    auto* value = new QLabel(box);
    value->setMinimumWidth(value->fontMetrics().horizontalAdvance(tr("%1 %").arg(100)));
    value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(name);
    row->addWidget(m_opacity);
    row->addWidget(value);
    connect(m_opacity, &QSlider::valueChanged, this, [this, value](int percent) {
        value->setText(tr("%1 %").arg(percent));
        m_view->setOverlayOpacity(percent / 100.0);
    });
    m_opacity->setValue(startOpacityPercent);
    m_opacityAction = new QWidgetAction(this);
    m_opacityAction->setDefaultWidget(box);
    m_opacityAction->setVisible(false);
    bar->addAction(m_opacityAction);
    bar->addAction(m_actions->overlay);
    bar->addAction(m_actions->sideBySide);
    bar->addSeparator();
    bar->addAction(m_actions->binary);
    bar->addAction(m_actions->axes);
    m_reading = new ReadingControls(m_engine, m_bridge->inbox(), *m_actions, *bar);
}

void MainWindow::makeDocks()
{
    m_classes = new ClassesPanel(this);
    m_cost = new CostPanel(m_costs, this);
    m_classesDock = new QDockWidget(tr("Classes"), this);
    m_classesDock->setObjectName(QStringLiteral("classesDock"));
    m_classesDock->setWidget(m_classes);
    m_costDock = new QDockWidget(tr("Cost"), this);
    m_costDock->setObjectName(QStringLiteral("costDock"));
    m_costDock->setWidget(m_cost);
    addDockWidget(Qt::RightDockWidgetArea, m_classesDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_costDock);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    connect(m_cost, &CostPanel::openChanged, this, [this](bool open) {
        resizeDocks({m_costDock}, {open ? openCostHeight : 0}, Qt::Vertical);
        m_statusTimer.start();
    });
    m_actions->panels->addAction(m_classesDock->toggleViewAction());
    m_actions->panels->addAction(m_costDock->toggleViewAction());
}

void MainWindow::connectView()
{
    connect(m_bridge, &TileBridge::picturesArrived, m_view, &TileView::takePictures);
    connect(m_view, &TileView::sliceStepRequested, this, &MainWindow::stepSlice);
    connect(m_view, &TileView::tilesFailed, this, [this](const QString& sentence) {
        if (!m_fileBanner->isVisible() && !m_follower->isFollowing()) // there it has a reason
            m_messages->showError(sentence, {}, tr("Try again"));
    });
    connect(m_view, &TileView::settled, this, &MainWindow::updateStatus, Qt::QueuedConnection);
    connect(m_messages, &MessageBar::actionTriggered, this, &MainWindow::retryDamaged);
    connect(m_status, &StatusFields::retryRequested, this, &MainWindow::retryDamaged);
    if (const auto trace = m_engine.trace()) {
        connect(m_view, &TileView::framePainted, this, [trace](qint64 start, qint64 end) {
            trace->span(Trace::guiLane, "frame", start, end);
        });
        connect(m_view, &TileView::firstPicture, this,
            [trace] { trace->instant(Trace::guiLane, "first picture", nowNs()); });
        connect(m_view, &TileView::settled, this, [trace](bool exact) {
            if (exact)
                trace->instant(Trace::guiLane, "settled", nowNs(),
                    fmt::format(R"({{"peak_resident":{}}})",
                        peakResidentMemory().value_or(ByteCount{}).value));
        });
    }
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    for (QAction* action : {m_actions->fit, m_actions->actualPixels, m_actions->overlay,
             m_actions->copyView, m_actions->exportPicture})
        m_view->addAction(action);
}

void MainWindow::retryDamaged()
{
    m_messages->dismiss();
    m_view->retryFailed();
}

void MainWindow::connectViewActions()
{
    connect(m_actions->readDamagedAgain, &QAction::triggered, this, &MainWindow::retryDamaged);
    connect(m_actions->fit, &QAction::triggered, m_view, &TileView::fit);
    connect(m_actions->actualPixels, &QAction::triggered, m_view, &TileView::showActualPixels);
    connect(m_actions->zoomIn, &QAction::triggered, m_view, &TileView::zoomIn);
    connect(m_actions->zoomOut, &QAction::triggered, m_view, &TileView::zoomOut);
    connect(m_actions->overlay, &QAction::toggled, m_view, &TileView::setOverlayShown);
    connect(m_actions->sideBySide, &QAction::toggled, m_view, &TileView::setSideBySide);
    connect(m_actions->hideDocks, &QAction::toggled, this, &MainWindow::setPanelsHidden);
    connect(m_actions->fullScreen, &QAction::toggled, this,
        [this](bool on) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, on)); });
    connect(m_actions->shortcuts, &QAction::triggered, this,
        [this] { ShortcutsDialog::showFor(m_actions->shortcutRows(), this); });
    connect(m_actions->settings, &QAction::triggered, this,
        [this] { showSettings(m_engine, m_settings, m_bridge->inbox(), this); });
    connect(m_actions->copyDiagnostics, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(diagnosticsText(m_engine, m_document.get()));
        m_messages->showNotice(tr("The diagnostics are on the clipboard."));
    });
    connect(m_actions->about, &QAction::triggered, this, &MainWindow::showAbout);
}

// What was hidden together comes back together; a panel that a person closed stays closed.
void MainWindow::setPanelsHidden(bool hidden)
{
    if (!hidden) {
        for (QDockWidget* dock : std::exchange(m_hiddenDocks, {}))
            dock->show();
        return;
    }
    for (QDockWidget* dock : {m_classesDock, m_costDock})
        if (!dock->isHidden()) {
            m_hiddenDocks.append(dock);
            dock->hide();
        }
}

void MainWindow::showAbout()
{
    QMessageBox::about(this, tr("About Tessera"),
        tr("<h3>Tessera %1</h3><p>Shows which class each pixel of a segmentation is, how sure the "
           "model was, and what each tile cost.</p><p>MIT licence.</p><p>HDF5 files are read in a "
           "process of their own.<br>%2</p>")
            .arg(QStringLiteral(TESSERA_VERSION),
                QString::fromStdString(m_engine.guides()->report()).toHtmlEscaped()));
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange && m_actions)
        m_actions->refreshIcons(palette());
    QMainWindow::changeEvent(event);
}

} // namespace tessera
