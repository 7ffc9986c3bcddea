// SPDX-License-Identifier: MIT
// How the view gets to where somebody wants it.
#include "ui/view/tile_view.h"

#include "core/cost/stopwatch.h"
#include "ui/view/minimap.h"

#include <QStyle>

#include <cmath>

namespace tessera {

namespace {

// The first frame of a motion comes at once, and shows that it has begun.
constexpr std::int64_t firstFrameNs = 16'000'000;

QPointF middleOf(const ViewTransform& view)
{
    return {view.viewport().width() / 2, view.viewport().height() / 2};
}

} // namespace

const ViewTransform& TileView::destination() const
{
    const ViewTransform* target = m_motion.target();
    return target != nullptr ? *target : m_transform;
}

bool TileView::isAnimated() const
{
    return isVisible() && m_content != nullptr
        && QWidget::style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
}

// The tiles of the target are asked for alone: what is there stands in on the way. A hand that
// zooms on will hardly stay where it is now.
void TileView::goTo(const ViewTransform& target)
{
    if (!isAnimated()) {
        stopMotion();
        m_transform = target;
        moved();
        return;
    }
    const bool goesOn = m_motion.target() != nullptr;
    m_motion.zoomTo(m_transform, target, nowNs() - firstFrameNs);
    m_clock.start();
    askFor(target, goesOn ? Haste::ZoomsOn : Haste::None);
    step();
}

void TileView::zoomBy(QPointF position, double factor)
{
    ViewTransform target = m_transform;
    target.setScaleAt(position, destination().scale() * factor);
    goTo(target);
}

void TileView::step()
{
    const bool isZoom = m_motion.target() != nullptr;
    m_motion.advance(m_transform, nowNs());
    if (!m_motion.isMoving()) {
        m_clock.stop();
        m_rest.start(); // what was drawn quickly is made final soon
    }
    if (!isZoom || !m_motion.isMoving()) {
        moved();
        return;
    }
    m_isPaintedSettled = false;
    m_minimap->setView(m_transform);
    update();
    Q_EMIT viewChanged();
}

// Where it is now; its tiles are asked for by whoever moves it on.
void TileView::stopMotion()
{
    m_motion.stop();
    m_clock.stop();
}

void TileView::fit()
{
    ViewTransform target = m_transform;
    target.fit();
    goTo(target);
}

void TileView::showActualPixels()
{
    ViewTransform target = m_transform;
    target.setScaleAt(middleOf(m_transform), 1);
    goTo(target);
}

void TileView::zoomIn()
{
    zoomBy(middleOf(m_transform), std::sqrt(2.0));
}

void TileView::zoomOut()
{
    zoomBy(middleOf(m_transform), 1 / std::sqrt(2.0));
}

} // namespace tessera
