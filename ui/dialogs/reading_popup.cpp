// SPDX-License-Identifier: MIT
#include "ui/dialogs/reading_popup.h"

#include "ui/dialogs/axes_editor.h"
#include "ui/dialogs/check_list.h"
#include "ui/theme/quiet_label.h"
#include "ui/theme/spacing.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScreen>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <utility>

namespace tessera {

namespace {

constexpr int sideWidth = 72 * spacingUnit;

QLabel* makeReason(QWidget* parent)
{
    auto* label = new QuietLabel({}, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

ReadingPopup::ReadingPopup(QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_editor(new AxesEditor(this))
    , m_axesReason(makeReason(this))
    , m_reset(new QToolButton(this))
    , m_scales(new QComboBox(this))
    , m_scaleReason(makeReason(this))
    , m_binary(new QCheckBox(tr("&Binary: foreground p, background 1 − p"), this))
    , m_checks(new CheckList(this))
    , m_choices(new ReadingChoices(this))
{
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Axes"));
    auto* sides = new QHBoxLayout;
    sides->setSpacing(5 * spacingUnit);
    sides->addWidget(makeAxesSide());
    sides->addWidget(makeScaleSide());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * spacingUnit, 3 * spacingUnit, 3 * spacingUnit, 3 * spacingUnit);
    column->setSpacing(2 * spacingUnit);
    column->setSizeConstraint(QLayout::SetFixedSize);
    column->addLayout(sides);
    column->addWidget(m_choices);
    connect(m_editor, &AxesEditor::axesChosen, this, &ReadingPopup::wantAxes);
    connect(m_choices, &ReadingChoices::axesChosen, this, &ReadingPopup::wantAxes);
    connect(m_scales, &QComboBox::activated, this, &ReadingPopup::wantScale);
    connect(m_binary, &QCheckBox::clicked, this, &ReadingPopup::wantBinary);
    connect(m_reset, &QToolButton::clicked, this, &ReadingPopup::wantEvidence);
}

QLabel* ReadingPopup::addHeading(QVBoxLayout& column, const QString& text)
{
    auto* heading = new QLabel(text, this);
    QFont font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    column.addWidget(heading);
    return heading;
}

QWidget* ReadingPopup::makeAxesSide()
{
    auto* side = new QWidget(this);
    side->setFixedWidth(sideWidth);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * spacingUnit);
    addHeading(*column, tr("Axes"));
    column->addWidget(m_editor);
    column->addWidget(m_axesReason);
    m_reset->setText(tr("Back to the &evidence"));
    m_reset->setToolTip(tr("Axes and scale as the file and its values suggest"));
    m_reset->setFocusPolicy(Qt::StrongFocus);
    column->addWidget(m_reset);
    column->addStretch(1);
    return side;
}

QWidget* ReadingPopup::makeScaleSide()
{
    auto* side = new QWidget(this);
    side->setFixedWidth(sideWidth);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * spacingUnit);
    addHeading(*column, tr("Scale"));
    m_scales->setAccessibleName(tr("Which numbers mean 0 and 1"));
    column->addWidget(m_scales);
    column->addWidget(m_scaleReason);
    column->addWidget(m_binary);
    addHeading(*column, tr("Checks"));
    m_checks->setAccessibleName(tr("Checks"));
    column->addWidget(m_checks);
    column->addStretch(1);
    return side;
}

void ReadingPopup::setReading(const VolumeInfo& info, const ReadingWish& wish)
{
    m_info = info;
    m_wish = wish;
    m_channels = storedChannels(info, info.meaning.axes);
    m_editor->setAxes(info.shape, info.meaning.axes);
    m_axesReason->setText(QString::fromStdString(info.meaning.axesReason));
    m_choices->setPresent(info.meaning.axes);
    m_options = scaleOptions(info, info.meaning.scale);
    m_scales->clear();
    for (const ScaleOption& option : m_options)
        m_scales->addItem(option.text);
    ValueScale plain = info.meaning.scale;
    plain.isBinary = false;
    const auto shown = std::ranges::find(m_options, plain, &ScaleOption::scale);
    m_scales->setCurrentIndex(static_cast<int>(std::distance(m_options.begin(), shown)));
    m_scaleReason->setText(QString::fromStdString(info.meaning.scaleReason));
    m_scaleReason->setVisible(!info.meaning.scaleReason.empty());
    m_binary->setVisible(m_channels == 1);
    m_binary->setChecked(info.meaning.scale.isBinary);
    m_reset->setEnabled(wish != ReadingWish{.plane = wish.plane});
    orderTabs();
}

void ReadingPopup::setChecks(const QList<CheckLine>& lines)
{
    m_checks->setLines(lines);
}

void ReadingPopup::wantAxes(const Axes& axes)
{
    ReadingWish wish = m_wish;
    wish.axes = axes;
    if (storedChannels(m_info, axes) != 1)
        wish.isBinary.reset();
    Q_EMIT readingWanted(wish);
}

void ReadingPopup::wantScale(int index)
{
    ReadingWish wish = m_wish;
    wish.scale = m_options.at(static_cast<std::size_t>(index)).scale;
    Q_EMIT readingWanted(wish);
}

void ReadingPopup::wantBinary(bool isBinary)
{
    ReadingWish wish = m_wish;
    wish.isBinary = isBinary;
    Q_EMIT readingWanted(wish);
}

void ReadingPopup::wantEvidence()
{
    Q_EMIT readingWanted({.plane = m_wish.plane});
}

void ReadingPopup::openBelow(const QWidget& anchor, const QRect& place)
{
    adjustSize();
    m_wantedCorner = anchor.mapToGlobal(place.bottomLeft() + QPoint(0, 1));
    m_room = anchor.screen()->availableGeometry();
    keepOnScreen();
    show();
    m_editor->setFocus(Qt::ShortcutFocusReason);
}

void ReadingPopup::keepOnScreen()
{
    const int right = m_room.left() + std::max(0, m_room.width() - width());
    const int bottom = m_room.top() + std::max(0, m_room.height() - height());
    move(std::clamp(m_wantedCorner.x(), m_room.left(), right),
        std::clamp(m_wantedCorner.y(), m_room.top(), bottom));
}

void ReadingPopup::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    if (isVisible())
        keepOnScreen();
}

void ReadingPopup::showEvent(QShowEvent* event)
{
    QFrame::showEvent(event);
    Q_EMIT opened();
    orderTabs();
}

// From the top left to the bottom right; rows and pictures come and go.
void ReadingPopup::orderTabs()
{
    std::vector<QWidget*> order;
    order.reserve(m_editor->choices().size() + m_choices->buttons().size() + 3);
    std::ranges::copy(m_editor->choices(), std::back_inserter(order));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_reset, m_scales, m_binary})
        order.push_back(widget);
    std::ranges::copy(m_choices->buttons(), std::back_inserter(order));
    for (std::size_t index = 1; index < order.size(); ++index)
        setTabOrder(order[index - 1], order[index]);
}

void ReadingPopup::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QFrame::keyPressEvent(event);
}

} // namespace tessera
