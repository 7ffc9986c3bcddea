// SPDX-License-Identifier: MIT
#include "core/base/child_process.h"

#include "core/base/owned_descriptor.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace tessera {

namespace {

constexpr const char* self = "/proc/self/exe";

// How the child begins: its output goes to the pipe, and signals are as they are for any program.
class SpawnSettings {
public:
    explicit SpawnSettings(int output)
    {
        ::posix_spawn_file_actions_init(&m_actions);
        ::posix_spawn_file_actions_adddup2(&m_actions, output, STDOUT_FILENO);
        ::posix_spawnattr_init(&m_attributes);
        sigset_t none{};
        sigemptyset(&none);
        sigset_t broken{};
        sigemptyset(&broken);
        sigaddset(&broken, SIGPIPE);
        ::posix_spawnattr_setsigmask(&m_attributes, &none);
        ::posix_spawnattr_setsigdefault(&m_attributes, &broken);
        ::posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    ~SpawnSettings()
    {
        ::posix_spawnattr_destroy(&m_attributes);
        ::posix_spawn_file_actions_destroy(&m_actions);
    }

    const posix_spawn_file_actions_t* actions() const { return &m_actions; }
    const posix_spawnattr_t* attributes() const { return &m_attributes; }

private:
    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
};

std::unexpected<Error> cannotStart(int code)
{
    return fail(ErrorCode::Unreadable,
        fmt::format("The program could not be started once more: {}.",
            std::generic_category().message(code)));
}

Result<pid_t> start(std::span<const std::string> arguments, int output)
{
    std::vector<std::string> texts(1, self);
    texts.insert(texts.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    const SpawnSettings settings(output);
    pid_t child = -1;
    if (const int error = ::posix_spawn(
            &child, self, settings.actions(), settings.attributes(), pointers.data(), environ);
        error != 0)
        return cannotStart(error);
    return child;
}

std::string readToEnd(int input)
{
    constexpr std::size_t pieceBytes = 4096;
    std::string text;
    std::array<char, pieceBytes> piece{};
    while (true) {
        const ssize_t count = ::read(input, piece.data(), piece.size());
        if (count > 0)
            text.append(piece.data(), static_cast<std::size_t>(count));
        else if (count == 0 || errno != EINTR)
            return text;
    }
}

int waitFor(pid_t child)
{
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) { }
    return status;
}

Result<void> judge(int status)
{
    if (!WIFSIGNALED(status))
        return {};
    const int signal = WTERMSIG(status);
    if (signal == SIGINT || signal == SIGTERM || signal == SIGHUP)
        return cancelled();
    if (signal == SIGKILL)
        return fail(
            ErrorCode::OutOfMemory, "The system ended it, which it does when memory runs out.");
    return fail(ErrorCode::Unreadable, fmt::format("It crashed (signal {}).", signal));
}

} // namespace

Result<std::string> runSelf(std::span<const std::string> arguments, const std::stop_token& stop)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return cannotStart(errno);
    const OwnedDescriptor input(ends[0]);
    OwnedDescriptor output(ends[1]);
    const auto child = start(arguments, output.number());
    output.close();
    if (!child)
        return std::unexpected(child.error());
    std::string text;
    {
        // Gone before the child is waited for: its number might belong to another one after that.
        const std::stop_callback onStop(stop, [id = *child] { ::kill(id, SIGKILL); });
        text = readToEnd(input.number());
    }
    const int status = waitFor(*child);
    if (stop.stop_requested())
        return cancelled();
    if (auto ended = judge(status); !ended)
        return std::unexpected(ended.error());
    return text;
}

void endWithParent()
{
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
}

} // namespace tessera
