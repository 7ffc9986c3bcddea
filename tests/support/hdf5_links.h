// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tessera::test {

// A name in the file for a dataset of another file, which need not exist. The other file's name is
// written down as it is given. A failure ends the test program, as it does below.
void writeHdf5ExternalLink(const std::filesystem::path& path, const std::string& name,
    const std::string& otherFile, const std::string& target);

struct VirtualSource {
    std::string file; // as it is written down; "." is the file itself
    std::string dataset;
    std::uint64_t rows = 0; // its extent along the first dimension
};

// Adds a float32 dataset whose rows are those of the sources, one after the other; `rest` are the
// extents of the other dimensions. Where a source is not there, `fill` is read.
void writeHdf5Virtual(const std::filesystem::path& path, const std::string& name,
    const std::vector<VirtualSource>& sources, const std::vector<std::uint64_t>& rest, float fill);

// A contiguous float32 dataset whose samples lie in other files: of each, so many bytes from an
// offset on. The files are not written.
struct ExternalFile {
    std::string file;
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
};
void writeHdf5External(const std::filesystem::path& path, const std::string& name,
    const std::vector<std::uint64_t>& shape, const std::vector<ExternalFile>& files);

// Makes a file with the float32 dataset "probabilities" of zeros, as it lies on the disk while a
// program writes it: for readers, too (SWMR), or for itself alone.
void writeHdf5BeingWritten(
    const std::filesystem::path& path, const std::vector<std::uint64_t>& shape, bool isForReaders);

} // namespace tessera::test
