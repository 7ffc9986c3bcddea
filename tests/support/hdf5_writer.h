// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace tessera::test {

// Another program that writes a file while it is read (HDF5 calls it SWMR): the dataset
// "probabilities", float32, in chunks of one row, which grows. A failure ends the test program.
class Hdf5Writer {
public:
    // Rows × columns × classes, all of them `value`.
    Hdf5Writer(
        const std::filesystem::path& path, const std::vector<std::uint64_t>& shape, float value);
    Hdf5Writer(const Hdf5Writer&) = delete;
    Hdf5Writer& operator=(const Hdf5Writer&) = delete;
    ~Hdf5Writer();

    void overwrite(float value); // everything, flushed
    void grow(std::uint64_t rows, float value); // to that many, the new ones are `value`; flushed

private:
    struct File;
    std::unique_ptr<File> m_file;
};

} // namespace tessera::test
