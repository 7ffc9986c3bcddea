// SPDX-License-Identifier: MIT
// Several threads ask about the same files while their reader processes crash, are stopped, are
// killed, and the files are closed: every answer is right or an error, and every wait ends.
#include "core/source/reader_guides.h"
#include "tests/stress/stress.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <numeric>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace tessera;
using stress::check;

namespace {

constexpr unsigned askers = 4;
constexpr std::size_t chunkCount = 64;
constexpr std::uint64_t chunkDistance = 100; // as the process places them

class OnlyFile : public OtherFiles {
public:
    Result<PositionedFile> open(const std::string& /*name*/) override
    {
        return fail(ErrorCode::NoPermission, "No other file.");
    }
};

// The file that all ask about; now and then it is closed and opened again.
class Shared {
public:
    explicit Shared(std::filesystem::path path)
        : m_path(std::move(path))
        , m_guides(settings())
    {
    }

    std::shared_ptr<FileGuide> guide()
    {
        const std::lock_guard lock(m_mutex);
        if (!m_guide)
            m_guide = open();
        return m_guide;
    }

    void close()
    {
        std::shared_ptr<FileGuide> closed;
        {
            const std::lock_guard lock(m_mutex);
            closed.swap(m_guide);
        }
        if (closed)
            closed->release();
    }

    void warmUp() { m_guides.warmUp(); }

private:
    static ReaderSettings settings()
    {
        ReaderSettings settings;
        settings.program = ODD_READER;
        settings.deadlines.afterStop = std::chrono::milliseconds(1);
        return settings;
    }

    std::shared_ptr<FileGuide> open()
    {
        auto file = PositionedFile::open(m_path);
        check(file.has_value(), "the file is there");
        auto guide = m_guides.open(std::make_shared<const PositionedFile>(*std::move(file)),
            std::make_shared<OnlyFile>(), {});
        check(guide.has_value(), "a sound process opens the file");
        return *std::move(guide);
    }

    std::filesystem::path m_path;
    ReaderGuides m_guides;
    std::mutex m_mutex;
    std::shared_ptr<FileGuide> m_guide; // guarded by m_mutex
};

void locate(FileGuide& guide, std::uint32_t array)
{
    std::array<std::uint64_t, chunkCount> chunks{};
    std::iota(chunks.begin(), chunks.end(), 0);
    std::array<ChunkPlace, chunkCount> places{};
    if (!guide.locate(array, chunks, places))
        return;
    for (std::size_t i = 0; i < chunkCount; ++i)
        check(places[i].offset == chunkDistance * i, "chunks lie where they are");
}

void read(FileGuide& guide, std::uint32_t array, std::int64_t row, const std::stop_token& stop)
{
    std::vector<std::byte> target(static_cast<std::size_t>(8) * 4 * 4);
    const ArraySlab slab{{row, 0, 0}, {1, 8, 4}, {1, 1, 1}};
    if (!guide.readStored(array, slab, target, stop))
        return;
    const auto isRight = [row](std::byte sample) { return sample == std::byte(row + 1); };
    check(std::ranges::all_of(target, isRight), "samples are those that were asked for");
}

// One of the ways that a request can go.
void ask(FileGuide& guide, int choice, std::int64_t row)
{
    constexpr std::array paths{"/good", "/good", "/locate-crash", "/read-exit", "/read-garbage"};
    std::stop_source stop;
    if (choice == 0)
        stop.request_stop();
    const auto facts = guide.describe(
        paths.at(static_cast<std::size_t>(choice) % paths.size()), 0, stop.get_token());
    if (!facts)
        return;
    locate(guide, facts->array);
    read(guide, facts->array, row, stop.get_token());
}

void askOn(unsigned number, Shared& shared, stress::Run& run)
{
    std::mt19937 random = stress::randomOf(number);
    while (!run.isOver()) {
        const auto guide = shared.guide();
        ask(*guide, stress::below(random, 10), stress::below(random, 8));
        if (stress::below(random, 8) == 0)
            shared.close();
        if (stress::below(random, 8) == 0)
            shared.warmUp();
        run.countTurn();
    }
}

} // namespace

int main(int argumentCount, char** arguments)
{
    stress::Run run(argumentCount, arguments);
    const auto path = std::filesystem::temp_directory_path()
        / ("tessera-stress-reader-" + std::to_string(::getpid()));
    std::ofstream(path) << "content";
    {
        Shared shared(path);
        std::vector<std::jthread> threads;
        threads.reserve(askers);
        for (unsigned number = 0; number < askers; ++number)
            threads.emplace_back([&, number] { askOn(number, shared, run); });
    }
    std::filesystem::remove(path);
    return run.report("stress_reader");
}
