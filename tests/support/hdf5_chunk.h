// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/codec_chunk.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tessera::test {

// A chunk as it lies in a file, with what its dataset says of it.
struct StoredChunk {
    std::vector<FilterStep> steps;
    std::uint32_t filterMask = 0;
    std::size_t decodedBytes = 0;
    std::vector<std::byte> stored;
};

// Has libhdf5 write `samples` as one chunk of elements of `width` bytes, in memory, through the
// filters of `steps`. Its own filters are given their parameters by it. A failure ends the program.
StoredChunk chunkOfLibhdf5(
    const std::vector<FilterStep>& steps, const std::vector<std::byte>& samples, std::size_t width);

// What chunkOfLibhdf5() makes, to be read by libhdf5 itself, which unpacks it every time.
class ReadByLibhdf5 {
public:
    ReadByLibhdf5(const std::vector<FilterStep>& steps, const std::vector<std::byte>& samples,
        std::size_t width);
    ~ReadByLibhdf5();
    ReadByLibhdf5(const ReadByLibhdf5&) = delete;
    ReadByLibhdf5& operator=(const ReadByLibhdf5&) = delete;

    void read(std::vector<std::byte>& samples) const; // as many as were written
    StoredChunk chunk() const;

private:
    struct Dataset;
    std::unique_ptr<Dataset> m_dataset;
};

// The paths of all datasets of a file.
std::vector<std::string> datasetsOf(const std::filesystem::path& path);

// Every chunk of a dataset, in the order of their coordinates; needs no filter.
std::vector<StoredChunk> chunksOf(const std::filesystem::path& path, const std::string& dataset);

// Inverts the byte in the middle of a chunk, by its number in that order, where it lies in the
// file; the second time mends it.
void invertChunkByte(
    const std::filesystem::path& path, const std::string& dataset, std::uint64_t chunk);

// Bytes that compress a little, as probabilities do: the same in every run.
std::vector<std::byte> sampleBytes(std::size_t count);

} // namespace tessera::test
