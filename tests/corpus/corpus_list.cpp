// SPDX-License-Identifier: MIT
#include "tests/corpus/corpus_list.h"

#include "tests/corpus/tsv_table.h"
#include "tests/corpus/verdict.h"

#include <algorithm>
#include <array>
#include <fnmatch.h>
#include <fstream>
#include <map>

namespace tessera::corpus {

namespace {

namespace fs = std::filesystem;

// Verdicts by path.
std::map<std::string, std::string> readManifest(const fs::path& manifest)
{
    std::map<std::string, std::string> verdicts;
    for (const TsvRow& row : readTsv(manifest)) {
        std::string path = row.cell("path");
        if (path.ends_with('/'))
            path.pop_back();
        verdicts[path] = row.cell("expected_verdict");
    }
    return verdicts;
}

} // namespace

std::string Item::folder() const
{
    const std::string parent = fs::path(path).parent_path().generic_string();
    const auto second = parent.find('/');
    return parent.substr(0, second == std::string::npos ? second : parent.find('/', second + 1));
}

std::vector<Item> listCorpus(const fs::path& corpus)
{
    auto verdicts = readManifest(corpus / "manifest.tsv");
    if (verdicts.empty())
        return {};
    for (const char* part : {"bad", "odd"})
        for (const auto& entry : fs::recursive_directory_iterator(corpus / part))
            if (!entry.is_directory())
                verdicts.try_emplace(fs::relative(entry.path(), corpus).generic_string());
    std::vector<Item> items;
    items.reserve(verdicts.size());
    for (auto& [path, verdict] : verdicts) {
        const Outcomes allowed = allowedBy(verdict);
        items.push_back({path, std::move(verdict), allowed, {}});
    }
    return items;
}

Exceptions::Exceptions(const fs::path& table)
{
    constexpr std::size_t cellsOfRow = 3;
    std::ifstream file(table);
    std::string line;
    while (std::getline(file, line)) {
        const auto cells = cellsOf(line);
        if (line.starts_with('#') || cells.size() < cellsOfRow)
            continue;
        m_rows.push_back({cells[0], outcomesFrom(cells[1]), cells[2]});
    }
}

void Exceptions::apply(std::vector<Item>& items) const
{
    for (Item& item : items)
        for (const Row& row : m_rows)
            if (::fnmatch(row.pattern.c_str(), item.path.c_str(), 0) == 0) {
                item.allowed = item.allowed | row.allowed;
                item.reason = row.reason;
            }
}

std::vector<Item> sampleOf(const std::vector<Item>& items, std::size_t count)
{
    const auto isReproducer = [](const Item& item) { return item.folder() == "bad/cve"; };
    std::vector<Item> others;
    std::vector<Item> sample;
    for (const Item& item : items)
        (isReproducer(item) ? sample : others).push_back(item);
    const std::size_t wanted = std::min(count - std::min(count, sample.size()), others.size());
    for (std::size_t index = 0; index < wanted; ++index)
        sample.push_back(others[index * others.size() / wanted]);
    std::ranges::sort(sample, {}, &Item::path);
    return sample;
}

} // namespace tessera::corpus
