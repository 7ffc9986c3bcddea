// SPDX-License-Identifier: MIT
#include "ui/docks/chart_frame.h"

#include "ui/theme/shades.h"
#include "ui/theme/spacing.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPalette>

namespace tessera {

namespace {

constexpr double swatchEdge = 2 * spacingUnit;

} // namespace

ChartFrame::ChartFrame(const QRectF& area, const QFont& font, double top)
    : m_area(area)
    , m_top(top)
{
    const QFontMetricsF metrics(font);
    const double labels = metrics.horizontalAdvance(QStringLiteral("000 MB")) + 2 * spacingUnit;
    const double line = metrics.height();
    m_plot = area.adjusted(labels, line + 2 * spacingUnit, -2 * spacingUnit, -line - spacingUnit);
}

double ChartFrame::yOf(double value) const
{
    return m_plot.bottom() - m_plot.height() * value / m_top;
}

void ChartFrame::paintAxis(QPainter& painter, const QPalette& palette, const QString& topLabel,
    const QString& middleLabel, const QString& rangeLabel) const
{
    const auto paintLine = [&](double y, const QString& label) {
        painter.setPen(lineColour(palette));
        painter.drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right(), y));
        const double line = painter.fontMetrics().height();
        const QRectF place(
            m_area.left(), y - line / 2, m_plot.left() - m_area.left() - spacingUnit, line);
        painter.setPen(quietText(palette));
        painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, label);
    };
    paintLine(m_plot.top(), topLabel);
    paintLine(m_plot.center().y(), middleLabel);
    paintLine(m_plot.bottom(), QStringLiteral("0"));
    painter.setPen(quietText(palette));
    painter.drawText(QRectF(m_plot.left(), m_plot.bottom() + spacingUnit / 2.0, m_plot.width(),
                         painter.fontMetrics().height()),
        Qt::AlignRight | Qt::AlignTop, rangeLabel);
}

void ChartFrame::paintLegend(
    QPainter& painter, const QPalette& palette, const QList<ChartLegendEntry>& entries) const
{
    const QFontMetricsF metrics(painter.font());
    double x = m_plot.left();
    const double y = m_area.top() + spacingUnit / 2.0;
    for (const ChartLegendEntry& entry : entries) {
        const double width = metrics.horizontalAdvance(entry.text);
        if (x + swatchEdge + spacingUnit + width > m_area.right())
            return;
        painter.fillRect(QRectF(x, y + (metrics.height() - swatchEdge) / 2, swatchEdge, swatchEdge),
            entry.colour);
        x += swatchEdge + spacingUnit;
        painter.setPen(quietText(palette));
        painter.drawText(QRectF(x, y, width + 1, metrics.height()), Qt::AlignVCenter, entry.text);
        x += width + 3 * spacingUnit;
    }
}

} // namespace tessera
