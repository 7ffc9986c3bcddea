// SPDX-License-Identifier: MIT
#include "ui/bars/progress_line.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace tessera {

namespace {

constexpr int lineHeight = 3;
constexpr int frameMs = 33;
constexpr int phases = 100;
constexpr double wanderingShare = 0.25; // of the width
constexpr double quietOpacity = 0.5; // of a line that may not move

} // namespace

ProgressLine::ProgressLine(QWidget* parent)
    : QWidget(parent)
{
    setFixedHeight(lineHeight);
    setAccessibleName(tr("Progress"));
    m_delay.setSingleShot(true);
    m_delay.setInterval(delayMs);
    m_frames.setInterval(frameMs);
    connect(&m_delay, &QTimer::timeout, this, &ProgressLine::appear);
    connect(&m_frames, &QTimer::timeout, this, [this] {
        m_phase = (m_phase + 1) % phases;
        update();
    });
}

void ProgressLine::setActive(bool active)
{
    if (active) {
        if (!m_shown && !m_delay.isActive())
            m_delay.start();
        return;
    }
    m_delay.stop();
    m_frames.stop();
    m_shown = false;
    m_fraction = -1;
    update();
}

void ProgressLine::setFraction(double fraction)
{
    m_fraction = std::min(fraction, 1.0);
    animateWhereAllowed();
    if (m_shown)
        update();
}

QSize ProgressLine::sizeHint() const
{
    return {0, lineHeight};
}

void ProgressLine::appear()
{
    m_shown = true;
    m_phase = 0;
    animateWhereAllowed();
    update();
}

void ProgressLine::animateWhereAllowed()
{
    const bool mayMove =
        style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
    if (m_shown && m_fraction < 0 && mayMove)
        m_frames.start();
    else
        m_frames.stop();
}

void ProgressLine::paintEvent(QPaintEvent*)
{
    if (!m_shown)
        return;
    QPainter painter(this);
    const QColor accent = palette().color(QPalette::Highlight);
    if (m_fraction >= 0) {
        painter.fillRect(QRectF(0, 0, width() * m_fraction, height()), accent);
    } else if (m_frames.isActive()) {
        const double travelled = static_cast<double>(m_phase) / phases;
        const double left = width() * (travelled * (1 + wanderingShare) - wanderingShare);
        painter.fillRect(QRectF(left, 0, width() * wanderingShare, height()), accent);
    } else {
        painter.setOpacity(quietOpacity);
        painter.fillRect(rect(), accent);
    }
}

} // namespace tessera
