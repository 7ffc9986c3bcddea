// SPDX-License-Identifier: MIT
// What a session makes before anybody wants it.
#include "core/session/session.h"

#include <cstdint>
#include <mutex>
#include <vector>

namespace tessera {

std::vector<PlanePosition> Session::neighbours() const
{
    const std::int64_t forward = m_stepsBack ? -1 : 1;
    std::vector<PlanePosition> planes;
    for (const std::int64_t step : {forward, -forward}) {
        PlanePosition plane = m_reading.plane;
        (m_stepsInTime ? plane.t : plane.z) += step;
        if (plane.z >= 0 && plane.z < info().zCount && plane.t >= 0 && plane.t < info().tCount)
            planes.push_back(plane);
    }
    return planes;
}

void Session::lookAhead(const ViewWish& view, Motion motion)
{
    const Ahead ahead{view, motion};
    {
        const std::lock_guard lock(m_mutex);
        m_ahead = ahead;
    }
    foresee(ahead);
}

void Session::foresee(const Ahead& ahead)
{
    std::vector<TileWish> wishes;
    {
        const std::lock_guard lock(m_mutex);
        for (const PlanePosition plane : neighbours()) {
            const auto ofPlane = wishesFor(ahead.view, subjectsAt(plane));
            wishes.insert(wishes.end(), ofPlane.begin(), ofPlane.end());
        }
        // The one tile that all other cells of the plane lie under.
        for (const SubjectPtr& subject : {m_subjects.classes, m_subjects.image})
            if (ahead.motion == Motion::Resting && subject && subject->cells)
                wishes.push_back(
                    {subject, {subject->id, m_grid.levels() - 1, 0, 0}, TileQuality::Exact, true});
    }
    std::erase_if(wishes, [this](const TileWish& one) { return !mayBeMade(one); });
    m_prefetch->foresee(wishes);
}

} // namespace tessera
