// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/array_slab.h"
#include "core/source/codec_chunk.h"
#include "core/source/default_dataset.h"
#include "core/source/storage_plan.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace tessera {

enum class StorageLayout : std::uint8_t { Compact, Contiguous, Chunked, Virtual, Unknown };

// A filter of an array's chunks, in the order of writing.
struct FilterFact {
    FilterStep step;
    bool isAvailable = false; // to the library that describes the file
};

// A part of an array that lies in a file of its own; the parts follow each other.
struct ExternalPart {
    std::string name; // as the array has it, often relative to the folder of its file
    std::uint64_t offset = 0; // in that file
    std::uint64_t bytes = 0; // the greatest number: all that is left of the array
};

// What an attribute says that may tell the meaning of an array: texts, or numbers.
struct AttributeFact {
    static constexpr std::uint32_t mostAbove = 16; // what is claimed to lie higher is not looked at

    std::uint32_t above = 0; // 0: it is the array's own; 1: that of its group; and so on up
    std::string name;
    std::vector<std::string> texts;
    std::vector<double> numbers;

    friend bool operator==(const AttributeFact&, const AttributeFact&) = default;
};

// All of a small array: texts, or numbers, the last dimension fastest.
struct StoredValues {
    std::vector<std::uint64_t> shape;
    std::vector<std::string> texts;
    std::vector<double> numbers;
};

// What a file claims about one of its arrays. Nothing here has been checked: it comes from the
// file, maybe through a process that the file made do strange things.
struct ArrayFacts {
    std::uint32_t array = 0; // its number for the other questions of the same guide
    StoredArray claimed;
    bool isConverted = false; // the guide turns samples into claimed.number when it reads them
    bool liesElsewhere = false; // in another file, where a link led to
    std::vector<AttributeFact> attributes; // the nearest first

    StorageLayout layout = StorageLayout::Unknown;
    std::uint64_t sampleBytes = 0; // of one sample as it is stored
    // That the file says it holds for a compact or contiguous array; 0: never written. Those of
    // chunks are not counted, which would take a walk through their whole index.
    std::uint64_t storedBytes = 0;
    std::uint64_t fileBytes = 0; // of the file that holds it
    std::optional<std::uint64_t> offset; // of contiguous samples, in the file
    std::vector<std::uint64_t> chunk; // its shape; empty where not chunked
    std::vector<FilterFact> filters;
    bool edgesAreUnfiltered = false; // of chunks that the array's end cuts off
    // Of a contiguous array whose samples lie in other files, in their order. Of a virtual one: the
    // files of its sources, as they are named there, each once and without a place.
    std::vector<ExternalPart> external;
    std::vector<std::byte> fill; // one sample as readStored() gives it
    std::optional<std::vector<std::uint64_t>> firstChunk; // corner of a chunk that was written
    // Numbers of all chunks that were written, rising; empty where they are many, or not known.
    std::optional<std::vector<std::uint64_t>> writtenChunks;
};

struct FileListing {
    std::vector<StoredArray> arrays; // each once, in the order of names
    bool isComplete = true; // false: damage, or too many objects, ended it early
    // GCC wants the initialiser where a caller leaves it out.
    // NOLINTNEXTLINE(readability-redundant-member-init)
    std::string preferred = {}; // the array that the file calls its main one; empty: none
};

// Asks what knows a file's format about one file. It may stand in another process, which may crash
// or hang: each question ends, with an error at the latest when its time is up.
// Threads: every member may be called from any thread; they wait for each other.
class FileGuide {
public:
    FileGuide() = default;
    FileGuide(const FileGuide&) = delete;
    FileGuide& operator=(const FileGuide&) = delete;
    virtual ~FileGuide() = default;

    // Errors: Malformed, Unreadable, Cancelled.
    virtual Result<FileListing> list(const std::stop_token& stop) = 0;

    // Of the array called `path`, links followed. `cacheBytes`: what the library may keep of its
    // chunks for readStored(). Errors: NotFound (no array is called that), Malformed, Unreadable.
    virtual Result<ArrayFacts> describe(
        const std::string& path, std::uint64_t cacheBytes, const std::stop_token& stop) = 0;

    // What a small array holds, links followed, but not into other files. Errors: NotFound,
    // Unsupported (it is not small, or holds neither texts nor numbers), Malformed, Unreadable.
    virtual Result<StoredValues> readValues(
        const std::string& path, const std::stop_token& stop) = 0;

    // As the members of ArrayGuide, for the array of this number.
    virtual Result<> locate(std::uint32_t array, std::span<const std::uint64_t> chunks,
        std::span<ChunkPlace> places) = 0;
    virtual Result<> readStored(std::uint32_t array, const ArraySlab& slab,
        std::span<std::byte> target, const std::stop_token& stop) = 0;

    // Closes the file; the other members fail after it.
    virtual void release() = 0;
};

} // namespace tessera
