// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/source/npy_header.h"
#include "core/source/positioned_file.h"
#include "core/source/volume_file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tessera {

// One array in the format NPY: a file of its own, or one of several in an NPZ file.
struct NpyArray {
    std::filesystem::path path; // of the file
    FileVersion version;
    std::string dataset; // its key in an NPZ file, else empty
    NpyHeader header;
    std::vector<std::string> warnings; // as ArrayInfo has them

    std::string subject() const; // begins a sentence: "x.npy", "softmax in x.npz"
    Error error(ErrorCode code, const std::string& reason) const; // follows the subject
};

// Fills `array.header` from the first of the `size` bytes that the array has, header included.
// `readStart` fills its target with the first of them. Errors: Malformed; those of reading.
using ReadStart = std::function<Result<>(std::span<std::byte> target)>;
Result<> readNpyHeader(NpyArray& array, std::uint64_t size, const ReadStart& readStart);

// What all samples take, as stored. Errors: Unsupported where they cannot be shown at all,
// Malformed where they are more than `available`.
Result<ByteCount> npySampleBytes(const NpyArray& array, ByteCount available, ArrayUse use);

// Those samples, from `offset` in the file on.
ArrayPtr npyArrayInFile(const NpyArray& array, const std::shared_ptr<const PositionedFile>& file,
    std::uint64_t offset, ArrayUse use, ByteCount memoryLimit);

// The same, unpacked: exactly what npySampleBytes() says.
ArrayPtr npyArrayInMemory(
    const NpyArray& array, AlignedBuffer samples, ArrayUse use, ByteCount memoryLimit);

} // namespace tessera
