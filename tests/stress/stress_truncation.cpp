// SPDX-License-Identifier: MIT
// Another program cuts, lengthens, overwrites, replaces and deletes the files of an open volume at
// random moments while a session moves over it: the session survives, and says politely what it
// could not read.
#include "core/base/temporary_folder.h"
#include "core/session/file_watch.h"
#include "core/session/session.h"

#include "tests/stress/stress.h"
#include "tests/support/hdf5_array.h"
#include "tests/support/tile_inbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace tessera;
using stress::check;

namespace {

constexpr int rows = 300;
constexpr int columns = 400;
constexpr int deedsPerTurn = 12;
constexpr int movesPerTurn = 20;

// A file as it should be, to begin each turn with.
struct Kept {
    std::filesystem::path path;
    std::string bytes;
};

struct Volume {
    std::filesystem::path path;
    std::vector<Kept> files;
};

std::string bytesOf(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void writeBytes(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

Volume arrayVolume(const std::filesystem::path& path, const test::Hdf5ArraySpec& spec)
{
    test::writeHdf5Array(path, spec);
    return {path, {{path, bytesOf(path)}}};
}

Volume textVolume(const std::filesystem::path& folder)
{
    std::filesystem::create_directory(folder);
    Volume volume{folder, {}};
    for (int index = 0; index < 2; ++index) {
        std::string text;
        for (int sample = 0; sample < rows * columns; ++sample)
            text += fmt::format("0.{:03}{}", (sample * (index + 3)) % 1000,
                (sample + 1) % columns == 0 ? '\n' : ' ');
        volume.files.push_back({folder / fmt::format("{}.csv", index), std::move(text)});
    }
    return volume;
}

// One of the things that happen to files that people look at while programs write them.
void doHarm(std::mt19937& random, const Kept& kept)
{
    const int size = static_cast<int>(kept.bytes.size());
    const int place = stress::below(random, size);
    std::error_code ignored; // it may be deleted
    switch (stress::below(random, 6)) {
    case 0:
        std::filesystem::resize_file(kept.path, static_cast<std::uintmax_t>(place), ignored);
        return;
    case 1:
        std::filesystem::resize_file(kept.path, static_cast<std::uintmax_t>(size) * 2, ignored);
        return;
    case 2: {
        std::fstream file(kept.path, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(place);
        for (int byte = 0; byte < 1000; ++byte)
            file.put(static_cast<char>(stress::below(random, 256)));
        return;
    }
    case 3:
        std::filesystem::remove(kept.path, ignored);
        return;
    case 4: {
        const auto other = kept.path.string() + ".new";
        writeBytes(other, kept.bytes.substr(0, static_cast<std::size_t>(place)));
        std::filesystem::rename(other, kept.path, ignored);
        return;
    }
    default:
        writeBytes(kept.path, kept.bytes);
    }
}

// What is said must be a sentence about what was opened.
void checkPolite(const Error& error, const Volume& volume)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    const bool isNamed = std::ranges::any_of(volume.files, [&](const Kept& kept) {
        return error.message.find(kept.path.filename().string()) != std::string::npos;
    });
    const bool isSentence = error.message.ends_with('.') || error.message.ends_with(").");
    if (!isNamed || !isSentence)
        fmt::print(stderr, "said: {}\n", error.message);
    check(isNamed || error.message.find(volume.path.filename().string()) != std::string::npos,
        "an error names the file");
    check(isSentence, "an error is a sentence");
}

void move(std::mt19937& random, Session& session, const Volume& volume)
{
    const int row = stress::below(random, rows);
    const int column = stress::below(random, columns);
    switch (stress::below(random, 5)) {
    case 0:
        session.retryFailed();
        return;
    case 1:
        session.probe(row, column, [volume](const Result<ProbeResult>& result) {
            if (!result)
                checkPolite(result.error(), volume);
        });
        return;
    default:
        session.want(session.wishesFor({{{row, column, 200, 200}, stress::below(random, 2)}}));
    }
}

void oneTurn(std::mt19937& random, Engine& engine, const Volume& volume)
{
    for (const Kept& kept : volume.files)
        writeBytes(kept.path, kept.bytes);
    auto opened = openVolume({volume.path, {}}, megabytes(50));
    check(opened.has_value(), "what is whole opens");
    FileWatch watch(opened->probabilities->info());
    const auto inbox = std::make_shared<test::TileInbox>();
    {
        Session session(engine, *std::move(opened), std::make_shared<CostLog>(), inbox);
        session.want(session.wishesFor({{{0, 0, 100, 100}, 0}}));
        check(inbox->waitFor(1), "a whole file shows something");
        std::jthread vandal([&volume, own = stress::randomOf(static_cast<unsigned>(random()))] //
            () mutable {
                for (int deed = 0; deed < deedsPerTurn; ++deed)
                    doHarm(own,
                        volume.files[static_cast<std::size_t>(
                            stress::below(own, static_cast<int>(volume.files.size())))]);
            });
        for (int turn = 0; turn < movesPerTurn; ++turn) {
            move(random, session, volume);
            if (const auto news = watch.look(); news && !news->error.message.empty())
                checkPolite(news->error, volume);
        }
        session.retryFailed();
        const auto last = session.wishesFor({{{0, 0, rows, columns}, 0}});
        const std::size_t before = inbox->count();
        session.want(last);
        check(inbox->waitFor(before + 1), "an answer comes, whatever the file is like");
    }
    for (const TileOutcome& outcome : inbox->outcomes())
        if (!outcome.tile)
            checkPolite(outcome.tile.error(), volume);
        else if (const TileDamage& damage = (*outcome.tile)->damage; damage.parts > 0)
            checkPolite({ErrorCode::Unreadable, damage.reason, {}}, volume);
}

} // namespace

int main(int argumentCount, char** arguments)
{
    stress::Run run(argumentCount, arguments);
    const auto folder = TemporaryFolder::create();
    check(folder.has_value(), "there is a place for files");
    const std::array volumes{
        arrayVolume(folder->path() / "whole.h5", {.shape = {rows, columns, 3}}),
        arrayVolume(folder->path() / "packed.h5",
            {.shape = {rows, columns, 3}, .chunk = {64, 64, 3}, .filters = {"shuffle", "deflate"}}),
        textVolume(folder->path() / "text")};
    Engine engine({.threads = 3, .cacheBudget = {2'000'000}, .trace = nullptr});
    auto random = stress::randomOf(0);
    while (!run.isOver())
        for (const Volume& volume : volumes) {
            oneTurn(random, engine, volume);
            run.countTurn();
        }
    return run.report("stress_truncation");
}
