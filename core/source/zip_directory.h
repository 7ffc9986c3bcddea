// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/positioned_file.h"

#include <cstdint>
#include <string>

namespace tessera {

// Where a ZIP file tells what it holds.
struct ZipDirectory {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    std::uint64_t entries = 0;
};

// By the record at the file's end. Errors: Malformed where there is none, or where it tells of what
// is not there; Unsupported where the file is one of several.
Result<ZipDirectory> findZipDirectory(const PositionedFile& file);

// A member that is stored as it is.
struct StoredMember {
    std::uint64_t index = 0; // in the directory
    std::string name; // as the file has it
    std::uint64_t bytes = 0;
};

// Where its bytes begin. What the directory says must be what stands before the member.
// Errors: Malformed; those of reading.
Result<std::uint64_t> placeInZip(
    const PositionedFile& file, const ZipDirectory& directory, const StoredMember& member);

// The file ends where it should not, or says different things in different places.
Error damagedZip(const PositionedFile& file);

} // namespace tessera
