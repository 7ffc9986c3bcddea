// SPDX-License-Identifier: MIT
#include "app/cli/bench_command.h"

#include "app/cli/bench_table.h"
#include "app/cli/exit_code.h"
#include "core/base/stop_signals.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace tessera {

namespace {

// One line on standard error that is written over again; nothing where that is not a terminal.
class ProgressText {
public:
    ~ProgressText() { show({}); }
    ProgressText() = default;
    ProgressText(const ProgressText&) = delete;
    ProgressText& operator=(const ProgressText&) = delete;

    void show(const std::string& text)
    {
        if (!m_isTerminal)
            return;
        fmt::print(stderr, "\r{:<{}}\r{}", "", m_width, text);
        std::fflush(stderr);
        m_width = text.size();
    }

private:
    bool m_isTerminal = ::isatty(STDERR_FILENO) != 0;
    std::size_t m_width = 0;
};

LadderListener listenerFor(ProgressText& progress)
{
    constexpr double percent = 100;
    LadderListener listener;
    listener.preparing = [&progress](double fraction) {
        progress.show(
            fmt::format("writing the crop as text and binary ... {:.0f} %", fraction * percent));
    };
    listener.climbing = [&progress](const LadderRung& rung, int repeat) {
        progress.show(fmt::format("{} ... run {}", rungName(rung), repeat + 1));
    };
    return listener;
}

int report(const Error& error)
{
    fmt::print(stderr, "tessera-cli: {}\n", error.message);
    return error.code == ErrorCode::BadArgument ? exitUsage : exitFailed;
}

Result<LadderTable> climbShown(const LadderOptions& options, const std::stop_token& stop)
{
    ProgressText progress;
    return runLadder(options, listenerFor(progress), stop);
}

} // namespace

int runBench(const BenchOptions& options)
{
    StopSignals signals; // before anything starts a thread
    LadderOptions ladder;
    ladder.location = parseLocation(options.location);
    ladder.reading = options.reading;
    ladder.plane = {options.slice, options.time};
    ladder.pixelLimit = options.isFull ? 0 : options.pixelLimit;
    ladder.repeats = options.repeats;
    ladder.threads = options.threads;
    if (!options.dataset.empty())
        ladder.location.dataset = options.dataset;
    const auto table = climbShown(ladder, signals.token());
    if (!table) {
        const int code = report(table.error());
        signals.passOn();
        return code;
    }
    fmt::print("{}", options.asJson ? ladderJson(*table) : ladderText(*table));
    const bool isSame = std::ranges::all_of(
        table->rows, [](const LadderRow& row) { return !row.report || row.isSamePicture; });
    return isSame ? exitOk : exitFailed;
}

} // namespace tessera
