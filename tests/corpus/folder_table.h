// SPDX-License-Identifier: MIT
#pragma once

#include "tests/corpus/cli_visit.h"

#include <map>
#include <mutex>
#include <string>

namespace tessera::corpus {

// Counts what came of the items of each folder. Threads: add() by any.
class FolderTable {
public:
    void add(const Item& item, const Visit& visit);

    void print() const; // a line a folder, then one for all
    std::size_t faultyItems() const { return m_all.faulty; }

private:
    struct Line {
        std::size_t items = 0;
        std::map<Outcome, std::size_t> outcomes;
        std::size_t faulty = 0;
        std::chrono::milliseconds slowest{0};
        std::string slowestItem;
        std::uint64_t peakBytes = 0;
        std::string largestItem;
    };
    static void addTo(Line& line, const Item& item, const Visit& visit);
    static std::string text(const std::string& name, const Line& line);

    std::mutex m_mutex; // guards all below
    std::map<std::string, Line> m_folders;
    Line m_all;
};

} // namespace tessera::corpus
