// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QList>
#include <QRectF>
#include <QString>

class QFont;
class QPainter;
class QPalette;

namespace tessera {

struct ChartLegendEntry {
    QString text; // "read"
    QColor colour;
};

// What every small chart shares: the place of its plot, two grid lines with values and unit, and a
// legend above. Values run from 0 (bottom) to `top`. Threads: GUI thread only.
class ChartFrame {
public:
    // `area` is the whole widget; the font decides how much the labels take.
    ChartFrame(const QRectF& area, const QFont& font, double top);

    QRectF plot() const { return m_plot; }
    double yOf(double value) const;

    // `topLabel` and `middleLabel` name the values at the two lines, `rangeLabel` what runs
    // from left to right.
    void paintAxis(QPainter& painter, const QPalette& palette, const QString& topLabel,
        const QString& middleLabel, const QString& rangeLabel) const;
    void paintLegend(
        QPainter& painter, const QPalette& palette, const QList<ChartLegendEntry>& entries) const;

private:
    QRectF m_area;
    QRectF m_plot;
    double m_top;
};

} // namespace tessera
