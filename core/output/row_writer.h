// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/grid/region.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace tessera {

// Takes a picture row by row (RGB, 8 bits a channel, top row first), holding a few rows at most.
// Nothing appears under the target's name before finish() succeeded. After an error every further
// call fails too; a row of another length, or another number of rows, is such an error.
// Errors: BadArgument, TooLarge, and those of PartialFile.
// Threads: one at a time.
class RowWriter {
public:
    virtual ~RowWriter() = default;
    virtual Result<void> writeRow(std::span<const std::uint8_t> rgb) = 0; // 3 × columns bytes
    virtual Result<void> finish() = 0; // after exactly `rows` rows
};

// PNG: 8-bit RGB. NPY: uint8, (rows, columns, 3), C order, format version 1.0.
Result<std::unique_ptr<RowWriter>> createPngWriter(
    const std::filesystem::path& target, PlaneShape shape);
Result<std::unique_ptr<RowWriter>> createNpyWriter(
    const std::filesystem::path& target, PlaneShape shape);

// By the target's extension, .png or .npy in any case.
Result<std::unique_ptr<RowWriter>> createRowWriter(
    const std::filesystem::path& target, PlaneShape shape);

} // namespace tessera
