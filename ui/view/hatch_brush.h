// SPDX-License-Identifier: MIT
#pragma once

#include "core/kernel/class_planes.h"

#include <QRectF>

#include <vector>

class QPainter;

namespace tessera {

// A rectangle of the screen, in device pixels, whose samples cannot be had.
struct LostRect {
    QRectF target;
    SpecialCode code = SpecialCode::Damaged;
};

// Draws them with the stripes that exported pictures have there, as wide at every zoom; `origin` is
// where the pattern begins, so that it moves with the picture. What is smaller than can be seen is
// drawn larger. The painter works in device pixels.
void drawHatch(QPainter& painter, const std::vector<LostRect>& lost, QPointF origin);

} // namespace tessera
