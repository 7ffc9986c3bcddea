// SPDX-License-Identifier: MIT
#pragma once

#include "ui/view/view_content.h"
#include "ui/view/view_transform.h"

#include <QColor>
#include <QImage>
#include <QRect>
#include <QRectF>

class QPainter;
class QPalette;

namespace tessera {

// What of the content is drawn, and how.
struct ViewStyle {
    double overlayOpacity = 1; // 0 to 1, over the image
    bool showsOverlay = true;
    bool showsImage = true;
    QColor canvas = Qt::gray; // around the picture
};

// The colour around the picture: the theme's own grey, without a hue.
QColor canvasColour(const QPalette& palette);

// The level that shows a plane best: pixels of it are not larger than those of the screen.
int levelFor(const TileGrid& grid, const ViewTransform& transform);

// What of a pane is drawn now.
struct PanePart {
    QRect rect; // device pixels
    std::uint64_t frame = 0;
    // For drawing quickly, without averages: memory that is used again; the painter draws into an
    // image of the same format then. Null: by averages.
    QImage* scratch = nullptr;
};

// Draws a part of one pane: canvas, image, classes over it, stripes where either is lost, pixel
// grid. The painter works in device pixels with its origin at the pane's corner.
void paintPane(QPainter& painter, ViewContent& content, const ViewTransform& transform,
    const ViewStyle& style, const PanePart& part);

// Draws the classes of all of a plane, from whatever tiles there are; what has none stays. Of far
// finer levels too: for small pictures.
void paintOverview(QPainter& painter, ViewContent& content, const ViewTransform& transform);

} // namespace tessera
