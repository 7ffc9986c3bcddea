// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/array_info.h"
#include "core/source/array_slab.h"
#include "core/source/stored_number.h"
#include "core/source/tiff_claims.h"
#include "core/source/tiff_page.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tessera {

// The pages of a TIFF file as one array. Dimensions: those that the pages count along, then the
// planes of samples where they are apart, rows, columns, and the samples where they are not.
struct TiffArray {
    Extents shape;
    std::string letters; // one a dimension, '?' where nobody says
    std::size_t pageRank = 0; // dimensions at the front that pages count along
    Extents piece; // extents of one strip or tile
    StoredNumber number; // in this machine's order of bytes
    bool isBits = false; // eight samples a byte; `number` is a bool as it is unpacked
    std::uint64_t pages = 1;

    std::uint64_t pieceSamples() const;
};

// The array that pages of this layout make: as many as the claims say, where the file has them, and
// all otherwise. The pages that follow the first one in an uncompressed file without pages of their
// own (as ImageJ writes large ones) count: `mostPages` says how many there may be at most.
// Errors: Unsupported for numbers that cannot be shown, TooLarge, Malformed.
Result<TiffArray> arrayOf(const TiffPages& pages, const TiffClaims& claims, std::uint64_t mostPages,
    const std::filesystem::path& path);

// What the claims say, for the array's dimensions.
ArrayHints hintsOf(const TiffArray& array, const TiffPages& pages, const TiffClaims& claims);

// "deflate", "LZW" …, "compression 12345" for one that has no name here; empty for none.
std::string compressionName(std::uint16_t compression);

} // namespace tessera
