// SPDX-License-Identifier: MIT
// Hands every file of the corpus to the command line program, several at once: it survives, answers
// in time and within memory, and what it says fits the corpus' verdict.
#include "core/base/temporary_folder.h"
#include "tests/corpus/cli_visit.h"
#include "tests/corpus/folder_table.h"
#include "tests/corpus/walk_options.h"

#include <atomic>
#include <cstdlib>
#include <fmt/format.h>
#include <thread>

using namespace tessera;
using namespace tessera::corpus;

namespace {

constexpr int skipped = 77; // as CMakeLists.txt tells ctest

class Walk {
public:
    Walk(std::vector<Item> items, const WalkOptions& options)
        : m_items(std::move(items))
        , m_options(options)
    {
    }

    bool go()
    {
        const unsigned jobs =
            m_options.jobs == 0 ? std::thread::hardware_concurrency() : m_options.jobs;
        {
            std::vector<std::jthread> workers;
            workers.reserve(jobs);
            for (unsigned job = 0; job < jobs; ++job)
                workers.emplace_back([this] { work(); });
        }
        m_table.print();
        return m_table.faultyItems() == 0 && !m_hasFailed;
    }

private:
    void work()
    {
        const auto scratch = TemporaryFolder::create();
        if (!scratch) {
            fmt::print("{}\n", scratch.error().message);
            m_hasFailed = true;
            return;
        }
        const VisitRules rules{TESSERA_CLI, TESSERA_CORPUS, scratch->path(), {m_options.patience},
            m_options.mostBytes};
        for (std::size_t index = m_next++; index < m_items.size(); index = m_next++) {
            const Item& item = m_items[index];
            const Visit visit = visitByCommandLine(item, rules);
            m_table.add(item, visit);
            for (const std::string& fault : visit.faults)
                fmt::print("FAULT {} (\"{}\", so {} is right): {}\n", item.path, item.verdict,
                    toText(item.allowed), fault);
        }
    }

    std::vector<Item> m_items;
    const WalkOptions& m_options;
    FolderTable m_table;
    std::atomic<std::size_t> m_next = 0;
    std::atomic<bool> m_hasFailed = false;
};

// A sanitizer's end of the program would otherwise be a refusal by its exit code.
void tellSanitizersApart()
{
    for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS"}) {
        const char* const options = std::getenv(name);
        const auto all = fmt::format("{}:exitcode=99", options == nullptr ? "" : options);
        ::setenv(name, all.c_str(), 1);
    }
}

} // namespace

int main(int argumentCount, char** arguments)
{
    tellSanitizersApart();
    const auto options =
        walkOptionsFrom(std::span(arguments, static_cast<std::size_t>(argumentCount)).subspan(1));
    if (!options) {
        fmt::print(stderr, "usage: {} {}\n", arguments[0], walkUsage);
        return EXIT_FAILURE;
    }
    const auto items = wantedItems(TESSERA_CORPUS, TESSERA_CORPUS_EXPECTED, *options);
    if (items.empty()) {
        fmt::print("Skipped: the corpus of real and hostile files is not at {}.\n", TESSERA_CORPUS);
        return skipped;
    }
    return Walk(items, *options).go() ? EXIT_SUCCESS : EXIT_FAILURE;
}
