// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QPoint>
#include <QRectF>
#include <QTransform>

namespace tessera {

// Draws pictures scaled and turned by quarters, with the pixel that lies under the middle of each
// pixel of the screen: several times as fast as a painter, which blends while it scales. What is
// drawn replaces what was there, as it is stored; pixels have 32 bits.
struct NearestPixels {
    QImage& image;
    QPoint corner; // of the image, in device pixels of the pane
    QTransform turn; // from the upright pane to the screen, by quarters and mirrored
    QRgb added = 0; // bits that each pixel gets: its alpha, where it is drawn over black

    // `target` in whole device pixels of the upright pane, `source` in pixels of the picture.
    void draw(const QImage& picture, const QRectF& target, const QRectF& source) const;
};

} // namespace tessera
