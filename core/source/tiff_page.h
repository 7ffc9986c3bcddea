// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/tiff_handle.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tessera {

// How the samples of one page of a TIFF file lie in it. Numbers as the format has them.
struct TiffLayout {
    std::uint32_t rows = 0;
    std::uint32_t columns = 0;
    std::uint16_t samples = 1; // of a pixel
    std::uint16_t bits = 1; // of a sample
    std::uint16_t format = 0; // SAMPLEFORMAT
    std::uint16_t compression = 0;
    std::uint16_t photometric = 0;
    bool isPlanar = false; // the samples of a pixel are apart, plane by plane
    bool isTiled = false;
    std::uint32_t pieceRows = 0; // of a tile, or of a strip: at most `rows` then
    std::uint32_t pieceColumns = 0;

    friend bool operator==(const TiffLayout&, const TiffLayout&) = default;
};

// The pages of a file that are like its first one.
struct TiffPages {
    TiffLayout layout;
    std::vector<std::uint64_t> directories; // where each page's begins, in the order of the file
    // Of pages that are neither compressed nor tiled: where the strips of all of them begin, in the
    // order of the pages, their planes and rows. Empty where that is not so, or not believable.
    std::vector<std::uint64_t> strips;
    bool isBigEndian = false; // as the file stores numbers
    std::size_t others = 0; // pages that are not like the first: of another size or type
    bool isComplete = true; // false: the file is damaged behind the last page, or has too many
    std::string description; // of the first page; any bytes
    double pixelsPerUnitX = 0; // 0: not said
    double pixelsPerUnitY = 0;
};

// Goes from page to page, which reads a little of each and no samples. `memory` bounds what is kept
// of them. Sub-directories and reduced images are not looked at. Errors: Malformed, Cancelled.
// Threads: that of the handle.
Result<TiffPages> readPages(TiffHandle& handle, ByteCount memory, const std::stop_token& stop);

// Bytes that the samples of one page take where they are not compressed, whole ones a row; empty
// where that overflows.
std::optional<std::uint64_t> plainPageBytes(const TiffLayout& layout);

} // namespace tessera
