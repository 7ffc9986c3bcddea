// SPDX-License-Identifier: MIT
#include "ui/docks/tile_chart.h"

#include "ui/docks/chart_frame.h"
#include "ui/docks/cost_text.h"
#include "ui/theme/shades.h"
#include "ui/theme/spacing.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace tessera {

namespace {

constexpr double barWidth = 3;
constexpr double barStep = 4;

QString scaleText(double ns)
{
    constexpr double nsPerUs = 1e3;
    constexpr double nsPerMs = 1e6;
    constexpr double nsPerSecond = 1e9;
    if (ns < nsPerMs)
        return QStringLiteral("%1 µs").arg(ns / nsPerUs, 0, 'g', 3);
    if (ns < nsPerSecond)
        return QStringLiteral("%1 ms").arg(ns / nsPerMs, 0, 'g', 3);
    return QStringLiteral("%1 s").arg(ns / nsPerSecond, 0, 'g', 3);
}

} // namespace

TileChart::TileChart(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Time of the latest tiles"));
    setToolTip(tr("Each bar is a tile, the newest at the right"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QSize TileChart::sizeHint() const
{
    return {75 * spacingUnit, 30 * spacingUnit};
}

QSize TileChart::minimumSizeHint() const
{
    return {45 * spacingUnit, 20 * spacingUnit};
}

void TileChart::setBills(std::span<const TileBill> bills)
{
    std::vector<Stages> stages;
    for (const TileBill& bill : bills.last(std::min(bills.size(), capacity)))
        stages.push_back({bill.serial, static_cast<double>(bill.readNs),
            static_cast<double>(bill.reduceNs), static_cast<double>(bill.paintNs)});
    if (stages == m_stages)
        return;
    m_stages = std::move(stages);
    update();
}

void TileChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double room = ChartFrame(rect(), font(), 1).plot().width();
    const auto fitting = static_cast<std::size_t>(std::max(room / barStep, 0.0));
    const auto shown = std::span(m_stages).last(std::min(m_stages.size(), fitting));
    double longest = 0;
    for (const Stages& stages : shown)
        longest = std::max(longest, stages.sumNs());
    constexpr double emptyTopNs = 1e6;
    const double top = longest > 0 ? niceCeiling(longest) : emptyTopNs;

    const ChartFrame frame(rect(), font(), top);
    frame.paintAxis(painter, palette(), scaleText(top), scaleText(top / 2),
        shown.empty() ? tr("no tiles yet") : tr("last %1 tiles").arg(shown.size()));
    frame.paintLegend(painter, palette(),
        {{tr("read"), accentShade(palette(), 0)}, {tr("reduce"), accentShade(palette(), 1)},
            {tr("paint"), accentShade(palette(), 2)}});
    paintBars(painter, frame, shown);
}

void TileChart::paintBars(
    QPainter& painter, const ChartFrame& frame, std::span<const Stages> shown) const
{
    double x = frame.plot().right() - barStep * static_cast<double>(shown.size());
    for (const Stages& stages : shown) {
        double below = 0;
        int shade = 0;
        for (const double part : {stages.readNs, stages.reduceNs, stages.paintNs}) {
            const double top = frame.yOf(below + part);
            painter.fillRect(
                QRectF(x, top, barWidth, frame.yOf(below) - top), accentShade(palette(), shade++));
            below += part;
        }
        x += barStep;
    }
}

} // namespace tessera
