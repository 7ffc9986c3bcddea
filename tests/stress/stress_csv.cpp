// SPDX-License-Identifier: MIT
// Several threads read rows of one text file of which its first line says what does not hold: all
// wait for the one that goes over the file, some are stopped meanwhile.
#include "core/base/temporary_folder.h"
#include "core/source/csv_file.h"

#include "tests/stress/stress.h"

#include <array>
#include <cstdint>
#include <fstream>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

using namespace tessera;
using stress::check;

namespace {

constexpr int rows = 20'000;
constexpr int movedRow = 7'777; // whose line end comes sooner; an empty line makes up for it
constexpr std::size_t places = 64;
constexpr std::size_t textBytes = 8192;
constexpr int threads = 4;

void writeRows(const std::filesystem::path& path)
{
    std::ofstream file(path, std::ios::binary);
    for (int row = 0; row < rows; ++row) {
        const std::string number = std::to_string(100'000 + row);
        file << number << (row == movedRow ? ".\n\n" : ".0\n");
    }
}

void reader(unsigned number, const CsvFile& file)
{
    auto random = stress::randomOf(number);
    std::vector<char> text(textBytes);
    std::array<double, 3> values{};
    for (int turn = 0; turn < 40; ++turn) {
        std::stop_source stop;
        const bool isStopped = stress::below(random, 4) == 0;
        if (isStopped)
            stop.request_stop();
        const int row = stress::below(random, 3) == 0 ? movedRow : stress::below(random, rows - 2);
        const auto done = file.read({static_cast<std::uint64_t>(row), values.size(), 1, {0, 1}},
            values, text, stop.get_token());
        check(done.has_value() != isStopped, "what is not stopped is read");
        for (std::size_t index = 0; done && index < values.size(); ++index)
            check(values.at(index) == 100'000 + row + static_cast<double>(index),
                "each row is the one that was asked for");
    }
}

} // namespace

int main(int argumentCount, char** arguments)
{
    stress::Run run(argumentCount, arguments);
    const auto folder = TemporaryFolder::create();
    check(folder.has_value(), "there is a place for a file");
    const auto path = folder->path() / "0.csv";
    writeRows(path);
    while (!run.isOver()) {
        const auto file = CsvFile::open(path, true, places);
        check(file.has_value() && (*file)->rows() == rows, "the file opens with a claim");
        std::vector<std::jthread> readers;
        readers.reserve(threads);
        for (unsigned number = 0; number < threads; ++number)
            readers.emplace_back([number, &file] { reader(number, **file); });
        readers.clear();
        run.countTurn();
    }
    return run.report("csv");
}
