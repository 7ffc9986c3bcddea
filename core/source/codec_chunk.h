// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/byte_count.h"
#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

struct libdeflate_decompressor; // NOLINT(readability-identifier-naming)
struct ZSTD_DCtx_s; // NOLINT(readability-identifier-naming)

namespace tessera {

// One step of the pipeline that an HDF5 dataset's chunks went through, as its creation properties
// tell it. Pipelines are in the order of writing.
struct FilterStep {
    int id = 0; // as The HDF Group registers them
    std::string name;
    bool isOptional = false; // a chunk may lack it; its filter mask says so
    // GCC wants the initialiser where a caller leaves it out.
    // NOLINTNEXTLINE(readability-redundant-member-init)
    std::vector<unsigned> parameters{};
};

// Whether decodeChunk() knows every step, with its parameters. Else the caller asks libhdf5.
bool canDecode(std::span<const FilterStep> steps);

// What decoding needs beside its input and output; used again from chunk to chunk, it stops
// allocating. Nothing for one step, the bytes of a decoded chunk for shuffle and deflate, those and
// a block for bitshuffle; never more than five times the largest decoded chunk and 128 KiB,
// whatever a file claims. (bzip2 and Blosc allocate for themselves, 4 MB and three blocks.)
// Threads: one thread at a time.
struct DecodeScratch {
    AlignedBuffer first; // between two steps
    AlignedBuffer second;
    AlignedBuffer block; // inside one step

    struct Free {
        void operator()(libdeflate_decompressor* inflater) const;
        void operator()(ZSTD_DCtx_s* context) const;
    };
    std::unique_ptr<libdeflate_decompressor, Free> inflater;
    std::unique_ptr<ZSTD_DCtx_s, Free> zstd;

    ByteCount held() const { return {first.size() + second.size() + block.size()}; }
};

// Undoes the steps on one chunk, the last one first, without those whose bit is set in `filterMask`
// (bit i: step i was left out when the chunk was written). `out` is the caller's memory of exactly
// the chunk's decoded size; a chunk that gives less or more is an error. Whatever the bytes are,
// nothing outside `stored` is read and nothing outside `out` and `scratch` is written. After an
// error `out` holds anything.
// An error's message is not a sentence but the end of one, about the chunk: "its deflate data are
// damaged". The caller says which chunk of which file before it.
// Throws std::bad_alloc. Threads: any, each with a scratch and an `out` of its own.
Result<> decodeChunk(std::span<const FilterStep> steps, std::uint32_t filterMask,
    std::span<const std::byte> stored, std::span<std::byte> out, DecodeScratch& scratch);

} // namespace tessera
