// SPDX-License-Identifier: MIT
#include "tests/support/sound_facts.h"

namespace tessera::test {

namespace {

constexpr std::uint64_t samples = 64 * 48 * 4;

ArrayFacts sound(const std::string& path, StorageLayout layout)
{
    ArrayFacts facts;
    facts.claimed = {path, {64, 48, 4}, StoredNumber{}, "float32"};
    facts.attributes = {{0, "class_names", {"glass", "stroma"}, {}}};
    facts.layout = layout;
    facts.sampleBytes = sizeof(float);
    facts.storedBytes = samples * sizeof(float);
    facts.fileBytes = soundFileBytes;
    facts.fill.resize(sizeof(float));
    return facts;
}

} // namespace

ArrayFacts soundChunked(const std::string& path)
{
    auto facts = sound(path, StorageLayout::Chunked);
    facts.chunk = {16, 16, 4};
    facts.filters = {{{1, "deflate", true, {4}}, true}};
    facts.firstChunk = {16, 0, 0};
    facts.writtenChunks = {3, 5};
    return facts;
}

ArrayFacts soundContiguous(const std::string& path)
{
    auto facts = sound(path, StorageLayout::Contiguous);
    facts.offset = 2048;
    return facts;
}

ArrayFacts soundCompact(const std::string& path)
{
    return sound(path, StorageLayout::Compact);
}

ArrayFacts soundExternal(const std::string& path)
{
    auto facts = sound(path, StorageLayout::Contiguous);
    facts.external = {{"a.bin", 0, samples}, {"b.bin", 0, 3 * samples}};
    return facts;
}

} // namespace tessera::test
