// SPDX-License-Identifier: MIT
// HDF5 files as they are stored in practice, to tiles of level 0: through openVolume and the
// scheduler, beside the floor (reading the same bytes into one small buffer and filling the output)
// and beside H5Dread band by band with the same kernel behind it.
#include "core/kernel/reduce.h"
#include "core/session/session.h"
#include "core/source/open_source.h"
#include "core/source/positioned_file.h"
#include "tests/benchmarks/bench.h"
#include "tests/support/hdf5_array.h"
#include "tests/support/tile_inbox.h"

#include <H5Cpp.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace tessera;

namespace {

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

struct Layout {
    const char* name;
    test::Hdf5ArraySpec spec;
    std::uint64_t bandRows; // of one H5Dread: a row of chunks, or 256 KB
};

std::vector<Layout> layouts(PlaneShape plane)
{
    const auto rows = static_cast<std::uint64_t>(plane.rows);
    const auto columns = static_cast<std::uint64_t>(plane.columns);
    const std::vector<std::uint64_t> pixels{rows, columns, 4};
    const std::vector<std::uint64_t> planes{4, rows, columns};
    const std::uint64_t edge = std::min<std::uint64_t>(256, std::min(rows, columns));
    const std::vector<std::string> packed{"shuffle", "deflate"};
    return {{"float64", {.shape = pixels, .type = "f8"}, 4},
        {"float64, big-endian", {.shape = pixels, .type = "f8", .bigEndian = true}, 4},
        {"float32", {.shape = pixels}, 8}, {"uint8", {.shape = pixels, .type = "u1"}, 32},
        {"float32, planar", {.shape = planes}, 8},
        {"float32, chunks 256x256x4, shuffle, deflate",
            {.shape = pixels, .chunk = {edge, edge, 4}, .filters = packed}, edge},
        {"float64, chunks 256x256x4, shuffle, deflate",
            {.shape = pixels, .type = "f8", .chunk = {edge, edge, 4}, .filters = packed}, edge},
        {"float32, chunks 256x256x1, deflate",
            {.shape = pixels, .chunk = {edge, edge, 1}, .filters = {"deflate"}}, edge},
        {"float32, chunks 64x64x1, deflate",
            {.shape = pixels, .chunk = {edge / 4, edge / 4, 1}, .filters = {"deflate"}}, edge}};
}

// What one way made of the file: how many pixels each class won.
using Histogram = std::array<std::uint64_t, 4>;

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
        for (std::size_t index = 0; index < pixels.size(); ++index)
            pixels.at(index) += (*outcome.tile)->classPixels.at(index);
    }
    return pixels;
}

// The samples of some rows, as the library delivers them.
class LibraryReader {
public:
    explicit LibraryReader(const std::filesystem::path& path)
        : m_file(path.string(), H5F_ACC_RDONLY)
        , m_dataset(m_file.openDataSet("probabilities"))
        , m_shape(3)
    {
        m_dataset.getSpace().getSimpleExtentDims(m_shape.data());
        m_isPlanar = m_shape[0] == 4;
        const auto size = m_dataset.getDataType().getSize();
        m_type = size == 1 ? ElementType::UInt8
            : size == 4    ? ElementType::Float32
                           : ElementType::Float64;
    }

    SampleView read(hsize_t row, hsize_t rows)
    {
        const std::vector<hsize_t> start =
            m_isPlanar ? std::vector<hsize_t>{0, row, 0} : std::vector<hsize_t>{row, 0, 0};
        std::vector<hsize_t> count = m_shape;
        count[m_isPlanar ? 1 : 0] = rows;
        auto stored = m_dataset.getSpace();
        stored.selectHyperslab(H5S_SELECT_SET, count.data(), start.data());
        const auto columns = static_cast<std::int64_t>(m_isPlanar ? m_shape[2] : m_shape[1]);
        auto* const target =
            m_samples.reserve(rows * static_cast<std::size_t>(columns) * 4 * elementSize(m_type));
        m_dataset.read(target, memoryType(), H5::DataSpace(3, count.data()), stored);
        const auto high = static_cast<std::int64_t>(rows);
        if (m_isPlanar)
            return {m_type, target, high, columns, 4, columns, 1, high * columns};
        return {m_type, target, high, columns, 4, columns * 4, 4, 1};
    }

private:
    const H5::PredType& memoryType() const
    {
        if (m_type == ElementType::UInt8)
            return H5::PredType::NATIVE_UINT8;
        return m_type == ElementType::Float32 ? H5::PredType::NATIVE_FLOAT
                                              : H5::PredType::NATIVE_DOUBLE;
    }

    H5::H5File m_file;
    H5::DataSet m_dataset;
    std::vector<hsize_t> m_shape;
    bool m_isPlanar = false;
    ElementType m_type = ElementType::Float32;
    AlignedBuffer m_samples;
};

Histogram throughTheLibrary(
    const std::filesystem::path& path, PlaneShape plane, std::uint64_t bandRows)
{
    const auto count = static_cast<std::size_t>(plane.rows * plane.columns);
    std::vector<std::uint8_t> codes(count);
    std::vector<double> numbers(count);
    LibraryReader reader(path);
    const auto allRows = static_cast<std::uint64_t>(plane.rows);
    for (std::uint64_t row = 0; row < allRows; row += bandRows) {
        const auto samples = reader.read(row, std::min(bandRows, allRows - row));
        const auto at = static_cast<std::size_t>(row) * static_cast<std::size_t>(plane.columns);
        ReduceCounts counts;
        reduceClasses(samples,
            {reinterpret_cast<std::byte*>(codes.data() + at),
                reinterpret_cast<std::byte*>(numbers.data()) + at * elementSize(samples.type),
                false, samples.type, plane.columns},
            counts);
    }
    Histogram pixels{};
    for (const std::uint8_t code : codes)
        if (code < pixels.size())
            ++pixels.at(code);
    return pixels;
}

// Reads the file's bytes in pieces, each thread into one small buffer that stays in the processor's
// cache, and writes as many bytes as class and number of each pixel take.
void floorOf(const std::filesystem::path& path, std::size_t outputBytes, unsigned threads)
{
    constexpr std::uint64_t atOnce = std::uint64_t{256} << 10U;
    const auto file = PositionedFile::open(path);
    bench::check(file.has_value(), "the file opens");
    const std::uint64_t size = file->size().value;
    AlignedBuffer output(outputBytes);
    const auto part = [&](unsigned number) {
        AlignedBuffer buffer(atOnce);
        for (std::uint64_t at = number * atOnce; at < size; at += threads * atOnce) {
            const auto bytes = static_cast<std::size_t>(std::min(atOnce, size - at));
            bench::check(file->read(at, {buffer.data(), bytes}).has_value(), "all bytes are read");
        }
        const std::size_t share = outputBytes / threads;
        std::memset(output.data() + number * share, static_cast<int>(number) + 1, share);
    };
    std::vector<std::jthread> others;
    others.reserve(threads);
    for (unsigned number = 1; number < threads; ++number)
        others.emplace_back(part, number);
    part(0);
}

void measure(const Layout& layout, PlaneShape plane, const bench::Options& options)
{
    const TemporaryFolder folder;
    const auto path = folder.file("volume.h5");
    test::writeHdf5Array(path, layout.spec);
    const Histogram expected = throughTheLibrary(path, plane, layout.bandRows);
    const auto isRight = [&](const Histogram& pixels) {
        bench::check(pixels == expected, "all ways find the same classes");
    };
    const auto size = static_cast<std::size_t>(std::stoi(layout.spec.type.substr(1)));
    const auto output = static_cast<std::size_t>(plane.rows * plane.columns) * (1 + size);
    const auto timings = bench::measureInTurns(options,
        {[&] { floorOf(path, output, 1); }, [&] { floorOf(path, output, 2); },
            [&] { isRight(throughTheLibrary(path, plane, layout.bandRows)); },
            [&] { isRight(throughTheScheduler(path, 1)); },
            [&] { isRight(throughTheScheduler(path, 2)); }});
    const double megapixels = static_cast<double>(plane.rows * plane.columns) / 1e6;
    fmt::print("{}: {:.1f} MB\n", layout.name,
        static_cast<double>(std::filesystem::file_size(path)) / 1e6);
    bench::print("  floor, 1 thread", timings[0], megapixels, "Mpx");
    bench::print("  floor, 2 threads", timings[1], megapixels, "Mpx");
    bench::print("  H5Dread, then the kernel", timings[2], megapixels, "Mpx");
    bench::print("  openVolume, all tiles, 1 thread", timings[3], megapixels, "Mpx");
    bench::print("  openVolume, all tiles, 2 threads", timings[4], megapixels, "Mpx");
}

} // namespace

int main(int argumentCount, char** arguments)
{
    const auto options = bench::optionsFrom(argumentCount, arguments);
    const PlaneShape plane =
        options.isSmoke ? PlaneShape{70, 300} : PlaneShape{1920, 2560}; // the talk's middle size
    for (const Layout& layout : layouts(plane))
        measure(layout, plane, options);
    return 0;
}
