// SPDX-License-Identifier: MIT
#include "ui/docks/memory_chart.h"

#include "ui/docks/chart_frame.h"
#include "ui/docks/cost_text.h"
#include "ui/theme/shades.h"
#include "ui/theme/spacing.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace tessera {

namespace {

constexpr double lineWidth = 1.5;

QString scaleText(double bytes)
{
    constexpr double bytesPerMb = 1e6;
    constexpr double bytesPerGb = 1e9;
    if (bytes < bytesPerGb)
        return QStringLiteral("%1 MB").arg(bytes / bytesPerMb, 0, 'g', 3);
    return QStringLiteral("%1 GB").arg(bytes / bytesPerGb, 0, 'g', 3);
}

} // namespace

MemoryChart::MemoryChart(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Memory over the last minute"));
    setToolTip(tr("Resident: what the process holds now. The dotted line is the cache's budget."));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QSize MemoryChart::sizeHint() const
{
    return {75 * spacingUnit, 30 * spacingUnit};
}

QSize MemoryChart::minimumSizeHint() const
{
    return {45 * spacingUnit, 20 * spacingUnit};
}

void MemoryChart::append(std::int64_t nowMs, const CostStatus& status)
{
    m_budget = static_cast<double>(status.cacheBudget.value);
    m_samples.push_back({nowMs, static_cast<double>(status.resident.value),
        static_cast<double>(status.peakResident.value),
        static_cast<double>(status.cacheHeld.value)});
    // One sample from before the span stays, so that the line begins at the edge.
    while (m_samples.size() > 2 && m_samples[1].atMs < nowMs - spanMs)
        m_samples.pop_front();
    update();
}

void MemoryChart::clear()
{
    m_samples.clear();
    update();
}

double MemoryChart::top() const
{
    constexpr double headroom = 1.05;
    double highest = m_budget;
    for (const Sample& sample : m_samples)
        highest = std::max({highest, sample.resident, sample.peak, sample.cache});
    constexpr double leastTop = 10e6;
    return niceCeiling(std::max(highest * headroom, leastTop));
}

void MemoryChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double highest = top();
    const ChartFrame frame(rect(), font(), highest);
    frame.paintAxis(
        painter, palette(), scaleText(highest), scaleText(highest / 2), tr("last 60 s"));
    frame.paintLegend(painter, palette(),
        {{tr("resident"), accentShade(palette(), 0)}, {tr("cache"), accentShade(palette(), 1)},
            {tr("peak"), accentShade(palette(), 2)}});

    if (m_budget > 0) {
        painter.setPen(QPen(accentShade(palette(), 1), lineWidth, Qt::DotLine));
        const double y = frame.yOf(m_budget);
        painter.drawLine(QPointF(frame.plot().left(), y), QPointF(frame.plot().right(), y));
    }
    painter.setClipRect(frame.plot().adjusted(0, -lineWidth, 0, lineWidth));
    painter.setPen(QPen(accentShade(palette(), 2), lineWidth, Qt::DashLine));
    paintLine(painter, frame, &Sample::peak);
    painter.setPen(QPen(accentShade(palette(), 1), lineWidth));
    paintLine(painter, frame, &Sample::cache);
    painter.setPen(QPen(accentShade(palette(), 0), lineWidth));
    paintLine(painter, frame, &Sample::resident);
}

void MemoryChart::paintLine(
    QPainter& painter, const ChartFrame& frame, double Sample::* value) const
{
    if (m_samples.empty())
        return;
    const std::int64_t now = m_samples.back().atMs;
    QPainterPath path;
    for (const Sample& sample : m_samples) {
        const double age = static_cast<double>(now - sample.atMs) / static_cast<double>(spanMs);
        const QPointF point(
            frame.plot().right() - age * frame.plot().width(), frame.yOf(sample.*value));
        if (path.elementCount() == 0)
            path.moveTo(point);
        else
            path.lineTo(point);
    }
    painter.drawPath(path);
}

} // namespace tessera
