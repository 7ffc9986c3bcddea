// SPDX-License-Identifier: MIT
// The middle XY, XZ and YZ plane of volumes in the orders that are met, contiguous and in chunks:
// all tiles of level 0 through the scheduler, from the page cache.
#include "core/base/temporary_folder.h"
#include "core/session/session.h"
#include "core/source/open_source.h"
#include "tests/benchmarks/bench.h"
#include "tests/support/tile_inbox.h"

#include <fmt/format.h>
#include <H5Cpp.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace tessera;

namespace {

constexpr std::uint64_t mostClasses = 4;
constexpr int threads = 2;

// A cube of pixels.
struct Cube {
    const char* name;
    const char* axes;
    std::uint64_t edge;
    std::uint64_t classes; // 1: no dimension for them
    bool isFloat; // else uint8
    std::uint64_t chunk; // edge of its chunks, which hold all classes; 0: contiguous, as NPY

    std::vector<std::uint64_t> shape() const
    {
        std::vector<std::uint64_t> extents(3, edge);
        if (classes > 1)
            extents.insert(axes[0] == 'c' ? extents.begin() : extents.end(), classes);
        return extents;
    }
};

using Histogram = std::array<std::uint64_t, mostClasses>;

std::uint64_t mixed(std::uint64_t number)
{
    number = (number + 1) * 0x9E3779B97F4A7C15ULL;
    return number ^ (number >> 29U);
}

std::uint64_t winner(const Cube& cube, std::uint64_t z, std::uint64_t y, std::uint64_t x)
{
    return mixed(((z / 5 * 1024 + y / 7) * 1024) + x / 3) % cube.classes;
}

// Codes of 255: noisy, so that they compress as probabilities do.
std::uint8_t code(const Cube& cube, std::uint64_t pixel, std::uint64_t won, std::uint64_t index)
{
    const std::uint64_t noise = mixed(pixel * cube.classes + index) >> 60U;
    return static_cast<std::uint8_t>(won == index ? 160 + noise : 1 + noise);
}

std::vector<std::byte> samplesOf(const Cube& cube)
{
    const std::uint64_t pixels = cube.edge * cube.edge * cube.edge;
    const std::uint64_t bytes = cube.isFloat ? sizeof(float) : 1;
    std::vector<std::byte> samples(pixels * cube.classes * bytes);
    const bool isPlanar = cube.axes[0] == 'c';
    for (std::uint64_t pixel = 0; pixel < pixels; ++pixel) {
        const std::uint64_t x = pixel % cube.edge;
        const std::uint64_t y = pixel / cube.edge % cube.edge;
        const auto won = winner(cube, pixel / cube.edge / cube.edge, y, x);
        for (std::uint64_t index = 0; index < cube.classes; ++index) {
            const auto at = isPlanar ? index * pixels + pixel : pixel * cube.classes + index;
            const auto stored = code(cube, pixel, won, index);
            if (cube.isFloat)
                reinterpret_cast<float*>(samples.data())[at] = static_cast<float>(stored) / 255;
            else
                samples[at] = std::byte{stored};
        }
    }
    return samples;
}

void writeNpy(const std::filesystem::path& path, const Cube& cube)
{
    constexpr std::size_t length = 128; // of magic, version, its own length and the header
    constexpr std::size_t before = 10;
    std::string shape;
    for (const std::uint64_t extent : cube.shape())
        shape += fmt::format("{}, ", extent);
    auto header = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}), }}",
        cube.isFloat ? "<f4" : "|u1", shape);
    header.resize(length - before - 1, ' ');
    std::ofstream file(path, std::ios::binary);
    file << "\x93NUMPY" << '\1' << '\0' << static_cast<char>(length - before) << '\0' << header
         << '\n';
    const auto samples = samplesOf(cube);
    file.write(reinterpret_cast<const char*>(samples.data()),
        static_cast<std::streamsize>(samples.size()));
    file.close();
    bench::check(file.good(), "the file is written");
}

void writeHdf5(const std::filesystem::path& path, const Cube& cube)
{
    const auto shape = cube.shape();
    const std::vector<hsize_t> extents(shape.begin(), shape.end());
    std::vector<hsize_t> chunk(extents.size(), cube.chunk);
    if (cube.classes > 1)
        chunk[cube.axes[0] == 'c' ? 0 : 3] = cube.classes;
    constexpr unsigned deflateLevel = 4;
    H5::DSetCreatPropList creation;
    creation.setChunk(static_cast<int>(chunk.size()), chunk.data());
    creation.setShuffle();
    creation.setDeflate(deflateLevel);
    const H5::H5File file(path.string(), H5F_ACC_TRUNC);
    const H5::PredType type =
        cube.isFloat ? H5::PredType::IEEE_F32LE : H5::PredType(H5::PredType::STD_U8LE);
    auto dataset = file.createDataSet("probabilities", type,
        H5::DataSpace(static_cast<int>(extents.size()), extents.data()), creation);
    dataset.write(samplesOf(cube).data(), type);
}

// Of the middle plane.
Histogram expectedOf(const Cube& cube, PlaneAxes plane)
{
    const std::uint64_t middle = cube.edge / 2;
    Histogram pixels{};
    for (std::uint64_t row = 0; row < cube.edge; ++row)
        for (std::uint64_t column = 0; column < cube.edge; ++column)
            ++pixels.at(plane == PlaneAxes::XY ? winner(cube, middle, row, column)
                    : plane == PlaneAxes::XZ   ? winner(cube, row, middle, column)
                                               : winner(cube, row, column, middle));
    return pixels;
}

Histogram shown(const OpenedVolume& volume, std::int64_t position)
{
    const PlaneShape plane = volume.probabilities->info().plane;
    const auto inbox = std::make_shared<test::TileInbox>();
    Engine engine({.threads = threads, .cacheBudget = megabytes(1000), .trace = nullptr});
    Session session(engine, volume, std::make_shared<CostLog>(), inbox);
    session.setPlane({.z = position, .t = 0});
    const auto wishes = session.wishesFor({{{0, 0, plane.rows, plane.columns}, 0}, true, false});
    session.want(wishes);
    bench::check(inbox->waitFor(wishes.size()), "all tiles come");
    Histogram pixels{};
    for (const TileOutcome& outcome : inbox->outcomes()) {
        bench::check(outcome.tile.has_value(), "every tile is read");
        const auto& counts = (*outcome.tile)->classPixels;
        for (std::size_t index = 0; index < counts.size(); ++index)
            pixels.at(index) += counts.at(index);
    }
    return pixels;
}

void measure(const Cube& cube, const bench::Options& options)
{
    const auto folder = TemporaryFolder::create();
    bench::check(folder.has_value(), "there is a folder");
    const auto path = folder->path() / (cube.chunk > 0 ? "cube.h5" : "cube.npy");
    cube.chunk > 0 ? writeHdf5(path, cube) : writeNpy(path, cube);

    constexpr std::array names{"XY", "XZ", "YZ"};
    constexpr std::array planes{PlaneAxes::XY, PlaneAxes::XZ, PlaneAxes::YZ};
    std::vector<std::function<void()>> ways;
    for (const PlaneAxes plane : planes) {
        OpenLimits limits(megabytes(1000));
        limits.reading.axes = parseAxes(cube.axes);
        limits.reading.scale = ValueScale{{0, cube.isFloat ? 1.0 : 255.0}};
        limits.reading.plane = plane;
        auto volume = openVolume({path, {}}, limits);
        bench::check(volume.has_value(), "the file opens");
        ways.emplace_back([&cube, opened = *std::move(volume), expected = expectedOf(cube, plane)] {
            bench::check(shown(opened, static_cast<std::int64_t>(cube.edge / 2)) == expected,
                "every pixel has the class that was written");
        });
    }
    const auto timings = bench::measureInTurns(options, ways);
    const auto edge = static_cast<double>(cube.edge);
    for (std::size_t way = 0; way < ways.size(); ++way)
        bench::print(
            fmt::format("{} {}", cube.name, names.at(way)), timings[way], edge * edge / 1e6, "Mpx");
}

} // namespace

int main(int argumentCount, char** arguments)
{
    const auto options = bench::optionsFrom(argumentCount, arguments);
    const std::uint64_t edge = options.isSmoke ? 24 : 512;
    const std::uint64_t chunk = options.isSmoke ? 8 : 64;
    for (const Cube& cube : {Cube{"float32 zyx", "zyx", edge, 1, true, 0},
             Cube{"uint8 zyxc, 4 classes", "zyxc", edge, 4, false, 0},
             Cube{"float32 czyx, 4 classes", "czyx", edge / 2, 4, true, 0},
             Cube{"float32 zyxc, 4 classes, chunks", "zyxc", edge / 2, 4, true, chunk}})
        measure(cube, options);
    return 0;
}
