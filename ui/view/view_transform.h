// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/region.h"
#include "ui/view/view_orientation.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QTransform>

namespace tessera {

// Where a person looks: the point of the plane (in pixels, x to the right) in the middle of the
// view, and how many screen pixels a pixel of the plane takes (its shorter side, where it is not
// square). A plain value: saved per file.
struct ViewState {
    double centreX = 0;
    double centreY = 0;
    double scale = 1;

    friend bool operator==(const ViewState&, const ViewState&) = default;
};

// Plane to screen and back, and what moving means. Screen coordinates are *device* pixels of one
// pane, so that a pixel of the plane at 1:1 is a pixel of the screen at any display scale.
class ViewTransform {
public:
    static constexpr double maxScale = 64;
    static constexpr double air = 12; // device pixels around a fitted plane
    static constexpr double maxStretch = 64;

    void setPlane(PlaneShape plane);
    void setViewport(QSizeF size); // keeps the middle, and a fitted plane fitted
    // How wide and how high a pixel of the plane is, in any unit; what makes no sense is square.
    void setPixelSize(QSizeF size); // keeps a fitted plane fitted
    void setOrientation(ViewOrientation orientation); // keeps the middle, and a fitted plane fitted

    PlaneShape plane() const { return m_plane; }
    QSizeF viewport() const { return m_viewport; }
    ViewState state() const { return m_state; }
    void setState(const ViewState& state);
    double scale() const { return m_state.scale; }
    double longestScale() const; // screen pixels that a pixel's longer side takes
    // How much wider and higher a pixel of the plane is than one of its sides; the smaller is 1.
    QSizeF stretch() const { return m_stretch; }
    ViewOrientation orientation() const { return m_orientation; }
    bool isFitted() const { return m_isFitted; }

    // The same view before it is mirrored and turned, and what does that to it. Whole pixels stay
    // whole pixels.
    ViewTransform upright() const;
    QTransform uprightToScreen() const;

    QPointF toScreen(QPointF plane) const;
    QPointF toPlane(QPointF screen) const;
    QRectF toScreen(const QRectF& plane) const;
    QRectF planeOnScreen() const;
    // Whole pixels, clipped to the plane; may be empty: in view, and under a part of the screen.
    PixelRect visibleRect() const { return visibleRect({{0, 0}, m_viewport}); }
    PixelRect visibleRect(const QRectF& screen) const;

    void fit();
    void zoomAt(QPointF screen, double factor); // what is under the point stays under it
    void setScaleAt(QPointF screen, double scale);
    void panBy(QPointF screenDelta); // the picture follows
    void centreOn(QPointF plane);

private:
    QSizeF uprightViewport() const;
    QPointF toUpright(QPointF plane) const;
    double fittedScale() const;
    double minScale() const;
    void keepInside();

    PlaneShape m_plane;
    QSizeF m_viewport;
    QSizeF m_stretch{1, 1};
    ViewOrientation m_orientation;
    ViewState m_state;
    bool m_isFitted = true;
};

// On whole device pixels: neighbours share their rounded edges, so no seam shows at any scale.
QRectF snappedToPixels(const QRectF& screen);

} // namespace tessera
