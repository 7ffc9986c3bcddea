// SPDX-License-Identifier: MIT
#include "ui/docks/classes_panel.h"

#include "core/palette/presets.h"
#include "ui/docks/class_list_model.h"
#include "ui/docks/class_list_view.h"
#include "ui/docks/colour_edit.h"
#include "ui/theme/icon_button.h"
#include "ui/theme/spacing.h"

#include <QColor>
#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

#include <utility>

namespace tessera {

namespace {

Rgb toRgb(const QColor& colour)
{
    return {static_cast<std::uint8_t>(colour.red()), static_cast<std::uint8_t>(colour.green()),
        static_cast<std::uint8_t>(colour.blue())};
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::size_t toIndex(int row)
{
    return static_cast<std::size_t>(row);
}

} // namespace

ClassesPanel::ClassesPanel(QWidget* parent)
    : QWidget(parent)
    , m_model(new ClassListModel(this))
    , m_view(new ClassListView(this))
    , m_preset(new QComboBox(this))
    , m_colourEdit(new ColourEdit(this))
{
    m_view->setModel(m_model);
    m_view->setColumnHidden(ClassListModel::Share, true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addWidget(makeFooter());
    setFocusProxy(m_view);
    connectList();
    showPreset();
}

// A name still being typed is committed when the list goes; by then nobody may be told.
ClassesPanel::~ClassesPanel()
{
    m_model->disconnect(this);
    m_colourEdit->disconnect(this);
}

void ClassesPanel::connectList()
{
    connect(m_view, &ClassListView::visibilityToggled, this, &ClassesPanel::toggleVisible);
    connect(m_view, &ClassListView::soloToggled, this,
        [this](int row) { edit(withSolo(look(), toIndex(row))); });
    connect(m_view, &ClassListView::colourWanted, this, &ClassesPanel::chooseColour);
    connect(m_colourEdit, &ColourEdit::colourChanged, this, &ClassesPanel::setColour);
    connect(m_model, &ClassListModel::renameRequested, this, [this](int row, const QString& name) {
        Look renamed = look();
        renamed.classes.at(toIndex(row)).name = name.toStdString();
        edit(renamed);
    });
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ClassesPanel::openClassMenu);
}

QWidget* ClassesPanel::makeFooter()
{
    auto* footer = new QWidget(this);
    m_preset->setToolTip(tr("Colours of all classes"));
    m_preset->setAccessibleName(tr("Preset"));
    m_preset->setPlaceholderText(tr("Custom"));
    for (const Preset& preset : presets())
        m_preset->addItem(toQString(preset.name));
    auto* reset = new IconButton(
        QStringLiteral("reset"), tr("Back to the file's names and the default colours"), footer);
    auto* more = new IconButton(QStringLiteral("more"), tr("More about classes"), footer);

    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(2 * spacingUnit, spacingUnit, spacingUnit, spacingUnit);
    row->setSpacing(spacingUnit);
    row->addWidget(m_preset, 1);
    row->addWidget(reset);
    row->addWidget(more);
    connect(m_preset, &QComboBox::activated, this, &ClassesPanel::choosePreset);
    connect(reset, &QToolButton::clicked, this, &ClassesPanel::resetRequested);
    connect(more, &QToolButton::clicked, this, [this, more] { openMoreMenu(more); });
    return footer;
}

void ClassesPanel::openMoreMenu(QWidget* below)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Show all"), this, [this] { setAllVisible(true); });
    menu->addAction(tr("Hide all"), this, [this] { setAllVisible(false); });
    menu->addSeparator();
    menu->addAction(tr("Load palette…"), this, &ClassesPanel::loadPaletteRequested);
    menu->addAction(tr("Save palette…"), this, &ClassesPanel::savePaletteRequested);
    menu->popup(below->mapToGlobal(QPoint(0, below->height())));
}

void ClassesPanel::openClassMenu(const QPoint& place)
{
    const QModelIndex index = m_view->indexAt(place);
    if (!index.isValid())
        return;
    const int row = index.row();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool visible = look().classes.at(toIndex(row)).visible;
    menu->addAction(visible ? tr("Hide") : tr("Show"), this, [this, row] { toggleVisible(row); });
    menu->addAction(
        tr("Only this class"), this, [this, row] { edit(withSolo(look(), toIndex(row))); });
    menu->addSeparator();
    menu->addAction(tr("Colour…"), this, [this, row] { chooseColour(row); });
    menu->addAction(tr("Rename"), this, [this, row] { m_view->rename(row); });
    menu->popup(m_view->viewport()->mapToGlobal(place));
}

void ClassesPanel::setLook(const Look& look)
{
    m_model->setLook(look);
    m_view->setColumnHidden(ClassListModel::Share, !m_model->hasShares());
    // A colour that changed under the dialog (undo, another file) is no longer its own.
    if (m_colourEdit->isOpen()) {
        const auto row = toIndex(m_colourEdit->row());
        if (row >= look.classes.size() || look.classes[row].colour != toRgb(m_colourEdit->colour()))
            m_colourEdit->stop();
    }
    showPreset();
}

const Look& ClassesPanel::look() const
{
    return m_model->look();
}

void ClassesPanel::setNamesReason(const QString& reason)
{
    m_model->setNamesReason(reason);
}

void ClassesPanel::setShares(std::vector<double> percent)
{
    m_model->setShares(std::move(percent));
    m_view->setColumnHidden(ClassListModel::Share, !m_model->hasShares());
}

void ClassesPanel::edit(const Look& look, bool inProgress)
{
    m_model->setLook(look);
    showPreset();
    Q_EMIT lookEdited(look, inProgress);
}

void ClassesPanel::toggleVisible(int row)
{
    Look edited = look();
    ClassStyle& style = edited.classes.at(toIndex(row));
    style.visible = !style.visible;
    edit(edited);
}

void ClassesPanel::setAllVisible(bool visible)
{
    Look edited = look();
    for (ClassStyle& style : edited.classes)
        style.visible = visible;
    edit(edited);
}

void ClassesPanel::chooseColour(int row)
{
    const ClassStyle& style = look().classes.at(toIndex(row));
    m_colourEdit->start(row, QString::fromStdString(style.name),
        QColor(style.colour.red, style.colour.green, style.colour.blue));
}

void ClassesPanel::setColour(int row, const QColor& colour, bool inProgress)
{
    if (toIndex(row) >= look().classes.size())
        return;
    Look edited = look();
    edited.classes[toIndex(row)].colour = toRgb(colour);
    edit(edited, inProgress);
}

void ClassesPanel::choosePreset(int index)
{
    m_colourEdit->stop();
    edit(withPreset(look(), presets()[toIndex(index)]));
}

void ClassesPanel::showPreset()
{
    int current = -1;
    for (int i = 0; const Preset& preset : presets()) {
        if (current < 0 && withPreset(look(), preset) == look())
            current = i;
        ++i;
    }
    m_preset->setCurrentIndex(current);
    m_preset->setEnabled(!look().classes.empty());
}

} // namespace tessera
