// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/file_guide.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tessera {

// How an array is stored, for a person: "chunked 128×128×4, shuffle, deflate". `chunk` is empty
// where it is not chunked. Threads: any.
std::string storageText(StorageLayout layout, bool isExternal, std::span<const std::uint64_t> chunk,
    const std::vector<FilterFact>& filters);
std::string storageText(const ArrayFacts& facts);

} // namespace tessera
