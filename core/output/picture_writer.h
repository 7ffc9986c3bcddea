// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/session/stripe_writer.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace tessera {

// Writers of picture files; the disk is not touched before begin().
// PNG: 8-bit RGB, sRGB. NPY: uint8, (rows, columns, 3), C order, format version 1.0.
// Errors of begin(): BadArgument and TooLarge for the shape, and those of PartialFile.
std::unique_ptr<StripeWriter> createPngWriter(const std::filesystem::path& target);
std::unique_ptr<StripeWriter> createNpyWriter(const std::filesystem::path& target);

// By the target's extension, .png or .npy in any case; BadArgument for another.
Result<std::unique_ptr<StripeWriter>> createPictureWriter(const std::filesystem::path& target);

// How many bytes the pixels are, where there is at least one and they can be counted.
Result<std::uint64_t> checkedPictureBytes(const std::filesystem::path& target, PlaneShape shape);

} // namespace tessera
