// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tessera::test {

// A dataset to write, C order. Missing groups of its name are made.
struct Hdf5Spec {
    std::string name = "probabilities";
    std::vector<std::uint64_t> shape;
    // Empty: contiguous. GCC wants the initialiser where a caller leaves it out.
    // NOLINTNEXTLINE(readability-redundant-member-init)
    std::vector<std::uint64_t> chunk{};
    unsigned deflate = 0; // 1 to 9; needs a chunk
    bool bigEndian = false;
};

// Adds a dataset to the file, which is made where there is none. A failure ends the test program.
void writeHdf5Dataset(
    const std::filesystem::path& path, const Hdf5Spec& spec, std::span<const float> samples);
void writeHdf5Dataset(
    const std::filesystem::path& path, const Hdf5Spec& spec, std::span<const double> samples);
void writeHdf5Dataset(
    const std::filesystem::path& path, const Hdf5Spec& spec, std::span<const std::uint8_t> samples);
void writeHdf5Dataset(const std::filesystem::path& path, const Hdf5Spec& spec,
    std::span<const std::uint16_t> samples);
void writeHdf5Dataset(
    const std::filesystem::path& path, const Hdf5Spec& spec, std::span<const std::int32_t> samples);

// A contiguous float32 dataset of zeros that takes no room on the disk, whatever its shape.
void writeHdf5Zeros(const std::filesystem::path& path, const std::string& name,
    const std::vector<std::uint64_t>& shape);

enum class Hdf5Text { VariableLength, FixedLength };

// A one-dimensional attribute of strings, as h5py writes a list of str (or, fixed, of numpy bytes).
void writeHdf5Texts(const std::filesystem::path& path, const std::string& dataset,
    const std::string& attribute, const std::vector<std::string>& texts,
    Hdf5Text kind = Hdf5Text::VariableLength);

// A single string, as `attrs["axistags"] = "…"`.
void writeHdf5Text(const std::filesystem::path& path, const std::string& dataset,
    const std::string& attribute, const std::string& text);

// A dataset of a type that is no number, never written.
void writeHdf5Opaque(const std::filesystem::path& path, const std::string& name,
    const std::vector<std::uint64_t>& shape, std::size_t bytes);

// A second name in the file for `target`, which need not exist.
void writeHdf5SoftLink(
    const std::filesystem::path& path, const std::string& name, const std::string& target);

} // namespace tessera::test
