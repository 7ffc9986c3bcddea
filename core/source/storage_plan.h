// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/source/array_slab.h"
#include "core/source/codec_chunk.h"
#include "core/source/positioned_file.h"
#include "core/source/stored_number.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace tessera {

// Where the stored bytes of one chunk lie in the file.
struct ChunkPlace {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0; // 0: never written, all of it is fill value
    std::uint32_t filterMask = 0; // as decodeChunk() takes it
};

// Asks what knows the file's format about one array; it may stand in another process.
// Threads: every member may be called from any thread; they wait for each other.
class ArrayGuide {
public:
    ArrayGuide() = default;
    ArrayGuide(const ArrayGuide&) = delete;
    ArrayGuide& operator=(const ArrayGuide&) = delete;
    virtual ~ArrayGuide() = default;

    // Where the chunks lie, one place each. Chunks are numbered in the order of their positions,
    // the last dimension fastest. Errors: Unreadable, Malformed.
    virtual Result<> locate(
        std::span<const std::uint64_t> chunks, std::span<ChunkPlace> places) const = 0;

    // The slab's samples as stored, side by side, the last dimension fastest. Errors: Unreadable.
    virtual Result<> readStored(
        const ArraySlab& slab, std::byte* target, const std::stop_token& stop) const = 0;

    // Closes the file; the other members fail after it.
    virtual void release() = 0;
};

struct NothingStored { }; // all of it is fill value

struct ContiguousStorage {
    std::uint64_t offset = 0; // in the file
};

struct ChunkedStorage {
    Extents chunk; // extents of one chunk
    std::vector<FilterStep> filters; // in the order of writing; all of them are ours to undo
    bool edgesAreUnfiltered = false; // of chunks that the array's end cuts off
    // Numbers of the chunks that were written, rising; empty where that is not known.
    std::optional<std::vector<std::uint64_t>> written = std::nullopt;
};

// A stretch of an array in a file of its own.
struct OpenedPart {
    Result<std::shared_ptr<const PositionedFile>> file; // else why it is not open
    std::uint64_t offset = 0; // in that file
    std::uint64_t bytes = 0; // at most; more than the array is long where it holds all the rest
};

struct ExternalStorage {
    std::vector<OpenedPart> parts; // one after the other
};

struct OpaqueStorage { }; // the guide is to be asked for the samples

// How the samples of one array are found and made, in plain values: what the half that describes a
// file tells the half that fetches from it.
struct StoragePlan {
    std::filesystem::path file; // that holds the samples
    std::shared_ptr<const PositionedFile> opened = nullptr; // the same; null for what needs none
    std::string subject; // "/probabilities in tissue.h5": begins the sentence of an error
    Extents shape;
    StoredNumber number;
    bool isScaled = true; // as NumberConversion has it
    std::vector<std::byte> fill; // one sample, as delivered
    std::variant<NothingStored, ContiguousStorage, ChunkedStorage, ExternalStorage, OpaqueStorage>
        storage;
    std::shared_ptr<ArrayGuide> guide; // never null
};

} // namespace tessera
