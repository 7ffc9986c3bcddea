// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::corpus {

// A row of a table whose first line names its columns.
struct TsvRow {
    std::shared_ptr<const std::vector<std::string>> names;
    std::vector<std::string> cells;

    std::string cell(std::string_view name) const; // empty where there is none
};

std::vector<std::string> cellsOf(const std::string& line);
std::vector<TsvRow> readTsv(const std::filesystem::path& table); // empty where it is absent

} // namespace tessera::corpus
