// SPDX-License-Identifier: MIT
// Two archives on one folder, as of two programs, and several threads that save, load, count and
// clear; some leave torn files behind.
#include "core/base/temporary_folder.h"
#include "core/levels/archive_files.h"
#include "core/levels/level_archive.h"
#include "tests/stress/stress.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace tessera;
using stress::check;

namespace {

constexpr unsigned users = 4;
constexpr int planes = 3;
constexpr int cells = 40; // of a plane
constexpr PlaneShape shape{16, 24};
constexpr std::int64_t classes = 3;
constexpr ByteCount limit{80 * 8192}; // less than all cells take
// Each user may be writing one cell that nobody has counted.
constexpr ByteCount most{limit.value + limit.value / 8 + users * 8192};

struct Place {
    std::string plane;
    CellPosition position;
    float value = 0; // of all pixels
};

Place randomPlace(std::mt19937& random)
{
    const int plane = stress::below(random, planes);
    const int cell = stress::below(random, cells);
    return {"plane " + std::to_string(plane), {3 + cell % 3, cell, 0},
        static_cast<float>(plane * cells + cell)};
}

MeanCell cellOf(float value)
{
    MeanCell cell;
    cell.shape = shape;
    cell.classes = classes;
    cell.means = AlignedBuffer(
        static_cast<std::size_t>(shape.rows * shape.columns * classes) * sizeof(float));
    for (float& mean : cell.means.as<float>())
        mean = value;
    return cell;
}

void tear(const std::filesystem::path& folder, const Place& place, int bytes)
{
    std::error_code ignored; // it may have gone
    std::filesystem::resize_file(
        folder / planeFolderName(place.plane) / cellFileName(place.position),
        static_cast<std::uintmax_t>(bytes), ignored);
}

void user(unsigned number, LevelArchive& archive, stress::Run& run)
{
    constexpr int actions = 400;
    constexpr int longest = 5000; // a whole one has some 4700 bytes
    auto random = stress::randomOf(number);
    while (!run.isOver()) {
        const Place place = randomPlace(random);
        const int action = stress::below(random, actions);
        if (action == 0)
            archive.clear();
        else if (action == 1)
            check(archive.held() <= most, "no more is kept than the limit");
        else if (action < 8)
            tear(archive.folder(), place, stress::below(random, longest));
        else if (action % 2 == 0)
            archive.save(place.plane, place.position, cellOf(place.value));
        else if (const CellPtr cell = archive.load(place.plane, place.position, shape, classes))
            for (const float mean : cell->means.as<float>())
                check(mean == place.value, "a cell is whole and is the one that was asked for");
        check(archive.isWriting(), "nothing of this keeps it from writing");
        run.countTurn();
    }
}

} // namespace

int main(int argumentCount, char** arguments)
{
    stress::Run run(argumentCount, arguments);
    const auto folder = TemporaryFolder::create();
    check(folder.has_value(), "there is a place for temporary files");
    const std::array archives{LevelArchive::create({folder->path() / "levels", limit}),
        LevelArchive::create({folder->path() / "levels", limit})};
    {
        std::vector<std::jthread> threads;
        threads.reserve(users);
        for (unsigned number = 0; number < users; ++number)
            threads.emplace_back(
                [&, number] { user(number, *archives.at(number % archives.size()), run); });
    }
    archives.front()->clear();
    check(archives.back()->held() == ByteCount{}, "nothing is left when all is removed");
    return run.report("stress_level_archive");
}
