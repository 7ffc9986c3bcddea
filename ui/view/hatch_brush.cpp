// SPDX-License-Identifier: MIT
#include "ui/view/hatch_brush.h"

#include "core/kernel/hatch.h"

#include <QBrush>
#include <QImage>
#include <QPainter>

namespace tessera {

namespace {

QBrush brushFor(SpecialCode code)
{
    constexpr int period = 2 * static_cast<int>(hatchStripe);
    QImage pattern(period, period, QImage::Format_RGB32);
    paintHatch({0, 0, period, period}, code, reinterpret_cast<Pixel*>(pattern.bits()),
        pattern.bytesPerLine() / static_cast<qsizetype>(sizeof(Pixel)));
    return {pattern};
}

QRectF madeVisible(QRectF rect)
{
    constexpr double smallest = 4; // device pixels
    const QPointF middle = rect.center();
    rect.setSize(rect.size().expandedTo({smallest, smallest}));
    rect.moveCenter(middle);
    return rect.toAlignedRect();
}

} // namespace

void drawHatch(QPainter& painter, const std::vector<LostRect>& lost, QPointF origin)
{
    if (lost.empty())
        return;
    static const QBrush damaged = brushFor(SpecialCode::Damaged);
    static const QBrush missing = brushFor(SpecialCode::Missing);
    painter.save();
    painter.setBrushOrigin(origin.toPoint());
    for (const auto& [target, code] : lost)
        painter.fillRect(madeVisible(target), code == SpecialCode::Missing ? missing : damaged);
    painter.restore();
}

} // namespace tessera
