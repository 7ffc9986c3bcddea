// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/child_channel.h"
#include "core/base/error.h"
#include "core/source/other_files.h"
#include "core/source/reader_messages.h"
#include "core/source/reader_settings.h"

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>

namespace tessera {

// How a reader process failed a request. It is gone after each of them.
enum class ReaderFault : std::uint8_t { Crashed, TookTooLong, SpokeNonsense, Stopped };

struct ReaderBudget {
    std::chrono::microseconds cpu{};
    std::chrono::microseconds wall{};
    std::chrono::microseconds afterStop{};
};

// One reader process and what is said to it.
// Threads: one at a time.
class ReaderProcess {
public:
    template <class T> using Answer = std::expected<T, ReaderFault>;
    using IsUnwanted = std::function<bool()>; // whether anybody still waits for the answer

    // Does not wait until it runs. Errors: NotFound, Unreadable, Unsupported.
    static Result<ReaderProcess> start(const ReaderSettings& settings, bool hasPlugins = false);

    // What it said first; waits for it. Ends it where it is of another version.
    Answer<ReaderHello> hello(const ReaderBudget& budget, const IsUnwanted& isUnwanted = {});

    // `descriptor` goes with the request; -1: none. `others` opens what the reader asks for
    // meanwhile; null: nothing is opened. The reply may be an error in the file.
    Answer<ReaderReply> ask(const ReaderRequest& request, int descriptor,
        const ReaderBudget& budget, const IsUnwanted& isUnwanted, OtherFiles* others);

private:
    class Watch;

    explicit ReaderProcess(ChildChannel channel)
        : m_channel(std::move(channel))
    {
    }
    Answer<ReaderReply> receive(Watch& watch);
    Answer<void> send(const ReaderRequest& request, int descriptor, Watch& watch);
    Answer<void> serve(const FileWish& wish, OtherFiles* others, Watch& watch);
    std::unexpected<ReaderFault> fault(const Error& error, const Watch& watch);

    ChildChannel m_channel;
    std::optional<ReaderHello> m_hello;
};

} // namespace tessera
