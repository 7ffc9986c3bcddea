// SPDX-License-Identifier: MIT
#pragma once

#include "ui/view/view_transform.h"

#include <QPointF>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace tessera {

// How a view gets from one place to another: a zoom that eases to its target, the rest of a fling.
// Moments are those of a steady clock, in nanoseconds. Threads: any, one at a time.
class ViewMotion {
public:
    static constexpr std::int64_t zoomNs = 150'000'000;

    // From `now` on to `target`. What is at one place of the screen in both stays there on the way.
    void zoomTo(const ViewTransform& now, const ViewTransform& target, std::int64_t nowNs);
    // On with `velocity`, in device pixels a second, ever slower; nothing where that is slow.
    void fling(QPointF velocity, std::int64_t nowNs);
    void stop() { m_zoom.reset(), m_fling.reset(); }

    bool isMoving() const { return m_zoom || m_fling; }
    // Where a zoom ends; null while there is none.
    const ViewTransform* target() const { return m_zoom ? &m_zoom->target : nullptr; }

    // The view at that moment; stops by itself at the end, which is exact.
    void advance(ViewTransform& view, std::int64_t nowNs);

private:
    struct Zoom {
        ViewState from;
        ViewTransform target;
        std::int64_t startNs = 0;
    };
    struct Fling {
        QPointF way; // of all of it, device pixels
        QPointF done; // whole pixels
        std::int64_t startNs = 0;
    };
    void advanceZoom(ViewTransform& view, std::int64_t nowNs);
    void advanceFling(ViewTransform& view, std::int64_t nowNs);

    std::optional<Zoom> m_zoom;
    std::optional<Fling> m_fling;
};

// How fast a hand moved when it let go. Threads: any, one at a time.
class HandSpeed {
public:
    void start(QPointF position, std::int64_t nowNs);
    void move(QPointF position, std::int64_t nowNs);
    QPointF perSecond(std::int64_t nowNs) const; // 0 after a pause

private:
    struct Moment {
        QPointF position;
        std::int64_t ns = 0;
    };
    std::array<Moment, 8> m_moments; // a ring
    std::size_t m_count = 0; // ever
};

} // namespace tessera
