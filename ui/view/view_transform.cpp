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
    const double width = std::max(1.0, m_viewport.width() - 2 * air);
    const double height = std::max(1.0, m_viewport.height() - 2 * air);
    return std::min({width / static_cast<double>(m_plane.columns),
        height / static_cast<double>(m_plane.rows), maxScale});
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

QPointF ViewTransform::toScreen(QPointF plane) const
{
    return {(plane.x() - m_state.centreX) * m_state.scale + m_viewport.width() / 2,
        (plane.y() - m_state.centreY) * m_state.scale + m_viewport.height() / 2};
}

QPointF ViewTransform::toPlane(QPointF screen) const
{
    return {(screen.x() - m_viewport.width() / 2) / m_state.scale + m_state.centreX,
        (screen.y() - m_viewport.height() / 2) / m_state.scale + m_state.centreY};
}

QRectF ViewTransform::toScreen(const QRectF& plane) const
{
    return {toScreen(plane.topLeft()), plane.size() * m_state.scale};
}

QRectF ViewTransform::planeOnScreen() const
{
    return toScreen(
        QRectF(0, 0, static_cast<double>(m_plane.columns), static_cast<double>(m_plane.rows)));
}

PixelRect ViewTransform::visibleRect() const
{
    const QPointF first = toPlane({0, 0});
    const QPointF last = toPlane({m_viewport.width(), m_viewport.height()});
    const auto inside = [](double value, std::int64_t end) {
        return static_cast<std::int64_t>(std::clamp(value, 0.0, static_cast<double>(end)));
    };
    const std::int64_t top = inside(std::floor(first.y()), m_plane.rows);
    const std::int64_t left = inside(std::floor(first.x()), m_plane.columns);
    return {top, left, inside(std::ceil(last.y()), m_plane.rows) - top,
        inside(std::ceil(last.x()), m_plane.columns) - left};
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
    m_state.centreX -= screenDelta.x() / m_state.scale;
    m_state.centreY -= screenDelta.y() / m_state.scale;
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
    const auto kept = [this](double centre, double extent, double viewport) {
        const double half = (viewport / 2 - air) / m_state.scale;
        return 2 * half >= extent ? extent / 2 : std::clamp(centre, half, extent - half);
    };
    m_state.centreX =
        kept(m_state.centreX, static_cast<double>(m_plane.columns), m_viewport.width());
    m_state.centreY = kept(m_state.centreY, static_cast<double>(m_plane.rows), m_viewport.height());
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
