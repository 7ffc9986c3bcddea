// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/stored_number.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// What the beginning of an NPY file claims. The samples follow it without a gap.
struct NpyHeader {
    std::vector<std::uint64_t> shape; // as numpy shows it
    bool isFortranOrder = false; // the first dimension is the fastest
    std::optional<StoredNumber> number; // empty: of a type that is not read
    std::string storedType; // for a person, plain text
    std::uint64_t bytes = 0; // of the header: where the samples begin
};

inline constexpr std::string_view npySignature = "\x93NUMPY";
inline constexpr std::size_t npyPrefixBytes = 12; // enough to tell how long the header is

// How many bytes the header has, by the first bytes of the file: npyPrefixBytes of them, or all
// there are. At most 64 KB and a few. The error follows the file's name in a sentence: "is no NPY
// file".
std::expected<std::size_t, std::string> npyHeaderBytes(std::span<const std::byte> prefix);

// `header`: as many bytes as npyHeaderBytes() says. Formats 1.0 to 3.0; nothing is run, whatever
// the text says. The error as above. Threads: any.
std::expected<NpyHeader, std::string> parseNpyHeader(std::span<const std::byte> header);

} // namespace tessera
