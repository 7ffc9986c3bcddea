// SPDX-License-Identifier: MIT
#pragma once

#include <QPointF>
#include <QString>

class QPainter;
class QPalette;

namespace tessera {

// A round length (1, 2 or 5 of something) and what it is on screen.
struct ScaleLength {
    QString text; // "200 nm", "5 µm", "100 px"
    double pixels = 0; // of the screen; 0: nothing fits

    friend bool operator==(const ScaleLength&, const ScaleLength&) = default;
};

// The longest round length of at most `mostPixels`. One pixel of the screen is `size` of `unit`
// wide; metric units are told as a person would, others as they are, none as pixels of the plane.
ScaleLength scaleLength(double size, const QString& unit, double mostPixels);

// Draws it on a plate in the theme's colours whose lower left corner is at `corner`, in pixels of
// which `ratio` pixels of the screen are one.
void drawScaleBar(QPainter& painter, const QPalette& palette, const ScaleLength& length,
    QPointF corner, double ratio);

} // namespace tessera
