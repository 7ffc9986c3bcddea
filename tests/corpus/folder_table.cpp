// SPDX-License-Identifier: MIT
#include "tests/corpus/folder_table.h"

#include <filesystem>
#include <fmt/format.h>

namespace tessera::corpus {

void FolderTable::add(const Item& item, const Visit& visit)
{
    const std::lock_guard lock(m_mutex);
    addTo(m_folders[item.folder()], item, visit);
    addTo(m_all, item, visit);
}

void FolderTable::addTo(Line& line, const Item& item, const Visit& visit)
{
    ++line.items;
    ++line.outcomes[visit.outcome];
    line.faulty += visit.faults.empty() ? 0 : 1;
    if (visit.slowest >= line.slowest) {
        line.slowest = visit.slowest;
        line.slowestItem = std::filesystem::path(item.path).filename().string();
    }
    if (visit.peakBytes >= line.peakBytes) {
        line.peakBytes = visit.peakBytes;
        line.largestItem = std::filesystem::path(item.path).filename().string();
    }
}

std::string FolderTable::text(const std::string& name, const Line& line)
{
    constexpr std::uint64_t megabyte = 1'000'000;
    const auto count = [&](Outcome outcome) {
        const auto found = line.outcomes.find(outcome);
        return found == line.outcomes.end() ? 0 : found->second;
    };
    return fmt::format("{:<18} {:>5} files: {:>4} opened, {:>4} refused, {:>4} to choose, {:>3} "
                       "damaged, {:>3} FAULTY; slowest {:>5} ms ({}), most {:>4} MB ({})\n",
        name, line.items, count(Outcome::Opened), count(Outcome::Refused), count(Outcome::Choice),
        count(Outcome::Damaged), line.faulty, line.slowest.count(), line.slowestItem,
        line.peakBytes / megabyte, line.largestItem);
}

void FolderTable::print() const
{
    for (const auto& [name, line] : m_folders)
        fmt::print("{}", text(name, line));
    fmt::print("{}", text("all", m_all));
}

} // namespace tessera::corpus
