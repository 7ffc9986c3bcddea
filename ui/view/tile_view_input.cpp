// SPDX-License-Identifier: MIT
// How mouse and keys move the picture.
#include "ui/view/tile_view.h"

#include "core/cost/stopwatch.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <cmath>

namespace tessera {

namespace {

constexpr int wheelNotch = 120; // eighths of a degree
constexpr double notchesPerDoubling = 2;
constexpr double panShare = 0.1; // of the view, for one press of an arrow key

} // namespace

// Shift with another key is a shortcut, and the picture is to be seen as it changes.
bool TileView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent*>(event)->key() != Qt::Key_Shift)
        setOverlayHeld(false);
    return QWidget::event(event);
}

void TileView::wheelEvent(QWheelEvent* event)
{
    event->accept();
    if (m_content == nullptr)
        return;
    const QPoint turned = event->angleDelta();
    // With Alt or Shift some systems turn the wheel sideways.
    const int delta = turned.y() != 0 ? turned.y() : turned.x();
    if (event->modifiers() & Qt::ShiftModifier) {
        setOverlayHeld(false);
        stepSlices(delta);
        return;
    }
    m_rest.start();
    zoomBy(inPane(event->position()), std::exp2(delta / (wheelNotch * notchesPerDoubling)));
    reportHover(event->position());
}

void TileView::stepSlices(int delta)
{
    m_wheelRest += delta;
    const int steps = m_wheelRest / wheelNotch;
    m_wheelRest -= steps * wheelNotch;
    if (steps != 0)
        Q_EMIT sliceStepRequested(-steps);
}

void TileView::mousePressEvent(QMouseEvent* event)
{
    if (m_content == nullptr || !(event->button() & (Qt::LeftButton | Qt::MiddleButton))) {
        QWidget::mousePressEvent(event);
        return;
    }
    if (m_motion.isMoving()) {
        stopMotion();
        moved();
    }
    m_dragFrom = event->position();
    m_hand.start(event->position(), nowNs());
    setCursor(Qt::ClosedHandCursor);
}

void TileView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragFrom) {
        m_transform.panBy((event->position() - *m_dragFrom) * devicePixelRatioF());
        m_dragFrom = event->position();
        m_hand.move(event->position(), nowNs());
        movedByHand();
    }
    reportHover(event->position());
}

void TileView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->buttons() & (Qt::LeftButton | Qt::MiddleButton))
        return;
    if (m_dragFrom && isAnimated()) {
        m_motion.fling(m_hand.perSecond(nowNs()) * devicePixelRatioF(), nowNs());
        if (m_motion.isMoving())
            m_clock.start();
    }
    m_dragFrom.reset();
    unsetCursor();
}

void TileView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (m_content == nullptr || event->button() != Qt::LeftButton)
        return;
    zoomBy(inPane(event->position()), 2);
}

void TileView::leaveEvent(QEvent* /*event*/)
{
    Q_EMIT hoverEnded();
}

void TileView::reportHover(QPointF position)
{
    if (m_content == nullptr)
        return;
    // The middle of the pixel on screen: its corner may belong to a neighbour in a turned picture.
    constexpr QPointF middle(0.5, 0.5);
    const QPointF at = m_transform.toPlane(inPane(position) + middle);
    const PlaneShape plane = m_transform.plane();
    const bool isInside = at.x() >= 0 && at.y() >= 0 && at.x() < static_cast<double>(plane.columns)
        && at.y() < static_cast<double>(plane.rows);
    if (isInside)
        Q_EMIT hovered(static_cast<qint64>(at.y()), static_cast<qint64>(at.x()));
    else
        Q_EMIT hoverEnded();
}

void TileView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Shift && !event->isAutoRepeat()) {
        setOverlayHeld(true);
        return;
    }
    const QSizeF step = m_transform.viewport() * panShare;
    const bool wasMoving = m_motion.isMoving();
    stopMotion();
    switch (event->key()) {
    case Qt::Key_Left:
        m_transform.panBy({step.width(), 0});
        break;
    case Qt::Key_Right:
        m_transform.panBy({-step.width(), 0});
        break;
    case Qt::Key_Up:
        m_transform.panBy({0, step.height()});
        break;
    case Qt::Key_Down:
        m_transform.panBy({0, -step.height()});
        break;
    default:
        if (wasMoving)
            moved();
        QWidget::keyPressEvent(event);
        return;
    }
    movedByHand();
}

void TileView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Shift && !event->isAutoRepeat())
        setOverlayHeld(false);
    else
        QWidget::keyReleaseEvent(event);
}

void TileView::focusOutEvent(QFocusEvent* event)
{
    setOverlayHeld(false); // the release of the key goes elsewhere
    QWidget::focusOutEvent(event);
}

void TileView::setOverlayHeld(bool held)
{
    if (m_isOverlayHeld == held)
        return;
    m_isOverlayHeld = held;
    restyled();
    Q_EMIT overlayHeld(held);
}

} // namespace tessera
