// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace tessera::test {

// How a TIFF file is written; constants are those of libtiff's <tiff.h>.
struct TiffSpec {
    std::uint32_t pages = 1;
    std::uint32_t rows = 5;
    std::uint32_t columns = 7;
    std::uint16_t samples = 1;
    std::uint16_t bits = 8;
    std::uint16_t format = 1; // unsigned
    std::uint16_t compression = 1; // none
    std::uint16_t predictor = 1; // none
    std::uint16_t photometric = 1; // the least number is black
    bool isPlanar = false;
    std::uint32_t rowsPerStrip = 2;
    std::uint32_t tile = 0; // edge; 0: strips
    std::string mode = "w"; // "wb8": big-endian BigTIFF
    // Of the first page. GCC wants the initialiser where a caller leaves it out.
    // NOLINTNEXTLINE(readability-redundant-member-init)
    std::string description{};
    float pixelsPerUnit = 0;
};

// The number at a place: of 0 to 100, or to 1 where there is one bit.
double tiffValue(
    const TiffSpec& spec, std::uint32_t page, std::uint32_t row, std::uint32_t column, int sample);

void writeTiff(const std::filesystem::path& path, const TiffSpec& spec);

// Several kinds of pages one after the other.
void appendTiff(const std::filesystem::path& path, const TiffSpec& spec);

} // namespace tessera::test
