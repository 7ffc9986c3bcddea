// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/grid/region.h"

#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>
#include <vector>

namespace tessera {

// Whether a failed read loses samples in one place only, so that the rest is worth reading.
inline bool isLocalDamage(const Error& error)
{
    return error.code != ErrorCode::Cancelled && error.code != ErrorCode::OutOfMemory;
}

// What could not be read in one go, in pixels of level 0, and why.
struct DamagedPart {
    PixelRect rect;
    ClassRange classes;
    Error error;
};

// What is known to be damaged in one plane of a source: so that nothing is tried again before it is
// asked for, and a list can be shown. Threads: every member may be called from any thread; the lock
// is a leaf.
class PlaneDamage {
public:
    static constexpr std::size_t mostListed = 200;

    // `isWhole`: no part of it can be read, so that nothing in it need be tried again. Rectangles
    // that lie one under the other in the same columns become one.
    void add(const DamagedPart& part, bool isWhole);
    void forget();

    bool isEmpty() const { return m_count.load(std::memory_order_relaxed) == 0; }
    std::size_t count() const { return m_count.load(std::memory_order_relaxed); } // of add()
    // After many finds a file is beyond help: no time is spent on finding what is left of it.
    bool isWorthDividing() const { return count() < mostListed; }

    // Why a read of it must fail; empty where it need not. Cheap while there is no damage.
    std::optional<Error> reasonFor(const SourceRegion& region) const;
    bool hasAllOf(const SourceRegion& region) const; // so that no part of it can be read

    std::vector<DamagedPart> parts() const; // from the top left; the first mostListed found
    std::size_t unlisted() const; // how often more was found

private:
    struct Entry {
        DamagedPart part;
        bool isWhole = false;
    };

    std::atomic<std::size_t> m_count = 0;
    mutable std::mutex m_mutex;
    std::vector<Entry> m_entries; // guarded by m_mutex
    std::size_t m_unlisted = 0; // guarded by m_mutex
};

} // namespace tessera
