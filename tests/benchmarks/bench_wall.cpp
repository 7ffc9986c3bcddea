// SPDX-License-Identifier: MIT
// How far from the memory wall: read, reduce and paint a whole plane into memory, the output used
// again, beside the floor: the same bytes read the same way into one small buffer, and the output
// filled. Also the same view in other colours, and a view of every fourth row and column.
#include "core/session/row_render.h"
#include "core/session/session.h"
#include "core/source/positioned_file.h"
#include "core/tile/paint_stage.h"
#include "tests/benchmarks/bench.h"
#include "tests/support/hdf5_array.h"
#include "tests/support/tile_inbox.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <semaphore>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace tessera;

namespace {

constexpr std::size_t channels = 3;

// A file of its own that goes with the program.
class TemporaryFile {
public:
    TemporaryFile()
        : m_path(std::filesystem::temp_directory_path()
              / fmt::format("tessera-bench-{}.h5", ::getpid()))
    {
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile()
    {
        std::error_code ignored;
        std::filesystem::remove(m_path, ignored);
    }
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

// Takes the stripes of a picture into memory.
class MemoryWriter : public StripeWriter {
public:
    explicit MemoryWriter(std::vector<std::uint8_t>& picture)
        : m_picture(picture)
    {
    }
    Result<void> begin(PlaneShape shape) override
    {
        m_picture.resize(static_cast<std::size_t>(shape.rows * shape.columns) * channels);
        return {};
    }
    Result<void> encode(Stripe& stripe) override
    {
        std::memcpy(m_picture.data() + static_cast<std::size_t>(stripe.firstRow) * stripe.rowBytes,
            stripe.bytes.data(), static_cast<std::size_t>(stripe.rows) * stripe.rowBytes);
        return {};
    }
    Result<void> append(const Stripe& /*stripe*/) override { return {}; }
    Result<void> finish() override { return {}; }

private:
    std::vector<std::uint8_t>& m_picture;
};

ColourTable coloursOf(std::int64_t classes, std::uint8_t shift)
{
    ColourTable colours;
    for (std::int64_t index = 0; index < classes; ++index)
        colours.push_back({{static_cast<std::uint8_t>(index * 7 + shift),
            static_cast<std::uint8_t>(index * 31), static_cast<std::uint8_t>(255 - index)}});
    return colours;
}

void render(Engine& engine, const OpenedVolume& volume, std::vector<std::uint8_t>& picture)
{
    const auto cost = renderAndWait(engine, volume,
        {.colours = coloursOf(volume.probabilities->info().classes, 0)},
        std::make_unique<MemoryWriter>(picture));
    bench::check(cost.has_value(), "the plane is rendered");
}

// The least there is to do, by so many threads that take turns through the file.
void floorOf(const PositionedFile& file, std::vector<std::uint8_t>& output, unsigned threads)
{
    constexpr std::uint64_t atOnce = std::uint64_t{256} << 10U;
    const std::uint64_t size = file.size().value;
    const auto part = [&](unsigned number) {
        AlignedBuffer buffer(atOnce);
        for (std::uint64_t at = number * atOnce; at < size; at += threads * atOnce) {
            const auto bytes = static_cast<std::size_t>(std::min(atOnce, size - at));
            bench::check(file.read(at, {buffer.data(), bytes}).has_value(), "all bytes are read");
        }
        const std::size_t share = output.size() / threads;
        std::memset(output.data() + number * share, static_cast<int>(number) + 1, share);
    };
    std::vector<std::jthread> others;
    others.reserve(threads);
    for (unsigned number = 1; number < threads; ++number)
        others.emplace_back(part, number);
    part(0);
}

OpenedVolume opened(const std::filesystem::path& path)
{
    auto volume = openVolume({path, {}}, megabytes(100));
    bench::check(volume.has_value(), "the file opens");
    return *std::move(volume);
}

void benchPlane(const bench::Options& options, const char* name, const test::Hdf5ArraySpec& spec)
{
    const TemporaryFile made;
    test::writeHdf5Array(made.path(), spec);
    const OpenedVolume volume = opened(made.path());
    const auto file = PositionedFile::open(made.path());
    bench::check(file.has_value(), "the file opens again");
    Engine one({.threads = 1});
    Engine two({.threads = 2});
    std::vector<std::uint8_t> first;
    std::vector<std::uint8_t> second;
    render(one, volume, first);
    std::vector<std::uint8_t> filled(first.size());
    const auto timings = bench::measureInTurns(options,
        {[&] { floorOf(*file, filled, 1); }, [&] { floorOf(*file, filled, 2); },
            [&] { render(one, volume, first); }, [&] { render(two, volume, second); }});
    bench::check(first == second, "the number of threads does not matter");
    const PlaneShape plane = volume.probabilities->info().plane;
    const double megapixels = static_cast<double>(plane.rows * plane.columns) / 1e6;
    fmt::print("{}\n", name);
    bench::print("  floor, 1 thread", timings[0], megapixels, "Mpx");
    bench::print("  floor, 2 threads", timings[1], megapixels, "Mpx");
    bench::print("  rendered, 1 thread", timings[2], megapixels, "Mpx");
    bench::print("  rendered, 2 threads", timings[3], megapixels, "Mpx");
    fmt::print("  of the floor: {:.2f} with 1 thread, {:.2f} with 2\n",
        timings[2].medianMs / timings[0].medianMs, timings[3].medianMs / timings[1].medianMs);
}

std::vector<TilePtr> tilesOf(
    Engine& engine, const OpenedVolume& volume, int level, TileQuality quality)
{
    const auto inbox = std::make_shared<test::TileInbox>();
    Session session(engine, volume, std::make_shared<CostLog>(), inbox);
    const PlaneShape plane = session.grid().plane();
    auto wishes = session.wishesFor({{{0, 0, plane.rows, plane.columns}, level}, true, false});
    for (TileWish& wish : wishes)
        wish.quality = quality;
    session.want(wishes);
    bench::check(inbox->waitFor(wishes.size()), "all tiles come");
    std::vector<TilePtr> tiles;
    for (const TileOutcome& outcome : inbox->outcomes()) {
        bench::check(outcome.tile.has_value(), "every tile is read");
        tiles.push_back(*outcome.tile);
    }
    return tiles;
}

// Holds what was painted last, as a view does.
class ShownPictures : public PictureSink {
public:
    void picturesReady(PictureBatch batch) override
    {
        m_batch = std::move(batch);
        m_news.release();
    }
    void wait() { m_news.acquire(); }

private:
    PictureBatch m_batch;
    std::binary_semaphore m_news{0};
};

void benchViews(const bench::Options& options, const char* name, const test::Hdf5ArraySpec& spec)
{
    const TemporaryFile made;
    test::writeHdf5Array(made.path(), spec);
    const OpenedVolume volume = opened(made.path());
    Engine engine({.threads = 2, .cacheBudget = megabytes(2000)});
    const auto tiles = tilesOf(engine, volume, 0, TileQuality::Exact);
    const auto shown = std::make_shared<ShownPictures>();
    const auto stage = std::make_shared<PaintStage>(
        engine.painter(), std::make_shared<CostLog>(), shown, nullptr, engine.buffers());
    std::uint8_t shift = 0;
    const auto timings = bench::measureInTurns(options,
        {[&] {
             stage->setColours(coloursOf(4, ++shift));
             stage->repaint(tiles);
             shown->wait();
         },
            [&] { tilesOf(engine, volume, 2, TileQuality::Sampled); }});
    const PlaneShape plane = volume.probabilities->info().plane;
    const double megapixels = static_cast<double>(plane.rows * plane.columns) / 1e6;
    fmt::print("{}\n", name);
    bench::print("  other colours, numbers kept", timings[0], megapixels, "Mpx");
    bench::print("  every fourth row and column, 2 threads", timings[1], megapixels / 16, "Mpx");
}

} // namespace

int main(int argumentCount, char** arguments)
{
    const auto options = bench::optionsFrom(argumentCount, arguments);
    const std::uint64_t rows = options.isSmoke ? 70 : 1920; // the talk's middle size
    const std::uint64_t columns = options.isSmoke ? 300 : 2560;
    benchPlane(options, "float64 x 4", {.shape = {rows, columns, 4}, .type = "f8"});
    benchPlane(options, "float64 x 4, planes", {.shape = {4, rows, columns}, .type = "f8"});
    benchPlane(options, "float32 x 4", {.shape = {rows, columns, 4}});
    benchPlane(options, "float32 x 4, planes", {.shape = {4, rows, columns}});
    benchPlane(options, "float16 x 4", {.shape = {rows, columns, 4}, .type = "f2"});
    benchPlane(options, "uint8 x 4", {.shape = {rows, columns, 4}, .type = "u1"});
    benchPlane(options, "float32 x 16", {.shape = {rows, columns, 16}});
    benchPlane(options, "float32 x 32", {.shape = {rows, columns, 32}});
    benchViews(options, "float64 x 4, views", {.shape = {rows, columns, 4}, .type = "f8"});
    // The talk's largest size: three times as many rows and columns.
    const test::Hdf5ArraySpec large{.shape = {rows * 3, columns * 3, 4}, .type = "f8"};
    benchPlane(options, "float64 x 4, largest size", large);
    benchViews(options, "float64 x 4, largest size, views", large);
    return 0;
}
