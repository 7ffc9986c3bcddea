// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_slab.h"
#include "core/source/csv_file.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tessera {

// One coordinate of a table of pixels whose rows come in order.
struct CsvCoordinate {
    std::uint64_t column = 0;
    double first = 0; // in the first row; the others count up by 1

    friend bool operator==(const CsvCoordinate&, const CsvCoordinate&) = default;
};

// How the numbers of one text file are an array: rows are all places along its first dimensions,
// columns those along the last ones.
struct CsvSheetLayout {
    Extents rowShape; // may be empty: one row
    Extents columnShape; // may be empty: one column
    std::uint64_t firstColumn = 0; // of the samples
    std::vector<CsvCoordinate> coordinates; // one for each of `rowShape`, or none
};

// Whether that row, whose first numbers these are, is where the layout has it.
bool isAtItsPlace(const CsvSheetLayout& layout, std::uint64_t row, std::span<const double> numbers);

// An array in one text file, delivered as float64. Each read parses the lines that it needs, and
// finds out that their coordinates are what they should be.
// Threads: as SlabReader.
class CsvSheetReader final : public SlabReader {
public:
    // Reads of more than `mostAtOnce` fail: rows of several dimensions bring some that nobody
    // wants.
    CsvSheetReader(
        std::unique_ptr<const CsvFile> file, CsvSheetLayout layout, ByteCount mostAtOnce);

    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const override;
    void release() override { }

private:
    CsvRegion regionOf(const ArraySlab& slab) const;
    std::uint64_t samplesBegin(const ArraySlab& slab) const;
    std::uint64_t rowAt(const ArraySlab& slab, const Extents& place) const;
    Extents stridesOf(const ArraySlab& slab, std::uint64_t width) const;
    Result<> check(const CsvRegion& region, std::span<const double> numbers) const;

    std::unique_ptr<const CsvFile> m_file;
    CsvSheetLayout m_layout;
    ByteCount m_mostAtOnce;
};

} // namespace tessera
