// SPDX-License-Identifier: MIT
#pragma once

#include "ui/view/view_content.h"
#include "ui/view/view_transform.h"

#include <QRectF>

class QPainter;
class QPalette;

namespace tessera {

// What of the content is drawn, and how.
struct ViewStyle {
    double overlayOpacity = 1; // 0 to 1, over the image
    bool showsOverlay = true;
    bool showsImage = true;
};

// The colour around the picture: the theme's own grey, without a hue.
QColor canvasColour(const QPalette& palette);

// Draws one pane: image, classes over it, stripes where either is lost, pixel grid. The painter
// works in device pixels with its origin at the pane's corner, clipped to the pane.
void paintPane(QPainter& painter, ViewContent& content, const ViewTransform& transform,
    const ViewStyle& style, std::uint64_t frame);

} // namespace tessera
