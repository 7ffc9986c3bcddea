// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// What the description of a TIFF file's first page says of all its pages. Nothing of it has been
// checked against them.
struct TiffClaims {
    struct Dimension {
        char letter = '?'; // as AxisClaim has it
        std::uint64_t extent = 1;

        friend bool operator==(const Dimension&, const Dimension&) = default;
    };
    // What the pages count along, slowest first, without those of one entry; empty: not said, or
    // one page.
    std::vector<Dimension> pages;
    bool isSaid = false; // whether `pages` means anything
    bool mayHoldMore = false; // pages behind these belong to other images
    std::string source; // as that of AxisClaim
    std::vector<std::string> channelNames; // empty, or one a channel
    // Distances of neighbouring samples; 0: not said.
    double x = 0;
    double y = 0;
    double z = 0;
    std::string unit;
    bool usesResolution = false; // x and y are in the page's resolution tags, in `unit`
};

// Knows OME-XML, ImageJ's lines, and the shape as tifffile writes it (JSON). Anything else says
// nothing. `samples`: of a pixel of each page. Takes time in proportion to the text, whatever it
// is. Threads: any.
TiffClaims claimsOf(std::string_view description, std::uint64_t samples);

// Its parts, each for a description of its kind.
TiffClaims claimsOfOme(std::string_view xml, std::uint64_t samples);
TiffClaims claimsOfImageJ(std::string_view lines);
// The shape is that of the whole array, which ends with the page's own dimensions: `pageRank` of
// them.
TiffClaims claimsOfShape(std::string_view json, std::size_t pageRank);

} // namespace tessera
