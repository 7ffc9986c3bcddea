// SPDX-License-Identifier: MIT
#pragma once

#include "core/cost/cost_log.h"
#include "core/session/first_look.h"
#include "core/session/reading.h"
#include "core/session/visible_tiles.h"
#include "core/source/open_source.h"
#include "core/tile/engine.h"
#include "core/tile/prefetch.h"
#include "core/tile/tile_scheduler.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace tessera {

// All class values of one pixel, as probabilities.
struct ProbeResult {
    std::int64_t row = 0;
    std::int64_t column = 0;
    std::vector<double> values;
};

// What a view wants to see; a layer that it does not show is not read.
struct ViewWish {
    VisiblePart part;
    bool wantsClasses = true;
    bool wantsImage = true;
};

// How far the coarse levels of the plane that is shown are made of all its samples.
struct Refinement {
    double share = 1; // of the plane, 0 to 1
    bool isComplete = true;
    bool isPaused = false;
};

// One open volume: what viewer, command line and scripts share. Finished tiles go to the sink.
// Threads: every member may be called from any thread; none reads, decodes or waits for work. The
// destructor stops what is under way without waiting for it.
class Session {
public:
    Session(Engine& engine, OpenedVolume volume, std::shared_ptr<CostLog> costs,
        std::shared_ptr<TileSink> sink);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    const VolumeInfo& info() const { return m_volume.probabilities->info(); }
    const VolumeInfo* imageInfo() const
    {
        return m_volume.image ? &m_volume.image->info() : nullptr;
    }
    const OpenedVolume& volume() const { return m_volume; }
    const TileGrid& grid() const { return m_grid; }
    CostLog& costs() const { return *m_costs; }
    const Engine& engine() const { return m_engine; }

    Reading reading() const;
    void setPlane(PlanePosition plane); // clamped to the volume

    // Keys of the tiles that the present reading has at this place.
    TileKey classKey(int level, TilePosition tile) const;
    TileKey imageKey(int level, TilePosition tile) const; // subject 0 where there is no image

    // In which the part can be shown now: sampled where it is too large to be read at once and
    // refining is paused.
    TileQuality qualityFor(const VisiblePart& part) const;

    // Tiles that stand in for a view whose exact tiles take long (see first_look.h), for want()
    // before those, and in place of those of the same key until they are there. `isFirstNeeded`:
    // false where something else is shown meanwhile.
    std::vector<TileWish> standInsFor(
        const ViewWish& view, bool isFirstNeeded, const IsThere& isThere) const;

    // Tells what is wanted now, most wanted first, in place of all earlier wishes.
    void want(const std::vector<TileWish>& wishes);
    bool isThere(const TileWish& wish) const; // it would come at once, and costs nothing
    std::vector<TileWish> wishesFor(const ViewWish& view) const; // all tiles of it, centre first

    // After want(): what the view shows is made for the neighbouring slices too, first for the next
    // one in the direction of the latest step, while nobody waits for anything; then, where the
    // view rests, the rest of the coarse levels of a large plane, so that they are complete when it
    // is opened again: who moves on needs other parts of it first, and would read them twice.
    enum class Motion : std::uint8_t { Moving, Resting };
    void lookAhead(const ViewWish& view, Motion motion);

    // While it is off nothing is made exact that is too large to be read at once, in the view or
    // ahead; what is there already is shown, and what is made of kept cells alone. On at first.
    void setRefining(bool isOn);
    Refinement refinement() const;
    void retryFailed(); // what failed or is damaged is read again when it is wanted
    SchedulerState state() const { return m_scheduler->state(); }

    // Reads one pixel in the background; `done` is called from a worker, unless a later probe()
    // came first.
    void probe(
        std::int64_t row, std::int64_t column, std::function<void(Result<ProbeResult>)> done);

private:
    struct Subjects {
        SubjectPtr classes;
        SubjectPtr image; // null where there is none
    };
    Subjects subjects() const;
    Subjects makeSubjects(PlanePosition plane);
    Subjects subjectsAt(PlanePosition plane); // with m_mutex held
    std::vector<PlanePosition> neighbours() const; // with m_mutex held
    std::vector<TileWish> wishesFor(const ViewWish& view, const Subjects& of) const;
    bool isRefining(const VisiblePart& part) const; // to show it exactly
    bool mayBeMade(const TileWish& wish) const; // now
    struct Ahead {
        ViewWish view;
        Motion motion = Motion::Moving;
    };
    void foresee(const Ahead& ahead);
    SubjectPtr makeImageSubject(PlanePosition plane);

    Engine& m_engine;
    OpenedVolume m_volume;
    TileGrid m_grid;
    std::shared_ptr<CostLog> m_costs;
    std::shared_ptr<TileScheduler> m_scheduler;
    std::shared_ptr<Prefetch> m_prefetch;
    std::shared_ptr<std::atomic<std::uint64_t>> m_latestProbe;
    mutable std::mutex m_mutex;
    Reading m_reading; // guarded by m_mutex
    Subjects m_subjects; // guarded by m_mutex; of m_reading
    bool m_stepsBack = false; // guarded by m_mutex; the latest step was to a slice before
    bool m_stepsInTime = false; // guarded by m_mutex; and along time
    // Numbers already given, so that a plane seen before finds its tiles in the cache.
    using PlaneKey = std::pair<std::int64_t, std::int64_t>;
    std::map<PlaneKey, Subjects> m_knownPlanes; // guarded by m_mutex
    std::map<PlaneKey, SubjectPtr> m_knownImages; // guarded by m_mutex
    std::vector<std::uint64_t> m_numbers; // guarded by m_mutex; all that were ever given
    std::atomic<bool> m_isRefining = true;
    std::vector<TileWish> m_wanted; // guarded by m_mutex; the latest
    std::optional<Ahead> m_ahead; // guarded by m_mutex; the latest
};

} // namespace tessera
