// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tessera::test {

// An array to write in any form that the library has, with samples that a formula gives.
struct Hdf5ArraySpec {
    std::vector<std::uint64_t> shape;
    std::string type = "f4"; // as numpy calls it: f2 f4 f8 u1 … i8, or bool, or f10 (long double)
    bool bigEndian = false;
    // Empty: contiguous. GCC wants the initialiser where a caller leaves it out.
    // NOLINTBEGIN(readability-redundant-member-init)
    std::vector<std::uint64_t> chunk{};
    std::vector<std::string> filters{}; // shuffle deflate fletcher32 szip nbit scaleoffset
    std::string axes{}; // for the attribute axistags; empty: none
    // NOLINTEND(readability-redundant-member-init)
    bool isUnlimited = false; // in every dimension
    bool isCompact = false;
    bool isExternal = false; // samples in a file beside, called samples.bin
    bool isLatest = false; // the newest file format, which has other chunk indexes
    bool edgesUnfiltered = false;
    std::uint64_t userBlock = 0; // bytes before the file proper
    std::uint64_t writtenFrom = 0; // only these rows of the first dimension …
    std::uint64_t writtenTo = ~std::uint64_t{0};
    double fill = 0; // … the rest is this
};

// Makes a file with the dataset "probabilities". A failure ends the test program.
void writeHdf5Array(const std::filesystem::path& path, const Hdf5ArraySpec& spec);

// All its samples, read by the library, as Tessera delivers them: bool as 0 and 255, integers that
// are delivered as float64 divided by the maximum of their type.
std::vector<double> readHdf5Array(const std::filesystem::path& path);

} // namespace tessera::test
