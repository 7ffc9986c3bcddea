// SPDX-License-Identifier: MIT
#include "ui/view/frame_buffer.h"

#include "core/cost/stopwatch.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <utility>

namespace tessera {

namespace {

// So many pixels are drawn in their final form at once, in about 2 ms where they are averaged.
constexpr int pieceArea = 192 * 1024;

qint64 areaOf(const QRegion& region)
{
    qint64 area = 0;
    for (const QRect& rect : region)
        area += qint64{rect.width()} * rect.height();
    return area;
}

// In place: rows that are still to be moved are not written over.
void moveRows(QImage& image, QPoint by)
{
    const int rows = image.height() - std::abs(by.y());
    const auto bytes = static_cast<std::size_t>(image.width() - std::abs(by.x())) * sizeof(QRgb);
    const std::ptrdiff_t from = std::max(0, -by.x());
    const std::ptrdiff_t to = std::max(0, by.x());
    for (int step = 0; step < rows; ++step) {
        const int row = by.y() > 0 ? image.height() - 1 - step : step;
        std::memmove(image.scanLine(row) + to * std::ptrdiff_t{sizeof(QRgb)},
            image.constScanLine(row - by.y()) + from * std::ptrdiff_t{sizeof(QRgb)}, bytes);
    }
}

// The upper end of a rectangle.
QRect firstPiece(const QRect& rect)
{
    QRect piece = rect;
    piece.setHeight(std::clamp(pieceArea / std::max(1, piece.width()), 1, piece.height()));
    return piece;
}

} // namespace

// By how many whole pixels the picture moves; none: it does more than that.
std::optional<QPoint> FrameBuffer::shiftTo(const ViewTransform& transform) const
{
    constexpr double tolerance = 1e-3;
    const bool isSameScale = transform.scale() == m_transform.scale()
        && transform.stretch() == m_transform.stretch()
        && transform.orientation() == m_transform.orientation()
        && transform.viewport() == m_transform.viewport();
    if (!isSameScale || transform.plane() != m_transform.plane())
        return std::nullopt;
    const QPointF centre(transform.state().centreX, transform.state().centreY);
    const QPointF moved = transform.toScreen(centre) - m_transform.toScreen(centre);
    const QPoint whole = moved.toPoint();
    const bool isWhole =
        std::abs(moved.x() - whole.x()) < tolerance && std::abs(moved.y() - whole.y()) < tolerance;
    return isWhole ? std::optional(whole) : std::nullopt;
}

void FrameBuffer::setView(const ViewTransform& transform)
{
    const QSize size = transform.viewport().toSize();
    const auto by = m_image.size() == size ? shiftTo(transform) : std::nullopt;
    m_transform = transform;
    if (by && !by->isNull() && std::abs(by->x()) < size.width()
        && std::abs(by->y()) < size.height()) {
        shift(*by);
        return;
    }
    if (by && by->isNull())
        return;
    if (m_image.size() != size)
        m_image = QImage(size, QImage::Format_RGB32);
    invalidate();
}

// What moved along is drawn anew when the view is at rest: scaled pixels are not the same a pixel
// further on.
void FrameBuffer::shift(QPoint by)
{
    const QRect all = m_image.rect();
    moveRows(m_image, by);
    m_missing = (m_missing.translated(by) & all) + (QRegion(all) - all.translated(by));
    m_rough = QRegion(all) - m_missing;
    m_changed = all;
}

void FrameBuffer::invalidate()
{
    m_missing = m_image.rect();
    m_rough = {};
}

void FrameBuffer::invalidate(const QRect& part)
{
    m_missing += part & m_image.rect();
    m_rough -= part;
}

QRegion FrameBuffer::refresh(const Draw& draw, bool isMoving, std::int64_t budgetNs)
{
    const std::int64_t endNs = nowNs() + budgetNs;
    if (!m_missing.isEmpty())
        drawMissing(draw, isMoving);
    if (!isMoving && !m_rough.isEmpty())
        drawRough(draw, endNs);
    return std::exchange(m_changed, {});
}

void FrameBuffer::drawMissing(const Draw& draw, bool isMoving)
{
    const bool isLittle = areaOf(m_missing) <= pieceArea;
    const auto quality = isMoving || !isLittle ? FrameQuality::Quick : FrameQuality::Final;
    QPainter painter(&m_image);
    for (QRect part : m_missing)
        while (!part.isEmpty()) {
            const QRect piece = firstPiece(part);
            draw(painter, piece, quality);
            part.setTop(piece.bottom() + 1);
        }
    m_changed += m_missing;
    if (quality == FrameQuality::Quick)
        m_rough += m_missing;
    m_missing = {};
}

void FrameBuffer::drawRough(const Draw& draw, std::int64_t endNs)
{
    QPainter painter(&m_image);
    while (!m_rough.isEmpty() && nowNs() < endNs) {
        const QRect piece = firstPiece(*m_rough.begin());
        draw(painter, piece, FrameQuality::Final);
        m_rough -= piece;
        m_changed += piece;
    }
}

} // namespace tessera
