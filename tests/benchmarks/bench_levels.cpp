// SPDX-License-Identifier: MIT
// Exact coarse levels of a large plane, made of cells, beside the floor: a plain loop over the
// chunks of the same file that decodes each once, on all cores.
//   bench_levels [--smoke] [--repeats N] [FILE]
// Without a file one is made: 4352 × 4352 × 4 float32, chunks of 256 × 256 × 4, shuffle, deflate.
#include "core/base/temporary_folder.h"
#include "core/session/session.h"
#include "core/source/open_source.h"
#include "tests/benchmarks/bench.h"
#include "tests/support/hdf5_array.h"
#include "tests/support/tile_inbox.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

using namespace tessera;

namespace {

OpenedVolume opened(const std::filesystem::path& path)
{
    auto volume = openVolume({path, {}}, megabytes(256));
    bench::check(volume.has_value(), "the file opens");
    return *std::move(volume);
}

void decodeOnce(const std::filesystem::path& path)
{
    const OpenedVolume volume = opened(path);
    const VolumeInfo& info = volume.probabilities->info();
    constexpr std::int64_t withoutChunks = 256;
    const std::int64_t rows = std::max(info.chunkExtent(Axis::Y), withoutChunks);
    const std::int64_t columns = std::max(info.chunkExtent(Axis::X), withoutChunks);
    const std::int64_t across = (info.plane.columns + columns - 1) / columns;
    const std::int64_t chunks = (info.plane.rows + rows - 1) / rows * across;
    std::atomic<std::int64_t> next = 0;
    const auto work = [&] {
        ReadScratch scratch;
        for (std::int64_t at = next++; at < chunks; at = next++) {
            const std::int64_t row = at / across * rows;
            const std::int64_t column = at % across * columns;
            const auto samples =
                volume.probabilities->read({{}, row, column, std::min(rows, info.plane.rows - row),
                                               std::min(columns, info.plane.columns - column)},
                    scratch, {});
            bench::check(samples.has_value(), "every chunk is decoded");
        }
    };
    std::vector<std::jthread> threads;
    for (unsigned number = 0; number < std::max(1U, std::thread::hardware_concurrency()); ++number)
        threads.emplace_back(work);
}

constexpr ByteCount usualCache = megabytes(512);
constexpr ByteCount smallCache = megabytes(5); // keeps no finer tiles, so that none are made

// All tiles of a level, from nothing.
void makeLevel(const std::filesystem::path& path, int levelsBelowTop, ByteCount cache)
{
    Engine engine({.cacheBudget = cache});
    const auto inbox = std::make_shared<test::TileInbox>();
    const auto costs = std::make_shared<CostLog>();
    Session session(engine, opened(path), costs, inbox);
    const PlaneShape plane = session.info().plane;
    const int level = std::max(1, session.grid().levels() - 1 - levelsBelowTop);
    const auto wishes =
        session.wishesFor({{{0, 0, plane.rows, plane.columns}, level}, true, false});
    session.want(wishes);
    while (!inbox->waitFor(wishes.size()))
        fmt::print("still at it\n");
    bench::check(inbox->failures() == 0, "every tile is made");
    std::uint64_t bytes = 0;
    for (const TileBill& bill : costs->bills())
        bytes += bill.bytesRead.value;
    bench::check(bytes
            == static_cast<std::uint64_t>(plane.rows * plane.columns)
                * session.info().sampleBytes().value,
        "every sample is read once");
}

} // namespace

int main(int argumentCount, char** arguments)
{
    const bool hasFile = argumentCount > 1 && arguments[argumentCount - 1][0] == '/';
    bench::Options options = bench::optionsFrom(argumentCount - (hasFile ? 1 : 0), arguments);
    options.repeats = std::min(options.repeats, 3);
    const auto folder = TemporaryFolder::create();
    bench::check(folder.has_value(), "there is room for a file");
    std::filesystem::path path = hasFile ? arguments[argumentCount - 1] : "";
    if (!hasFile) {
        const std::uint64_t edge = options.isSmoke ? 520 : 4352;
        path = folder->path() / "levels.h5";
        test::writeHdf5Array(path,
            {.shape = {edge, edge, 4}, .chunk = {256, 256, 4}, .filters = {"shuffle", "deflate"}});
    }
    const auto info = opened(path).probabilities->info();
    const auto pixels = static_cast<double>(info.plane.rows * info.plane.columns) / 1e6;
    const auto timings = bench::measureInTurns(options,
        {[&] { decodeOnce(path); }, [&] { makeLevel(path, 3, usualCache); },
            [&] { makeLevel(path, 3, smallCache); }, [&] { makeLevel(path, 0, usualCache); },
            [&] { makeLevel(path, 0, smallCache); }});
    bench::print("decoding each chunk once", timings.at(0), pixels, "Mpx");
    bench::print("all tiles three levels below the top", timings.at(1), pixels, "Mpx");
    bench::print("… without finer ones on the way", timings.at(2), pixels, "Mpx");
    bench::print("the top tile", timings.at(3), pixels, "Mpx");
    bench::print("… without finer ones on the way", timings.at(4), pixels, "Mpx");
    return 0;
}
