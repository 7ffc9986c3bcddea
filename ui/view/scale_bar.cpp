// SPDX-License-Identifier: MIT
#include "ui/view/scale_bar.h"

#include "ui/theme/spacing.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QLocale>
#include <QPainter>
#include <QPalette>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace tessera {

namespace {

constexpr int plateAlpha = 215;
constexpr double barHeight = 3;
constexpr qsizetype longestUnit = 12; // what a file calls its unit may be anything

struct LengthUnit {
    const char* name;
    double metres;
};

constexpr std::array shownUnits{LengthUnit{"km", 1e3}, LengthUnit{"m", 1}, LengthUnit{"mm", 1e-3},
    LengthUnit{"µm", 1e-6}, LengthUnit{"nm", 1e-9}, LengthUnit{"pm", 1e-12}};

// As files write them, in small letters.
constexpr std::array knownUnits{LengthUnit{"km", 1e3}, LengthUnit{"m", 1}, LengthUnit{"meter", 1},
    LengthUnit{"metre", 1}, LengthUnit{"cm", 1e-2}, LengthUnit{"centimeter", 1e-2},
    LengthUnit{"mm", 1e-3}, LengthUnit{"millimeter", 1e-3}, LengthUnit{"millimetre", 1e-3},
    LengthUnit{"\u00B5m", 1e-6}, LengthUnit{"\u03BCm", 1e-6}, LengthUnit{"um", 1e-6},
    LengthUnit{"micron", 1e-6}, LengthUnit{"micrometer", 1e-6}, LengthUnit{"micrometre", 1e-6},
    LengthUnit{"nm", 1e-9}, LengthUnit{"nanometer", 1e-9}, LengthUnit{"nanometre", 1e-9},
    LengthUnit{"\u00E5", 1e-10}, LengthUnit{"angstrom", 1e-10}, LengthUnit{"pm", 1e-12}};

std::optional<double> metresOf(const QString& unit)
{
    const QString small = unit.trimmed().toLower();
    for (const LengthUnit& known : knownUnits)
        if (const QString name = QString::fromUtf8(known.name);
            small == name || (name.size() > 2 && small == name + QLatin1Char('s')))
            return known.metres;
    return std::nullopt;
}

double roundBelow(double most)
{
    const double power = std::pow(10.0, std::floor(std::log10(most)));
    for (const double step : {5.0, 2.0})
        if (step * power <= most * (1 + 1e-9))
            return step * power;
    return power;
}

QString metricText(double metres)
{
    const auto fits = std::ranges::find_if(shownUnits,
        [metres](const LengthUnit& unit) { return metres >= unit.metres * (1 - 1e-9); });
    const LengthUnit& shown = fits == shownUnits.end() ? shownUnits.back() : *fits;
    return QStringLiteral("%1 %2").arg(
        QLocale::c().toString(metres / shown.metres, 'g', 6), QString::fromUtf8(shown.name));
}

} // namespace

ScaleLength scaleLength(double size, const QString& unit, double mostPixels)
{
    const double most = size * mostPixels;
    if (!(most > 0) || !std::isfinite(most) || !(size > 0))
        return {};
    if (const auto metres = metresOf(unit)) {
        const double length = roundBelow(most * *metres);
        return {metricText(length), length / (size * *metres)};
    }
    const double length = roundBelow(most);
    const QString name =
        unit.trimmed().isEmpty() ? QStringLiteral("px") : unit.trimmed().left(longestUnit);
    return {
        QStringLiteral("%1 %2").arg(QLocale::c().toString(length, 'g', 6), name), length / size};
}

void drawScaleBar(QPainter& painter, const QPalette& palette, const ScaleLength& length,
    QPointF corner, double ratio)
{
    if (length.pixels <= 0)
        return;
    const QFontMetricsF metrics(QGuiApplication::font());
    const double width = std::round(length.pixels) / ratio;
    const double inside = std::max(width, std::ceil(metrics.horizontalAdvance(length.text)));
    const double padding = 2.0 * spacingUnit;
    const QSizeF plate(
        inside + 2 * padding, std::ceil(metrics.height()) + barHeight + 2.5 * spacingUnit);
    painter.save();
    painter.scale(ratio, ratio);
    painter.translate(corner - QPointF(0, plate.height()));
    QColor ground = palette.color(QPalette::Active, QPalette::Window);
    ground.setAlpha(plateAlpha);
    const QColor ink = palette.color(QPalette::Active, QPalette::WindowText);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF({0, 0}, plate), spacingUnit, spacingUnit);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double left = std::floor((plate.width() - width) / 2 * ratio) / ratio;
    painter.fillRect(
        QRectF(left, plate.height() - barHeight - 1.5 * spacingUnit, width, barHeight), ink);
    painter.setPen(ink);
    painter.setFont(QGuiApplication::font());
    painter.drawText(QRectF(0, spacingUnit, plate.width(), std::ceil(metrics.height())),
        Qt::AlignHCenter | Qt::AlignTop, length.text);
    painter.restore();
}

} // namespace tessera
