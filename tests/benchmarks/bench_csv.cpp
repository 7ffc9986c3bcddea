// SPDX-License-Identifier: MIT
// A folder of text files as numpy.savetxt writes them, one a class: its numbers alone, its opening,
// the pass that finds its rows, and all tiles of level 0 through openVolume and the scheduler.
#include "core/base/temporary_folder.h"
#include "core/session/session.h"
#include "core/source/csv_number.h"
#include "core/source/csv_row_index.h"
#include "core/source/open_source.h"
#include "tests/benchmarks/bench.h"
#include "tests/support/tile_inbox.h"

#include <fast_float/fast_float.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

using namespace tessera;

namespace {

constexpr std::size_t classes = 4;
constexpr unsigned seed = 20260731;
constexpr int trees = 50; // of a random forest: probabilities are multiples of 1 / trees
constexpr std::size_t numberBytes = 25; // with what follows

// What one way made of the files: how many pixels each class won.
using Histogram = std::array<std::uint64_t, classes>;

// "%.18e" of votes / trees as float32, which is what scikit-learn gives.
std::vector<std::string> writtenVotes()
{
    std::vector<std::string> texts(trees + 1);
    for (int votes = 0; votes <= trees; ++votes) {
        const float share = static_cast<float>(votes) / trees;
        texts[static_cast<std::size_t>(votes)] = fmt::format("{:.18e}", share);
    }
    return texts;
}

// Votes of one pixel: most trees agree.
std::array<int, classes> votesOf(std::mt19937& random)
{
    std::array<int, classes> votes{};
    int left = trees;
    for (int& share : votes) {
        share = std::min(left, static_cast<int>(random() % (trees + trees / 2)));
        left -= share;
    }
    votes.back() += left;
    std::ranges::shuffle(votes, random);
    return votes;
}

Histogram writeFolder(const std::filesystem::path& folder, PlaneShape plane)
{
    std::mt19937 random(seed);
    const auto texts = writtenVotes();
    Histogram pixels{};
    std::array<std::ofstream, classes> files;
    for (std::size_t index = 0; index < classes; ++index)
        files.at(index).open(folder / fmt::format("{}.csv", index), std::ios::binary);
    for (std::int64_t row = 0; row < plane.rows; ++row) {
        std::array<std::string, classes> lines;
        for (std::int64_t column = 0; column < plane.columns; ++column) {
            const auto votes = votesOf(random);
            const auto best = std::ranges::max_element(votes); // the first of equals
            ++pixels.at(static_cast<std::size_t>(best - votes.begin()));
            for (std::size_t index = 0; index < classes; ++index)
                lines.at(index) += texts[static_cast<std::size_t>(votes.at(index))] + ' ';
        }
        for (std::size_t index = 0; index < classes; ++index) {
            lines.at(index).back() = '\n';
            files.at(index) << lines.at(index);
        }
    }
    return pixels;
}

Histogram throughTheScheduler(const std::filesystem::path& folder, int threads)
{
    auto volume = openVolume({folder, {}}, megabytes(1000));
    bench::check(volume.has_value(), "the folder opens");
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

std::string bytesOf(const std::filesystem::path& path)
{
    std::string bytes(std::filesystem::file_size(path), '\0');
    std::ifstream(path, std::ios::binary)
        .read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

// Doubles of which every digit counts.
std::string randomNumbers(std::size_t bytes)
{
    std::mt19937_64 random(seed);
    std::string text;
    text.reserve(bytes + numberBytes);
    while (text.size() < bytes)
        text += fmt::format("{:.18e} ", static_cast<double>(random() >> 11U) * 0x1p-53);
    return text;
}

double sumByFastFloat(const std::string& text)
{
    const char* here = text.data();
    const char* const end = here + text.size();
    double sum = 0;
    while (here != end) {
        double value = 0;
        here = fast_float::from_chars(here, end, value).ptr + 1;
        sum += value;
    }
    return sum;
}

double sumByOurs(const std::string& text)
{
    CsvNumberReader reader;
    std::array<double, 1024> values{};
    const char* here = text.data();
    const char* const end = here + text.size();
    double sum = 0;
    while (here != end) {
        const auto read = reader.read(here, end, ' ', values);
        for (std::size_t index = 0; index < read.count; ++index)
            sum += values.at(index);
        here = read.next + 1; // behind what separates it from the next
    }
    return sum;
}

void compareParsers(const bench::Options& options, std::string_view name, const std::string& text)
{
    const double expected = sumByFastFloat(text);
    const auto isRight = [&](double sum) { bench::check(sum == expected, "both sums are equal"); };
    const auto timings = bench::measureInTurns(
        options, {[&] { isRight(sumByFastFloat(text)); }, [&] { isRight(sumByOurs(text)); }});
    const double numbers = static_cast<double>(text.size() / numberBytes) / 1e6;
    bench::print(fmt::format("{}, fast_float alone", name), timings[0], numbers, "M numbers");
    bench::print(fmt::format("{}, ours", name), timings[1], numbers, "M numbers");
}

std::uint64_t indexedRows(const std::filesystem::path& path)
{
    constexpr std::size_t places = 65'536;
    const auto file = PositionedFile::open(path);
    bench::check(file.has_value(), "the file opens");
    const auto index = indexCsvRows(*file, places, [](ByteCount) -> Result<> { return {}; });
    bench::check(index.has_value(), "the rows are found");
    return index->rows();
}

// Into one small buffer, which stays in the processor's cache: what any way must do at least.
void readBytes(const std::filesystem::path& path)
{
    constexpr std::size_t atOnce = std::size_t{256} << 10U;
    std::vector<std::byte> buffer(atOnce);
    const auto file = PositionedFile::open(path);
    bench::check(file.has_value(), "the file opens");
    const std::uint64_t size = file->size().value;
    for (std::uint64_t next = 0; next < size; next += atOnce) {
        const auto count = std::min<std::uint64_t>(atOnce, size - next);
        const bool isRead = file->read(next, std::span(buffer).first(count)).has_value();
        bench::check(isRead, "all bytes are read");
    }
}

} // namespace

int main(int argumentCount, char** arguments)
{
    const auto options = bench::optionsFrom(argumentCount, arguments);
    const PlaneShape plane =
        options.isSmoke ? PlaneShape{300, 280} : PlaneShape{1920, 2560}; // the talk's middle size
    const auto folder = TemporaryFolder::create();
    bench::check(folder.has_value(), "there is a place for files");
    const Histogram expected = writeFolder(folder->path(), plane);
    const auto isRight = [&](const Histogram& pixels) {
        bench::check(pixels == expected, "the classes are those that were written");
    };
    const auto first = folder->path() / "0.csv";
    const auto text = bytesOf(first);
    compareParsers(options, "random forest", text);
    compareParsers(options, "random doubles", randomNumbers(text.size()));

    const auto rows = static_cast<std::uint64_t>(plane.rows);
    const auto timings = bench::measureInTurns(options,
        {[&] { readBytes(first); },
            [&] { bench::check(indexedRows(first) == rows, "all rows are found"); },
            [&] {
                bench::check(
                    openVolume({folder->path(), {}}, megabytes(1000)).has_value(), "it opens");
            },
            [&] { isRight(throughTheScheduler(folder->path(), 1)); },
            [&] { isRight(throughTheScheduler(folder->path(), 2)); }});
    const double fileGigabytes = static_cast<double>(text.size()) / 1e9;
    const double gigabytes = fileGigabytes * classes;
    bench::print("one file: pread alone, 256 KB at a time", timings[0], fileGigabytes * 1e3, "MB");
    bench::print("one file: the pass that finds the rows", timings[1], fileGigabytes * 1e3, "MB");
    bench::print("openVolume", timings[2], classes, "files");
    bench::print("openVolume, all tiles, 1 thread", timings[3], gigabytes * 1e3, "MB");
    bench::print("openVolume, all tiles, 2 threads", timings[4], gigabytes * 1e3, "MB");
    return 0;
}
