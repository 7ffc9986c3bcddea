// SPDX-License-Identifier: MIT
#pragma once

#include "core/levels/mean_cell.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace tessera {

// Everything that is known of a cell before it is read from the disk cache. `plane` names file,
// its size and time of change, dataset, axes, plane and scale; any bytes, at most longestPlaneName.
struct CellName {
    std::string_view plane;
    CellPosition position;
    PlaneShape shape; // of the cell, in pixels of its level
    std::int64_t classes = 1;
};
constexpr std::size_t longestPlaneName = 65'536;

// Where the bytes of an entry come from, and where they go, in order: all of the span, or false.
using EntryReader = std::function<bool(std::span<std::byte>)>;
using EntryWriter = std::function<bool(std::span<const std::byte>)>;

// How long the entry of a cell is; 0 where it cannot be one, because its buffers are not those of
// its shape or its name is too long. The name's shape and classes are those of the cell.
std::uint64_t entryBytes(std::string_view plane, const MeanCell& cell);

// An entry is, numbers little-endian: a head of fixed length, the name of the plane, means and
// counts as they lie in memory (the head tells the byte order), the CRC-32 of all of that. Of a
// cell that is nearly empty it has the trimmed form, whose spans come before the means.
bool writeEntry(
    std::string_view plane, CellPosition position, const MeanCell& cell, const EntryWriter& write);

// The cell of that name, where the `fileBytes` that `read` gives are its entry to the last bit;
// else null. Nothing in the entry is believed: it is compared with what it must be, and no more
// than the size of the cell is allocated. Throws std::bad_alloc.
CellPtr readEntry(const CellName& name, std::uint64_t fileBytes, const EntryReader& read);

} // namespace tessera
