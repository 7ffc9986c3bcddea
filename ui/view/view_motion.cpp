// SPDX-License-Identifier: MIT
#include "ui/view/view_motion.h"

#include <algorithm>
#include <cmath>

namespace tessera {

namespace {

constexpr double nsPerSecond = 1e9;
constexpr double slowdownSeconds = 0.16; // after so long a fling has 37 % of its speed
constexpr double slowest = 150; // device pixels a second: less is no fling
constexpr std::int64_t pauseNs = 50'000'000; // a hand that stays for so long lets go at rest
constexpr std::int64_t memoryNs = 100'000'000; // what lies longer back says nothing of the speed

// Fast at first.
double eased(double share)
{
    const double rest = 1 - share;
    return 1 - rest * rest * rest;
}

} // namespace

void ViewMotion::zoomTo(const ViewTransform& now, const ViewTransform& target, std::int64_t nowNs)
{
    m_fling.reset();
    m_zoom = {now.state(), target, nowNs};
}

void ViewMotion::fling(QPointF velocity, std::int64_t nowNs)
{
    m_zoom.reset();
    m_fling.reset();
    if (std::hypot(velocity.x(), velocity.y()) >= slowest)
        m_fling = {velocity * slowdownSeconds, {}, nowNs};
}

void ViewMotion::advance(ViewTransform& view, std::int64_t nowNs)
{
    if (m_zoom)
        advanceZoom(view, nowNs);
    else if (m_fling)
        advanceFling(view, nowNs);
}

void ViewMotion::advanceZoom(ViewTransform& view, std::int64_t nowNs)
{
    const double share = static_cast<double>(nowNs - m_zoom->startNs) / zoomNs;
    if (share >= 1) {
        view = m_zoom->target;
        m_zoom.reset();
        return;
    }
    const ViewState& from = m_zoom->from;
    const ViewState to = m_zoom->target.state();
    const double way = eased(std::max(0.0, share));
    const double scale = from.scale * std::pow(to.scale / from.scale, way);
    // The centre goes as far as keeps the point in its place that is at the same place in both.
    const double whole = 1 - from.scale / to.scale;
    constexpr double sameScale = 1e-9;
    const double part = std::abs(whole) < sameScale ? way : (1 - from.scale / scale) / whole;
    view.setState({from.centreX + (to.centreX - from.centreX) * part,
        from.centreY + (to.centreY - from.centreY) * part, scale});
}

void ViewMotion::advanceFling(ViewTransform& view, std::int64_t nowNs)
{
    const double seconds = static_cast<double>(nowNs - m_fling->startNs) / nsPerSecond;
    const double share = 1 - std::exp(-std::max(0.0, seconds) / slowdownSeconds);
    // By whole pixels, so that what is drawn can be moved along.
    const QPointF there = (m_fling->way * share).toPoint();
    view.panBy(there - m_fling->done);
    m_fling->done = there;
    const QPointF rest = m_fling->way * (1 - share);
    if (std::hypot(rest.x(), rest.y()) < 1)
        m_fling.reset();
}

void HandSpeed::start(QPointF position, std::int64_t nowNs)
{
    m_count = 0;
    move(position, nowNs);
}

void HandSpeed::move(QPointF position, std::int64_t nowNs)
{
    m_moments.at(m_count++ % m_moments.size()) = {position, nowNs};
}

QPointF HandSpeed::perSecond(std::int64_t nowNs) const
{
    const std::size_t known = std::min(m_count, m_moments.size());
    if (known < 2)
        return {};
    const Moment& last = m_moments.at((m_count - 1) % m_moments.size());
    if (nowNs - last.ns > pauseNs)
        return {};
    Moment first = last;
    for (std::size_t back = 2; back <= known; ++back) {
        const Moment& one = m_moments.at((m_count - back) % m_moments.size());
        if (last.ns - one.ns <= memoryNs)
            first = one;
    }
    const auto seconds = static_cast<double>(last.ns - first.ns) / nsPerSecond;
    return seconds > 0 ? (last.position - first.position) / seconds : QPointF();
}

} // namespace tessera
