// SPDX-License-Identifier: MIT
#include "ui/view/view_transform.h"

#include <algorithm>
#include <cmath>

namespace tessera {

void ViewTransform::setPlane(PlaneShape plane)
{
    m_plane = plane;
    fit();
}

void ViewTransform::setViewport(QSizeF size)
{
    m_viewport = size;
    if (m_isFitted)
        fit();
    else
        setState(m_state);
}

void ViewTransform::setPixelSize(QSizeF size)
{
    const double smaller = std::min(size.width(), size.height());
    const bool isSensible =
        smaller > 0 && std::isfinite(size.width()) && std::isfinite(size.height());
    m_stretch = isSensible ? QSizeF(std::min(size.width() / smaller, maxStretch),
                                 std::min(size.height() / smaller, maxStretch))
                           : QSizeF(1, 1);
    setViewport(m_viewport);
}

void ViewTransform::setOrientation(ViewOrientation orientation)
{
    m_orientation = orientation;
    setViewport(m_viewport);
}

double ViewTransform::longestScale() const
{
    return m_state.scale * std::max(m_stretch.width(), m_stretch.height());
}

QSizeF ViewTransform::uprightViewport() const
{
    return m_orientation.isSideways() ? m_viewport.transposed() : m_viewport;
}

ViewTransform ViewTransform::upright() const
{
    ViewTransform same = *this;
    same.m_viewport = uprightViewport();
    same.m_orientation = {};
    return same;
}

QTransform ViewTransform::uprightToScreen() const
{
    const double width = std::round(m_viewport.width());
    const double height = std::round(m_viewport.height());
    QTransform turned;
    switch (m_orientation.quarterTurns) {
    case 1:
        turned = {0, 1, -1, 0, width, 0};
        break;
    case 2:
        turned = {-1, 0, 0, -1, width, height};
        break;
    case 3:
        turned = {0, -1, 1, 0, 0, height};
        break;
    default:
        break;
    }
    if (!m_orientation.isMirrored)
        return turned;
    const double before = m_orientation.isSideways() ? height : width;
    return QTransform(-1, 0, 0, 1, before, 0) * turned;
}

void ViewTransform::setState(const ViewState& state)
{
    m_isFitted = false;
    m_state = state;
    if (!std::isfinite(state.centreX) || !std::isfinite(state.centreY) || !(state.scale > 0)) {
        fit();
        return;
    }
    m_state.scale = std::clamp(state.scale, minScale(), maxScale);
    keepInside();
}

double ViewTransform::fittedScale() const
{
    if (m_plane.rows <= 0 || m_plane.columns <= 0)
        return 1;
    const QSizeF viewport = uprightViewport();
    const double width = std::max(1.0, viewport.width() - 2 * air);
    const double height = std::max(1.0, viewport.height() - 2 * air);
    return std::min({width / (static_cast<double>(m_plane.columns) * m_stretch.width()),
        height / (static_cast<double>(m_plane.rows) * m_stretch.height()), maxScale});
}

double ViewTransform::minScale() const
{
    return std::min(1.0, fittedScale());
}

void ViewTransform::fit()
{
    m_state.centreX = static_cast<double>(m_plane.columns) / 2;
    m_state.centreY = static_cast<double>(m_plane.rows) / 2;
    m_state.scale = fittedScale();
    m_isFitted = true;
}

QPointF ViewTransform::toUpright(QPointF plane) const
{
    const QSizeF viewport = uprightViewport();
    return {
        (plane.x() - m_state.centreX) * m_state.scale * m_stretch.width() + viewport.width() / 2,
        (plane.y() - m_state.centreY) * m_state.scale * m_stretch.height() + viewport.height() / 2};
}

QPointF ViewTransform::toScreen(QPointF plane) const
{
    return uprightToScreen().map(toUpright(plane));
}

QPointF ViewTransform::toPlane(QPointF screen) const
{
    const QSizeF viewport = uprightViewport();
    const QPointF upright = uprightToScreen().inverted().map(screen);
    return {(upright.x() - viewport.width() / 2) / (m_state.scale * m_stretch.width())
            + m_state.centreX,
        (upright.y() - viewport.height() / 2) / (m_state.scale * m_stretch.height())
            + m_state.centreY};
}

QRectF ViewTransform::toScreen(const QRectF& plane) const
{
    const QSizeF size(plane.width() * m_state.scale * m_stretch.width(),
        plane.height() * m_state.scale * m_stretch.height());
    return uprightToScreen().mapRect(QRectF(toUpright(plane.topLeft()), size));
}

QRectF ViewTransform::planeOnScreen() const
{
    return toScreen(
        QRectF(0, 0, static_cast<double>(m_plane.columns), static_cast<double>(m_plane.rows)));
}

PixelRect ViewTransform::visibleRect(const QRectF& screen) const
{
    const QPointF corner = toPlane(screen.topLeft());
    const QPointF opposite = toPlane(screen.bottomRight());
    const QRectF shown = QRectF(corner, opposite).normalized();
    const auto inside = [](double value, std::int64_t end) {
        return static_cast<std::int64_t>(std::clamp(value, 0.0, static_cast<double>(end)));
    };
    const std::int64_t top = inside(std::floor(shown.top()), m_plane.rows);
    const std::int64_t left = inside(std::floor(shown.left()), m_plane.columns);
    return {top, left, inside(std::ceil(shown.bottom()), m_plane.rows) - top,
        inside(std::ceil(shown.right()), m_plane.columns) - left};
}

void ViewTransform::zoomAt(QPointF screen, double factor)
{
    setScaleAt(screen, m_state.scale * factor);
}

void ViewTransform::setScaleAt(QPointF screen, double scale)
{
    const QPointF held = toPlane(screen);
    m_state.scale = std::clamp(scale, minScale(), maxScale);
    const QPointF moved = toPlane(screen);
    m_state.centreX += held.x() - moved.x();
    m_state.centreY += held.y() - moved.y();
    m_isFitted = false;
    keepInside();
}

void ViewTransform::panBy(QPointF screenDelta)
{
    const QTransform back = uprightToScreen().inverted();
    const QPointF moved = back.map(screenDelta) - back.map(QPointF());
    m_state.centreX -= moved.x() / (m_state.scale * m_stretch.width());
    m_state.centreY -= moved.y() / (m_state.scale * m_stretch.height());
    m_isFitted = false;
    keepInside();
}

void ViewTransform::centreOn(QPointF plane)
{
    m_state.centreX = plane.x();
    m_state.centreY = plane.y();
    m_isFitted = false;
    keepInside();
}

// A plane that fits stays in the middle; a larger one can be moved until its edge meets the air.
void ViewTransform::keepInside()
{
    const auto kept = [](double centre, double extent, double viewport, double scale) {
        const double half = (viewport / 2 - air) / scale;
        return 2 * half >= extent ? extent / 2 : std::clamp(centre, half, extent - half);
    };
    const QSizeF viewport = uprightViewport();
    m_state.centreX = kept(m_state.centreX, static_cast<double>(m_plane.columns), viewport.width(),
        m_state.scale * m_stretch.width());
    m_state.centreY = kept(m_state.centreY, static_cast<double>(m_plane.rows), viewport.height(),
        m_state.scale * m_stretch.height());
}

QRectF snappedToPixels(const QRectF& screen)
{
    // Halves go up on both sides of zero: a size in whole pixels stays as it is.
    const auto nearest = [](double edge) { return std::floor(edge + 0.5); };
    const double left = nearest(screen.left());
    const double top = nearest(screen.top());
    return {left, top, nearest(screen.right()) - left, nearest(screen.bottom()) - top};
}

} // namespace tessera
