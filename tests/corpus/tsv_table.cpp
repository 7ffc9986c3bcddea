// SPDX-License-Identifier: MIT
#include "tests/corpus/tsv_table.h"

#include <algorithm>
#include <fstream>

namespace tessera::corpus {

std::string TsvRow::cell(std::string_view name) const
{
    const auto index = static_cast<std::size_t>(std::ranges::find(*names, name) - names->begin());
    return index < cells.size() ? cells[index] : std::string{};
}

std::vector<std::string> cellsOf(const std::string& line)
{
    std::vector<std::string> cells(1);
    for (const char letter : line)
        if (letter == '\t')
            cells.emplace_back();
        else
            cells.back() += letter;
    return cells;
}

std::vector<TsvRow> readTsv(const std::filesystem::path& table)
{
    std::ifstream file(table);
    std::string line;
    if (!std::getline(file, line))
        return {};
    const auto names = std::make_shared<const std::vector<std::string>>(cellsOf(line));
    std::vector<TsvRow> rows;
    while (std::getline(file, line))
        rows.push_back({names, cellsOf(line)});
    return rows;
}

} // namespace tessera::corpus
