// SPDX-License-Identifier: MIT
#pragma once

#include "core/cost/stopwatch.h"
#include "core/kernel/mean_reducer.h"
#include "core/tile/band_plan.h"
#include "core/tile/salvage.h"
#include "core/tile/tile_builder.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace tessera {

class CellRows;
class FinerRows;

// What else is made of what is read for means of all classes; null: nothing. It is committed where
// nothing is damaged.
struct ByProducts {
    FinerRows* finer = nullptr;
    CellRows* cells = nullptr;
};

// Reads a rectangle of level 0 band by band, whole or as means of a coarser level, and keeps
// account of it. What cannot be read is salvaged. Its memory is the worker's scratch. Threads: one.
class BandReader {
public:
    BandReader(const TileSubject& subject, const PixelRect& covered, WorkerScratch& scratch,
        const std::stop_token& stop);

    const PixelRect& covered() const { return m_covered; }
    Band band(std::int64_t wishedRows) const; // what to read at a time

    // Errors: Cancelled, and what is no local damage.
    Result<Samples> read(const SourceRegion& region, SalvageForm form);

    // Calls `take` with each row of means of these classes at `level`; the rectangle begins on a
    // multiple of 2^level. The time of finer by-products is no cost of ours.
    Result<> feedMeans(int level, ClassRange classes, const MeanReducer::RowSink& take,
        const ByProducts& also = {});

    // The time since the last lap, or since the last read, was spent on reducing.
    void lapReduced() { m_cost.reduceNs += m_watch.lapNs(); }

    BlockCost& cost() { return m_cost; }
    const std::vector<DamagedPart>& damagedParts() const { return m_salvage.parts(); }

private:
    std::int64_t rowsForMeans(ClassRange classes) const;
    Result<> feedBands(ClassRange classes, const MeanReducer::RowSink& sink);

    const TileSubject& m_subject;
    const VolumeInfo& m_info;
    PixelRect m_covered;
    WorkerScratch& m_scratch;
    const std::stop_token& m_stop;
    Salvage m_salvage;
    Stopwatch m_watch;
    BlockCost m_cost;
};

} // namespace tessera
