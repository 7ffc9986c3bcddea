// SPDX-License-Identifier: MIT
// Opens every file of the corpus in one process, one after the other, as a viewer's session does:
// the process survives, each answer comes in time, and memory stays bounded.
#include "tests/corpus/folder_table.h"
#include "tests/corpus/process_tree.h"
#include "tests/corpus/session_visit.h"
#include "tests/corpus/walk_options.h"

#include <atomic>
#include <cstdlib>
#include <fmt/format.h>
#include <thread>
#include <unistd.h>

using namespace tessera;
using namespace tessera::corpus;

namespace {

constexpr int skipped = 77; // as CMakeLists.txt tells ctest

// Ends the process where an item hangs: nothing else could.
class Watchdog {
public:
    explicit Watchdog(std::chrono::milliseconds patience)
        : m_thread([this, patience](const std::stop_token& stop) { watch(patience, stop); })
    {
    }

    void begin(const std::string* item)
    {
        m_item.store(item);
        m_turn.fetch_add(1);
    }

private:
    void watch(std::chrono::milliseconds patience, const std::stop_token& stop)
    {
        constexpr std::chrono::milliseconds step{100};
        std::uint64_t seen = 0;
        std::chrono::milliseconds waited{0};
        while (!stop.stop_requested()) {
            std::this_thread::sleep_for(step);
            const std::uint64_t turn = m_turn.load();
            waited = turn == seen ? waited + step : std::chrono::milliseconds{0};
            seen = turn;
            if (waited < patience)
                continue;
            fmt::print("FAULT {}: it hangs\n", *m_item.load());
            std::fflush(stdout);
            std::_Exit(EXIT_FAILURE);
        }
    }

    std::atomic<const std::string*> m_item = nullptr;
    std::atomic<std::uint64_t> m_turn = 0;
    std::jthread m_thread; // last: it uses the others
};

bool walk(const std::vector<Item>& items, const WalkOptions& options)
{
    constexpr int pathsOfItem = 6; // as often as an item may wait
    Engine engine;
    FolderTable table;
    Watchdog watchdog(options.patience * pathsOfItem);
    for (const Item& item : items) {
        watchdog.begin(&item.path);
        resetOwnPeak();
        Visit visit = visitBySession(engine, item, TESSERA_CORPUS, options.patience);
        visit.peakBytes = peakBytesOfTree(::getpid());
        if (options.mostBytes != 0 && visit.peakBytes > options.mostBytes)
            visit.faults.push_back(fmt::format("{} MB of memory", visit.peakBytes / 1'000'000));
        table.add(item, visit);
        for (const std::string& fault : visit.faults)
            fmt::print("FAULT {} (\"{}\"): {}\n", item.path, item.verdict, fault);
    }
    table.print();
    return table.faultyItems() == 0;
}

} // namespace

int main(int argumentCount, char** arguments)
{
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
    return walk(items, *options) ? EXIT_SUCCESS : EXIT_FAILURE;
}
