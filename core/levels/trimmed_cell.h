// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/byte_count.h"
#include "core/levels/mean_cell.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace tessera {

// What of a row of a cell is not the pixel that lies all around.
struct RowSpan {
    std::int32_t first = 0; // column
    std::int32_t count = 0;

    friend bool operator==(const RowSpan&, const RowSpan&) = default;
};

// A cell most of which is one and the same pixel, as where little of a plane was ever written, in
// the form in which it is kept: that pixel, and of each row what differs from it.
struct TrimmedCell {
    PlaneShape shape;
    std::int64_t classes = 1;
    AlignedBuffer spans; // RowSpan, one a row
    AlignedBuffer means; // float32: of the one pixel, then those of the spans
    AlignedBuffer counts; // uint64, as the means; empty where the cell has none

    ByteCount bytes() const { return {spans.size() + means.size() + counts.size()}; }
};

// Empty where that would not take at most half of the memory. Threads: any. Throws std::bad_alloc.
std::optional<TrimmedCell> trimmed(const MeanCell& cell);

// The cell it was made of, to the last bit. Threads: any. Throws std::bad_alloc.
MeanCell untrimmed(const TrimmedCell& cell);

// How many pixels the spans have; empty where one does not lie in a row of so many columns.
std::optional<std::size_t> pixelsOf(std::span<const RowSpan> spans, std::int64_t columns);

} // namespace tessera
