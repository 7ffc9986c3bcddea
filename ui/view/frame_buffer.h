// SPDX-License-Identifier: MIT
#pragma once

#include "ui/view/view_transform.h"

#include <QImage>
#include <QRect>
#include <QRegion>

#include <cstdint>
#include <functional>
#include <optional>

class QPainter;

namespace tessera {

enum class FrameQuality { Quick, Final };

// One pane as it was drawn last, so that a frame draws only what is new: what a pan uncovers and
// where tiles came. What has to be fast is drawn quickly, and made final a piece at a time when
// there is time for it. Pixels are those of the device. Threads: GUI thread only.
class FrameBuffer {
public:
    // Draws a part of the pane; nothing outside of it changes.
    using Draw = std::function<void(QPainter& painter, const QRect& part, FrameQuality quality)>;

    // The view of the next frame: what of the last one shows the same is kept.
    void setView(const ViewTransform& transform);
    void invalidate(); // all of it shows something else now
    void invalidate(const QRect& part);

    // Draws what is missing, then makes final what was drawn quickly, in pieces, until `budgetNs`
    // are used up: none of it while the picture moves. Returns what changed.
    QRegion refresh(const Draw& draw, bool isMoving, std::int64_t budgetNs);

    bool isFinal() const { return m_missing.isEmpty() && m_rough.isEmpty(); }
    const QImage& image() const { return m_image; }

private:
    std::optional<QPoint> shiftTo(const ViewTransform& transform) const;
    void shift(QPoint by);
    void drawMissing(const Draw& draw, bool isMoving);
    void drawRough(const Draw& draw, std::int64_t endNs);

    QImage m_image;
    ViewTransform m_transform;
    QRegion m_missing; // shows what is not there any more
    QRegion m_rough; // was drawn quickly, or moved along
    QRegion m_changed;
};

} // namespace tessera
