// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/array_slab.h"
#include "core/source/file_guide.h"
#include "core/source/storage_plan.h"
#include "core/source/volume_source.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

// What a program and its reader process say to each other, as plain values. The reader speaks
// first (ReaderHello); after that each request gets one reply, but that the reader may ask for
// other files before it.
namespace tessera {

// A step of closing the reader process up, and whether the system took it.
struct SandboxStep {
    std::string name; // "Landlock"
    bool holds = false;
    std::string note; // "ABI 6", or why it does not hold

    friend bool operator==(const SandboxStep&, const SandboxStep&) = default;
};

struct ReaderHello {
    std::string version; // of Tessera
    std::string libraries; // as libraryVersions()
    std::vector<SandboxStep> sandbox;

    friend bool operator==(const ReaderHello&, const ReaderHello&) = default;
};

// To the reader. A file goes with it.
struct OpenRequest {
    std::string path; // for errors only
    FileVersion version;
};

struct ListRequest { };

struct DescribeRequest {
    std::string path; // of the array
    std::uint64_t cacheBytes = 0;
};

struct ValuesRequest {
    std::string path; // of a small array
};

struct LocateRequest {
    std::uint32_t array = 0;
    std::vector<std::uint64_t> chunks;
};

// The samples go to the beginning of the shared memory, which comes with the first request that
// has `memoryBytes` of it, and stays until the next that comes.
struct ReadRequest {
    std::uint32_t array = 0;
    ArraySlab slab;
    std::uint64_t bytes = 0; // of the slab
    std::uint64_t memoryBytes = 0; // 0: that of the request before
};

// What the reader asked for with a FileWish: the file goes with it, or there is none.
struct FileAnswer {
    std::string path; // of the file that goes with it
    FileVersion version;
};
struct FileRefusal {
    Error error;
};

using ReaderRequest = std::variant<OpenRequest, ListRequest, DescribeRequest, ValuesRequest,
    LocateRequest, ReadRequest, FileAnswer, FileRefusal>;

// From the reader.
struct Done { };

struct ChunkPlaces {
    std::vector<ChunkPlace> places;
};

struct FileWish {
    std::string name; // as OtherFiles::open() takes it
};

// The error: why there is nothing else to say to the request.
using ReaderReply = std::variant<ReaderHello, Done, FileListing, ArrayFacts, StoredValues,
    ChunkPlaces, FileWish, Error>;

} // namespace tessera
