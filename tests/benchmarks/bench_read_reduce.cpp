// SPDX-License-Identifier: MIT
// A contiguous HDF5 file of float64 x 4 to tiles of level 0: through openVolume and the scheduler,
// against H5Dread of everything with the kernel behind it, and against reading the bytes alone.
#include "core/kernel/reduce.h"
#include "core/session/session.h"
#include "core/source/open_source.h"
#include "tests/benchmarks/bench.h"
#include "tests/support/hdf5_fixture.h"
#include "tests/support/tile_inbox.h"

#include <H5Cpp.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <random>
#include <span>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace tessera;

namespace {

constexpr std::int64_t classes = 4;
constexpr unsigned seed = 20260731;

// A folder of its own that goes with the program.
class TemporaryFolder {
public:
    TemporaryFolder()
        : m_path(
              std::filesystem::temp_directory_path() / fmt::format("tessera-bench-{}", ::getpid()))
    {
        std::filesystem::create_directories(m_path);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    std::filesystem::path file(const char* name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

void writeVolume(const std::filesystem::path& path, std::int64_t rows, std::int64_t columns)
{
    std::mt19937 random(seed);
    std::vector<double> samples(static_cast<std::size_t>(rows * columns * classes));
    for (double& sample : samples)
        sample = static_cast<double>(random() % 101) / 100;
    test::writeHdf5Dataset(path,
        {.shape = {static_cast<std::uint64_t>(rows), static_cast<std::uint64_t>(columns), classes}},
        std::span<const double>(samples));
}

// What one way made of the file: how many pixels each class won.
using Histogram = std::array<std::uint64_t, classes>;

Histogram throughTheScheduler(const std::filesystem::path& path, int threads)
{
    auto volume = openVolume({path, {}}, megabytes(1000));
    bench::check(volume.has_value(), "the file opens");
    const PlaneShape plane = volume->probabilities->info().plane;
    const auto inbox = std::make_shared<test::TileInbox>();
    Engine engine({.threads = threads, .cacheBudget = megabytes(1000), .trace = nullptr});
    Session session(engine, *std::move(volume), std::make_shared<CostLog>(), inbox);
    const auto wishes = session.wishesFor({{{0, 0, plane.rows, plane.columns}, 0}, true, false});
    session.want(wishes);
    bench::check(inbox->waitFor(wishes.size()), "all tiles come");
    Histogram pixels{};
    for (const TileOutcome& outcome : inbox->outcomes()) {
        bench::check(outcome.tile.has_value(), "every tile is read");
        for (std::size_t index = 0; index < classes; ++index)
            pixels.at(index) += (*outcome.tile)->classPixels.at(index);
    }
    return pixels;
}

Histogram wholeThenKernel(const std::filesystem::path& path, PlaneShape plane)
{
    const auto count = static_cast<std::size_t>(plane.rows * plane.columns);
    AlignedBuffer samples(count * classes * sizeof(double));
    H5::H5File(path.c_str(), H5F_ACC_RDONLY)
        .openDataSet("probabilities")
        .read(samples.data(), H5::PredType::NATIVE_DOUBLE);
    std::vector<std::uint8_t> codes(count);
    std::vector<double> numbers(count);
    ReduceCounts counts;
    reduceClasses({ElementType::Float64, samples.data(), plane.rows, plane.columns, classes,
                      plane.columns * classes, classes, 1},
        {reinterpret_cast<std::byte*>(codes.data()), reinterpret_cast<std::byte*>(numbers.data()),
            false, ElementType::Float64, plane.columns},
        counts);
    Histogram pixels{};
    for (const std::uint8_t code : codes)
        if (code < classes)
            ++pixels.at(code);
    return pixels;
}

// Into one small buffer, which stays in the processor's cache: what any way must do at least.
std::uint64_t bytesAlone(const std::filesystem::path& path)
{
    constexpr std::size_t atOnce = std::size_t{256} << 10;
    AlignedBuffer buffer(atOnce);
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    bench::check(file >= 0, "the file opens");
    std::uint64_t bytes = 0;
    for (;;) {
        const ssize_t got = ::pread(file, buffer.data(), atOnce, static_cast<off_t>(bytes));
        if (got <= 0)
            break;
        bytes += static_cast<std::uint64_t>(got);
    }
    ::close(file);
    return bytes;
}

} // namespace

int main(int argumentCount, char** arguments)
{
    const auto options = bench::optionsFrom(argumentCount, arguments);
    const PlaneShape plane =
        options.isSmoke ? PlaneShape{70, 300} : PlaneShape{1920, 2560}; // the talk's middle size
    const TemporaryFolder folder;
    const auto path = folder.file("volume.h5");
    writeVolume(path, plane.rows, plane.columns);
    const Histogram expected = wholeThenKernel(path, plane);
    const auto isRight = [&](const Histogram& pixels) {
        bench::check(pixels == expected, "all ways find the same classes");
    };
    const auto fileBytes = std::filesystem::file_size(path);
    const auto timings = bench::measureInTurns(options,
        {[&] { bench::check(bytesAlone(path) == fileBytes, "all bytes are read"); },
            [&] { isRight(wholeThenKernel(path, plane)); },
            [&] { isRight(throughTheScheduler(path, 1)); },
            [&] { isRight(throughTheScheduler(path, 2)); }});
    const double megapixels = static_cast<double>(plane.rows * plane.columns) / 1e6;
    bench::print("pread alone, 256 KB at a time", timings[0], megapixels, "Mpx");
    bench::print("H5Dread whole, then the kernel", timings[1], megapixels, "Mpx");
    bench::print("openVolume, all tiles, 1 thread", timings[2], megapixels, "Mpx");
    bench::print("openVolume, all tiles, 2 threads", timings[3], megapixels, "Mpx");
    return 0;
}
