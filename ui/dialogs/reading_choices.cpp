// SPDX-License-Identifier: MIT
#include "ui/dialogs/reading_choices.h"

#include "ui/theme/shades.h"
#include "ui/theme/spacing.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPixmap>
#include <QToolButton>

#include <algorithm>

namespace tessera {

namespace {

// The picture in the middle of a square; an empty square where there is none.
QPixmap framed(const QImage& picture, const QWidget& widget)
{
    const double ratio = widget.devicePixelRatioF();
    const QSize size = QSize(ReadingChoices::pictureEdge, ReadingChoices::pictureEdge) * ratio;
    QPixmap frame(size);
    frame.fill(mixed(widget.palette().color(QPalette::Window), lineColour(widget.palette()), 0.5));
    QPainter painter(&frame);
    if (!picture.isNull()) {
        const QImage scaled = picture.scaled(size, Qt::KeepAspectRatio, Qt::FastTransformation);
        const QRect place(
            QPoint((size.width() - scaled.width()) / 2, (size.height() - scaled.height()) / 2),
            scaled.size());
        painter.fillRect(place, Qt::black);
        painter.drawImage(place.topLeft(), scaled);
    }
    painter.end();
    frame.setDevicePixelRatio(ratio);
    return frame;
}

} // namespace

ReadingChoices::ReadingChoices(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(spacingUnit);
    m_row->addStretch(1);
}

void ReadingChoices::setChoices(const std::vector<ReadingChoice>& choices)
{
    const auto kept =
        static_cast<std::size_t>(std::ranges::mismatch(m_choices, choices).in1 - m_choices.begin());
    // One that stays may have the focus.
    std::for_each(m_buttons.begin() + static_cast<std::ptrdiff_t>(kept), m_buttons.end(),
        [](const QToolButton* button) { delete button; });
    m_buttons.resize(kept);
    m_choices = choices;
    if (m_choices.size() > mostChoices)
        m_choices.resize(mostChoices);
    m_buttons.reserve(m_choices.size());
    for (std::size_t index = kept; index < m_choices.size(); ++index) {
        m_buttons.push_back(makeButton(index));
        m_row->insertWidget(static_cast<int>(index), m_buttons.back());
    }
    setPresent(m_present);
}

QToolButton* ReadingChoices::makeButton(std::size_t index)
{
    const ReadingChoice& choice = m_choices[index];
    const QString letters = QString::fromStdString(toText(choice.axes));
    auto* button = new QToolButton(this);
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setIconSize({pictureEdge, pictureEdge});
    button->setIcon(framed({}, *this));
    button->setText(letters);
    button->setToolTip(
        choice.reason.isEmpty() ? letters : tr("%1\n%2").arg(letters, choice.reason));
    button->setAccessibleName(tr("Read the dimensions as %1").arg(letters));
    button->setAccessibleDescription(choice.reason);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::StrongFocus);
    connect(button, &QToolButton::clicked, this, [this, index] {
        setPresent(m_present); // the click must not uncheck it
        Q_EMIT axesChosen(m_choices.at(index).axes);
    });
    return button;
}

void ReadingChoices::setPresent(const Axes& axes)
{
    m_present = axes;
    for (std::size_t index = 0; index < m_buttons.size(); ++index)
        m_buttons[index]->setChecked(m_choices[index].axes == axes);
}

void ReadingChoices::setPicture(int index, const QImage& picture)
{
    if (index >= 0 && static_cast<std::size_t>(index) < m_buttons.size())
        m_buttons[static_cast<std::size_t>(index)]->setIcon(framed(picture, *this));
}

void ReadingChoices::setFailed(int index, const QString& sentence)
{
    if (index < 0 || static_cast<std::size_t>(index) >= m_buttons.size())
        return;
    QToolButton* button = m_buttons[static_cast<std::size_t>(index)];
    button->setEnabled(false);
    button->setToolTip(sentence);
}

} // namespace tessera
