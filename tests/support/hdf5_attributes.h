// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tessera::test {

// Adds to a file that is there. `object`: a dataset or a group; "/" is the root. A failure ends the
// test program.
void writeHdf5AttributeText(const std::filesystem::path& path, const std::string& object,
    const std::string& name, const std::string& text);
void writeHdf5AttributeNumbers(const std::filesystem::path& path, const std::string& object,
    const std::string& name, const std::vector<double>& numbers);

// The attribute DIMENSION_LIST, as netCDF writes it: of each dimension one scale, by its name.
void writeHdf5Scales(const std::filesystem::path& path, const std::string& dataset,
    const std::vector<std::string>& scales);

// A dataset of one dimension that holds texts of a fixed length. Its group is there.
void writeHdf5TextList(const std::filesystem::path& path, const std::string& name,
    const std::vector<std::string>& texts);

// Another name for an object, as good as the first.
void writeHdf5HardLink(
    const std::filesystem::path& path, const std::string& name, const std::string& target);

} // namespace tessera::test
