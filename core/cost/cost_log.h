// SPDX-License-Identifier: MIT
#pragma once

#include "core/cost/tile_bill.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

namespace tessera {

struct CostTotals {
    std::uint64_t tiles = 0;
    std::int64_t waitNs = 0;
    std::int64_t readNs = 0;
    std::int64_t reduceNs = 0;
    std::int64_t paintNs = 0;
    ByteCount bytesRead;
    std::int64_t medianWorkNs = 0; // of the bills still in the log, but for by-products
    std::int64_t p95WorkNs = 0;
};

// The latest bills, and totals of all since the last clear(). A percentile is by nearest rank, so
// always one of the values (of an even number the median is the lower middle one).
// Threads: every member may be called from any thread; the lock is held for copying only.
class CostLog {
public:
    explicit CostLog(std::size_t capacity = 4096);

    std::uint64_t append(TileBill bill); // returns its serial
    // The first paint of a bill counts; ignored when the bill is gone.
    void addPaint(std::uint64_t serial, std::int64_t paintNs);
    void clear();

    std::uint64_t revision() const; // changes with every change, cheap to poll
    std::vector<TileBill> bills() const; // oldest first
    CostTotals totals() const;

private:
    mutable std::mutex m_mutex;
    std::size_t m_capacity;
    std::deque<TileBill> m_bills; // guarded by m_mutex
    CostTotals m_totals; // guarded by m_mutex; its percentiles are made on demand
    std::uint64_t m_nextSerial = 1; // guarded by m_mutex
    std::uint64_t m_revision = 0; // guarded by m_mutex
};

} // namespace tessera
