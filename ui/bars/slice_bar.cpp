// SPDX-License-Identifier: MIT
#include "ui/bars/slice_bar.h"

#include "ui/bars/slice_player.h"
#include "ui/theme/spacing.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace tessera {

namespace {

int toCount(std::int64_t count)
{
    constexpr std::int64_t largest = std::numeric_limits<int>::max();
    return static_cast<int>(std::clamp<std::int64_t>(count, 1, largest));
}

} // namespace

SliceBar::SliceBar(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_planes(new QHBoxLayout)
{
    m_row->setContentsMargins(2 * spacingUnit, spacingUnit, 2 * spacingUnit, spacingUnit);
    m_row->setSpacing(2 * spacingUnit);
    m_planes->setSpacing(0);
    m_row->addLayout(m_planes);
    m_z = makeRow(QStringLiteral("z"), tr("Slice"), tr("Page Up, Page Down, Shift+wheel"));
    m_t = makeRow(QStringLiteral("t"), tr("Time step"), tr("Ctrl+Left, Ctrl+Right"));
    makeRate();
    connect(m_z.slider, &QSlider::valueChanged, this, [this](int z) { moveTo({z, m_position.t}); });
    connect(m_z.field, &QSpinBox::valueChanged, this, [this](int z) { moveTo({z, m_position.t}); });
    connect(m_t.slider, &QSlider::valueChanged, this, [this](int t) { moveTo({m_position.z, t}); });
    connect(m_t.field, &QSpinBox::valueChanged, this, [this](int t) { moveTo({m_position.z, t}); });
    setRange(1, 1);
}

QToolButton* SliceBar::makeButton()
{
    auto* button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setIconSize({4 * spacingUnit, 4 * spacingUnit});
    return button;
}

void SliceBar::makeRate()
{
    m_rate = new QSpinBox(this);
    m_rate->setRange(SlicePlayer::slowest, SlicePlayer::fastest);
    m_rate->setValue(SlicePlayer::usual);
    m_rate->setSuffix(tr(" / s"));
    m_rate->setAlignment(Qt::AlignRight);
    m_rate->setAccessibleName(tr("Slices a second"));
    m_rate->setToolTip(tr("How many slices a second are played"));
    connect(m_rate, &QSpinBox::valueChanged, this, &SliceBar::framesPerSecondChanged);
    m_row->addWidget(m_rate);
}

void SliceBar::setActions(const QList<QAction*>& planes, QAction& playSlices, QAction& playTime)
{
    for (QAction* plane : planes) {
        auto* button = makeButton();
        button->setDefaultAction(plane);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setVisible(plane->isEnabled());
        connect(plane, &QAction::changed, button,
            [plane, button] { button->setVisible(plane->isEnabled()); });
        m_planes->addWidget(button);
    }
    m_z.play->setDefaultAction(&playSlices);
    m_t.play->setDefaultAction(&playTime);
}

// It changes what is shown. NOLINTNEXTLINE(readability-make-member-function-const)
void SliceBar::setSliceLetter(QChar letter)
{
    m_z.label->setText(letter);
}

void SliceBar::setFramesPerSecond(int rate)
{
    const QSignalBlocker quiet(m_rate);
    m_rate->setValue(rate);
}

int SliceBar::framesPerSecond() const
{
    return m_rate->value();
}

SliceBar::AxisRow SliceBar::makeRow(const QString& letter, const QString& name, const QString& keys)
{
    constexpr int fewTicks = 10;
    const AxisRow row{new QLabel(letter, this), new QSlider(Qt::Horizontal, this),
        new QSpinBox(this), makeButton()};
    const QString tip = keys.isEmpty() ? name : tr("%1 (%2)").arg(name, keys);
    row.slider->setAccessibleName(name);
    row.slider->setToolTip(tip);
    row.slider->setPageStep(fewTicks);
    row.field->setAccessibleName(name);
    row.field->setToolTip(tip);
    row.field->setAlignment(Qt::AlignRight);
    row.field->setKeyboardTracking(false); // "120" is one place, not three
    row.label->setBuddy(row.field);
    layout()->addWidget(row.label);
    layout()->addWidget(row.slider);
    layout()->addWidget(row.field);
    layout()->addWidget(row.play);
    return row;
}

void SliceBar::setRowCount(const AxisRow& row, int count)
{
    const QSignalBlocker quietSlider(row.slider);
    const QSignalBlocker quietField(row.field);
    row.slider->setRange(0, count - 1);
    row.field->setRange(0, count - 1);
    row.field->setSuffix(QStringLiteral(" / %1").arg(count - 1));
    row.label->setVisible(count > 1);
    row.slider->setVisible(count > 1);
    row.field->setVisible(count > 1);
    row.play->setVisible(count > 1);
}

void SliceBar::setRange(std::int64_t zCount, std::int64_t tCount)
{
    setRowCount(m_z, toCount(zCount));
    setRowCount(m_t, toCount(tCount));
    setPosition(m_position);
    setVisible(zCount > 1 || tCount > 1);
}

void SliceBar::setPosition(const PlanePosition& position)
{
    m_position = {std::clamp<std::int64_t>(position.z, 0, m_z.slider->maximum()),
        std::clamp<std::int64_t>(position.t, 0, m_t.slider->maximum())};
    showPosition();
}

void SliceBar::showPosition()
{
    const auto show = [](const AxisRow& row, std::int64_t value) {
        const QSignalBlocker quietSlider(row.slider);
        const QSignalBlocker quietField(row.field);
        row.slider->setValue(static_cast<int>(value));
        row.field->setValue(static_cast<int>(value));
    };
    show(m_z, m_position.z);
    show(m_t, m_position.t);
}

void SliceBar::moveTo(const PlanePosition& position)
{
    if (position == m_position)
        return;
    setPosition(position);
    Q_EMIT positionChanged(m_position);
}

} // namespace tessera
