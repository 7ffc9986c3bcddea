// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/reader_messages.h"

namespace tessera::test {

// Of every kind of message one that uses what the kind has.
inline StoredArray sampleArray()
{
    return {.path = "/groups/probabilities",
        .shape = {3, 1920, 2560, 4},
        .number = StoredNumber{NumberKind::Unsigned, 2, true},
        .storedType = "uint16, big-endian",
        .storage = "chunked 1×64×64×4, shuffle",
        .target = "/other/probabilities",
        .isThere = true};
}

inline ArrayFacts sampleFacts()
{
    ArrayFacts facts;
    facts.array = 7;
    facts.claimed = sampleArray();
    facts.isConverted = true;
    facts.attributes = {{0, "class_names", {"stroma", "Drüse", ""}, {}},
        {2, "resolution", {}, {0.25, -1, 1e300}}, {1, "axes", {}, {}}};
    facts.layout = StorageLayout::Chunked;
    facts.sampleBytes = 2;
    facts.storedBytes = 123'456;
    facts.fileBytes = 234'567;
    facts.offset = 2048;
    facts.chunk = {1, 64, 64, 4};
    facts.filters = {{{2, "shuffle", true, {2}}, true}, {{-1, "odd", false, {}}, false}};
    facts.external = {{"part one.raw", 0, 4096}, {"../two.raw", 8, ~std::uint64_t{0}}};
    facts.fill = {std::byte{1}, std::byte{2}};
    facts.firstChunk = {{0, 64, 0, 0}};
    facts.writtenChunks = {1, 5};
    return facts;
}

inline FileListing sampleListing()
{
    StoredArray broken = sampleArray();
    broken.number.reset();
    return {.arrays = {sampleArray(), broken}, .isComplete = false, .preferred = "/groups/main"};
}

inline StoredValues sampleValues()
{
    return {.shape = {2, 1}, .texts = {"stroma", "Drüse\n"}, .numbers = {0.5, -0.0}};
}

inline ReaderHello sampleHello()
{
    return {.version = "0.1.0",
        .libraries = "HDF5 1.10.8",
        .sandbox = {{"Landlock", true, "ABI 6"}, {"seccomp", false, "not in this kernel"}}};
}

inline ReadRequest sampleRead()
{
    return {
        .array = 3, .slab = {{0, 5, 6}, {1, 2, 3}, {1, 1, 4}}, .bytes = 48, .memoryBytes = 4096};
}

} // namespace tessera::test
