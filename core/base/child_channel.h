// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/base/message_socket.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace tessera {

// How a child came to its end.
struct ChildEnd {
    bool wasKilled = false; // by us: it still ran
    int signal = 0; // of the system's numbers, that ended it; 0: none
    int exitCode = 0; // where no signal ended it
};

// A program that runs as our child, and a socket to it, which it has as its descriptor 3. It has no
// other file of ours (its standard streams are /dev/null; in a build with sanitizers it keeps
// standard error), few of our environment's variables, and a process group of its own, so that
// an interrupt from the terminal is for us alone.
// Nothing in the system ends it with us: that would be bound to the thread that started it. It is
// to end itself when the socket closes, and by a limit of CPU time while it does not look.
// Threads: one at a time.
class ChildChannel {
public:
    // The socket's end that the program finds.
    static constexpr int childDescriptor = 3;

    // Does not wait until it runs. Errors: NotFound, Unreadable, Unsupported (not on this system).
    static Result<ChildChannel> start(
        const std::filesystem::path& program, std::span<const std::string> arguments);

    ChildChannel(ChildChannel&& other) noexcept;
    ChildChannel& operator=(ChildChannel&& other) noexcept;
    ChildChannel(const ChildChannel&) = delete;
    ChildChannel& operator=(const ChildChannel&) = delete;
    ~ChildChannel() { end(); }

    MessageSocket& socket() { return m_socket; }

    std::chrono::nanoseconds cpuTime() const; // that it has used; 0 where that cannot be told

    // Closes the socket, kills the child where it still runs, and waits until it is gone, but for
    // two seconds at most: the system cannot end what waits for a dead disk.
    ChildEnd end();

private:
    ChildChannel(int process, OwnedDescriptor socket);

    int m_process = -1; // -1: gone
    MessageSocket m_socket;
};

// Where the program lies that runs this; empty where the system does not tell.
std::filesystem::path ownProgram();

} // namespace tessera
