// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/file_guide.h"

#include <H5Cpp.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tessera {

// From and to the library's numbers, which the caller has checked.
Extents extentsOf(const std::vector<std::uint64_t>& sizes);
std::vector<hsize_t> sizesOf(const Extents& extents);

// Whether the library may be asked for these samples, for a target of that size: it reads past a
// compact array's end, and opens external files by itself. `subject` begins the sentence.
// Errors: BadArgument, Malformed, Unsupported.
Result<> checkRead(const ArrayFacts& facts, const ArraySlab& slab, std::size_t targetBytes,
    const std::string& subject);

} // namespace tessera
