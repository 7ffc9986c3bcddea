// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/grid/axes.h"
#include "core/source/array_slab.h"
#include "core/source/opened_array.h"
#include "core/source/read_scratch.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace tessera {

// A few samples of an array: along some dimensions all, along the others some from one place.
struct ValueBox {
    Extents count; // one a dimension
    std::vector<std::size_t> whole; // dimensions along which it holds all entries
    std::vector<double> values; // the numbers of the file, the last dimension fastest
};

// Reads boxes from places that lie spread over an array, until its budget of bytes and chunks is
// used up. The first place is the middle of the plane that is shown first, whose chunks are needed
// anyway; it has a budget of its own, larger than that of all others. What cannot be read is left
// out, and so is what was just read: in a small array, places are the same.
// Threads: one by one at a time.
class ValueSampler {
public:
    // `likeliest` tells what the plane is that is shown first. All three are looked at while this
    // lives.
    ValueSampler(const OpenedArray& array, const Axes& likeliest, const std::stop_token& stop);

    // How many chunks one place needs; 1 where there are none.
    std::uint64_t chunksFor(std::span<const std::size_t> whole) const;
    // Whether the first place may be read: small enough for a look.
    bool isAffordable(std::span<const std::size_t> whole) const;

    // From places [first, end), which are the same for every array of that shape. Errors:
    // Cancelled.
    Result<std::vector<ValueBox>> take(
        const std::vector<std::size_t>& whole, std::size_t first, std::size_t end);

private:
    ArraySlab slabAt(std::size_t place, std::span<const std::size_t> whole) const;
    void widen(ArraySlab& slab, std::size_t dimension, std::int64_t most) const;
    std::int64_t positionIn(std::size_t place, std::size_t dimension) const;
    Result<ValueBox> read(const ArraySlab& slab);
    bool pay(std::uint64_t chunks, bool isFirstPlace);

    const OpenedArray& m_array;
    const Axes& m_likeliest;
    const std::stop_token& m_stop;
    ReadScratch m_scratch;
    std::uint64_t m_chunkBytes = 0; // decoded, of one; 0 where the array is not chunked
    std::uint64_t m_chunksRead = 0;
    std::vector<Extents> m_starts; // of this look's boxes
    std::size_t m_failures = 0;
};

} // namespace tessera
