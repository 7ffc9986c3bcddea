// SPDX-License-Identifier: MIT
#include "app/cli/pyramid_command.h"

#include "app/cli/damage_list.h"
#include "app/cli/exit_code.h"
#include "app/cli/progress_line.h"
#include "app/options/byte_option.h"
#include "core/base/path_text.h"
#include "core/base/stop_signals.h"
#include "core/levels/cache_folder.h"
#include "core/levels/fresh_archive.h"
#include "core/levels/level_archive.h"
#include "core/session/open_memory.h"
#include "core/session/pyramid_build.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <mutex>
#include <stop_token>
#include <system_error>
#include <utility>
#include <vector>

namespace tessera {

namespace {

// The disk cache of one run, which ends the work when nothing more can be kept.
class Keeper {
public:
    static Result<std::unique_ptr<Keeper>> create(const PyramidOptions& options)
    {
        const auto limit = options.limit.empty() ? usualLevelLimit : parseByteCount(options.limit);
        if (!limit)
            return fail(ErrorCode::BadArgument,
                fmt::format("--cache-limit {} is not a number of bytes; write it as 500M or 10G.",
                    options.limit));
        const auto folder = options.folder.empty() ? levelCacheFolder() : fromUtf8(options.folder);
        if (folder.empty())
            return fail(ErrorCode::NotFound,
                "XDG_CACHE_HOME and HOME name no folder; name one with --cache-dir.");
        if (const std::error_code cause = makePrivateFolder(folder))
            return fail(ErrorCode::WriteFailed,
                fmt::format("The folder \"{}\" cannot be made ({}); choose another with "
                            "--cache-dir.",
                    shownText(toUtf8(folder)), cause.message()));
        return std::unique_ptr<Keeper>(new Keeper(folder, *limit));
    }

    const LevelArchive& archive() const { return *m_archive; }
    std::shared_ptr<CellArchive> forEngine(bool isForced) const
    {
        if (isForced)
            return std::make_shared<FreshArchive>(m_archive);
        return m_archive;
    }
    std::stop_source& stop() { return m_stop; }
    Error reasonFor(const Error& error)
    {
        const std::lock_guard lock(m_mutex);
        return m_failure.empty() ? error : Error{ErrorCode::WriteFailed, m_failure, {}};
    }

private:
    Keeper(std::filesystem::path folder, ByteCount limit)
        : m_archive(LevelArchive::create(
              {std::move(folder), limit, [this](const std::string& line) { giveUp(line); }}))
    {
    }
    void giveUp(const std::string& line)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_failure = line;
        }
        m_stop.request_stop();
    }

    std::stop_source m_stop;
    std::mutex m_mutex;
    std::string m_failure; // guarded by m_mutex
    std::shared_ptr<LevelArchive> m_archive;
};

// Of all planes that were made.
struct Built {
    bool isAnyLarge = false;
    std::int64_t cells = 0;
    std::int64_t found = 0;
    std::int64_t archived = 0;
    std::int64_t planes = 0;
    std::vector<std::shared_ptr<PlaneDamage>> damage;

    void add(const PyramidResult& one)
    {
        isAnyLarge = isAnyLarge || one.isLarge;
        cells += one.cells;
        found += one.found;
        archived += one.archived;
        ++planes;
        if (!one.damage->isEmpty())
            damage.push_back(one.damage);
    }
};

Result<Built> build(const PyramidOptions& options, Keeper& keeper)
{
    const std::stop_token stop = keeper.stop().get_token();
    const auto volume = openPlane(options, usualOpenMemory(), stop);
    if (!volume)
        return std::unexpected(volume.error());
    EngineOptions shared{options.threads, ByteCount{}, nullptr};
    shared.archive = keeper.forEngine(options.isForced);
    Engine engine(shared);
    ProgressLine line;
    Built built;
    const std::int64_t count = options.isOfAllSlices ? volume->probabilities->info().zCount : 1;
    for (std::int64_t slice = 0; slice < count; ++slice) {
        const auto show = [&](double fraction) {
            line.show((static_cast<double>(slice) + fraction) / static_cast<double>(count));
        };
        const auto one = buildPyramid(engine, *volume,
            {options.isOfAllSlices ? slice : options.slice, options.time}, show, stop);
        if (!one)
            return std::unexpected(one.error());
        built.add(*one);
    }
    return built;
}

std::string sentence(const PyramidOptions& options, const Built& built, const Keeper& keeper)
{
    const std::string name = shownName(parseLocation(options.location).path);
    if (!built.isAnyLarge)
        return fmt::format("\"{}\" needs no overview: its planes are small enough to be read at "
                           "once.",
            name);
    const LevelArchive& archive = keeper.archive();
    return fmt::format("{} of \"{}\" complete: {} parts, of which {} were there already; \"{}\" "
                       "now holds {} of at most {}.",
        built.planes == 1 ? "Overview" : fmt::format("Overviews of {} slices", built.planes), name,
        built.cells, built.found, shownText(toUtf8(archive.folder())), toText(archive.held()),
        toText(archive.limit()));
}

// What is damaged is not kept either, and told elsewhere.
bool isTooLarge(const Built& built)
{
    return built.damage.empty() && built.archived < built.cells;
}

std::string tooLarge(const Built& built, const Keeper& keeper)
{
    return fmt::format("tessera-cli: {} of the {} parts were removed again, because no more than "
                       "{} may be kept; give more with --cache-limit, and in the viewer's "
                       "settings.\n",
        built.cells - built.archived, built.cells, toText(keeper.archive().limit()));
}

int failed(const Error& error)
{
    fmt::print(stderr, "tessera-cli: {}\n", error.message);
    if (error.code == ErrorCode::Cancelled)
        fmt::print(stderr, "What is done is kept; the same command goes on from there.\n");
    return error.code == ErrorCode::BadArgument ? exitUsage : exitFailed;
}

} // namespace

int runPyramid(const PyramidOptions& options)
{
    StopSignals signals; // before anything starts a thread
    const auto keeper = Keeper::create(options);
    if (!keeper)
        return failed(keeper.error());
    const std::stop_callback onSignal(signals.token(), [&] { (*keeper)->stop().request_stop(); });
    const auto built = build(options, **keeper);
    if (!built) {
        const int code = failed((*keeper)->reasonFor(built.error()));
        signals.passOn();
        return code;
    }
    fmt::print("{}\n", sentence(options, *built, **keeper));
    if (isTooLarge(*built))
        fmt::print(stderr, "{}", tooLarge(*built, **keeper));
    for (const auto& damage : built->damage)
        fmt::print(stderr, "{}", damageText(*damage));
    return built->damage.empty() ? exitOk : exitDamaged;
}

} // namespace tessera
