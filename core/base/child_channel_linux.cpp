// SPDX-License-Identifier: MIT
#include "core/base/child_channel.h"

#include "core/base/path_text.h"
#include "core/base/sanitizers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <spawn.h>
#include <string_view>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace tessera {

namespace {

using namespace std::chrono_literals;

constexpr auto mostWaiting = 2s; // for a killed child to be gone

// Where libraries lie is for the child what it is for us; all else it can do without.
constexpr std::array<std::string_view, 1> keptVariables{"LD_LIBRARY_PATH="};
constexpr std::array<std::string_view, 5> sanitizersVariables{
    "ASAN_OPTIONS=", "LSAN_OPTIONS=", "TSAN_OPTIONS=", "UBSAN_OPTIONS=", "LD_PRELOAD="};

bool isKept(std::string_view variable)
{
    const auto begins = [variable](std::string_view name) { return variable.starts_with(name); };
    return std::ranges::any_of(keptVariables, begins)
        || (hasSanitizers && std::ranges::any_of(sanitizersVariables, begins));
}

std::vector<char*> childEnvironment()
{
    std::vector<char*> kept;
    for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable)
        if (isKept(*variable))
            kept.push_back(*variable);
    kept.push_back(nullptr);
    return kept;
}

class SpawnSettings {
public:
    explicit SpawnSettings(int socket)
    {
        ::posix_spawn_file_actions_init(&m_actions);
        ::posix_spawn_file_actions_adddup2(&m_actions, socket, ChildChannel::childDescriptor);
        ::posix_spawn_file_actions_addopen(&m_actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_addopen(&m_actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        if (!hasSanitizers)
            ::posix_spawn_file_actions_addopen(&m_actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
        ::posix_spawn_file_actions_addclosefrom_np(&m_actions, ChildChannel::childDescriptor + 1);
#endif
        ::posix_spawnattr_init(&m_attributes);
        sigset_t none{};
        sigemptyset(&none);
        sigset_t all{};
        sigfillset(&all);
        ::posix_spawnattr_setsigmask(&m_attributes, &none);
        ::posix_spawnattr_setsigdefault(&m_attributes, &all);
        ::posix_spawnattr_setpgroup(&m_attributes, 0);
        ::posix_spawnattr_setflags(
            &m_attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
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

std::unexpected<Error> cannotStart(const std::filesystem::path& program, int code)
{
    const auto kind = code == ENOENT ? ErrorCode::NotFound : ErrorCode::Unreadable;
    return fail(kind,
        fmt::format("The program {} could not be started: {}.", shownName(program),
            std::generic_category().message(code)),
        toUtf8(program));
}

// How the child ended; empty while it runs. What someone else has waited for ended somehow.
std::optional<ChildEnd> endOf(pid_t child)
{
    int status = 0;
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR))
        return std::nullopt;
    if (ended < 0)
        return ChildEnd{};
    if (WIFSIGNALED(status))
        return ChildEnd{.signal = WTERMSIG(status)};
    return ChildEnd{.exitCode = WEXITSTATUS(status)};
}

// Returns when the child is gone, or after a while.
void awaitEnd(pid_t child)
{
    const OwnedDescriptor watched(
        static_cast<int>(::syscall(SYS_pidfd_open, child, 0))); // from Linux 5.3 on
    if (!watched.isOpen()) {
        std::this_thread::sleep_for(1ms);
        return;
    }
    constexpr int patienceMs = 100;
    pollfd end{.fd = watched.number(), .events = POLLIN, .revents = 0};
    ::poll(&end, 1, patienceMs);
}

} // namespace

Result<ChildChannel> ChildChannel::start(
    const std::filesystem::path& program, std::span<const std::string> arguments)
{
    auto ends = MessageSocket::pair();
    if (!ends)
        return std::unexpected(ends.error());
    std::vector<std::string> texts(1, program.string());
    texts.insert(texts.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    const SpawnSettings settings(ends->second.number());
    auto environment = childEnvironment();
    pid_t child = -1;
    if (const int error = ::posix_spawn(&child, program.c_str(), settings.actions(),
            settings.attributes(), pointers.data(), environment.data());
        error != 0)
        return cannotStart(program, error);
    return ChildChannel(child, std::move(ends->first));
}

ChildChannel::ChildChannel(int process, OwnedDescriptor socket)
    : m_process(process)
    , m_socket(std::move(socket), MessageSocket::Takes::Bytes)
{
}

ChildChannel::ChildChannel(ChildChannel&& other) noexcept
    : m_process(std::exchange(other.m_process, -1))
    , m_socket(std::move(other.m_socket))
{
}

ChildChannel& ChildChannel::operator=(ChildChannel&& other) noexcept
{
    std::swap(m_process, other.m_process);
    std::swap(m_socket, other.m_socket);
    return *this;
}

std::chrono::nanoseconds ChildChannel::cpuTime() const
{
    clockid_t clock = 0;
    timespec used{};
    if (m_process < 0 || ::clock_getcpuclockid(m_process, &clock) != 0
        || ::clock_gettime(clock, &used) != 0)
        return {};
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

ChildEnd ChildChannel::end()
{
    m_socket.close();
    const pid_t child = std::exchange(m_process, -1);
    if (child < 0)
        return {};
    // Its number is its own until it has been waited for.
    ::kill(child, SIGKILL);
    const auto patienceEnds = std::chrono::steady_clock::now() + mostWaiting;
    while (std::chrono::steady_clock::now() < patienceEnds) {
        if (auto ended = endOf(child)) {
            ended->wasKilled = ended->signal == SIGKILL;
            return *ended;
        }
        awaitEnd(child);
    }
    return {.wasKilled = true, .signal = SIGKILL};
}

std::filesystem::path ownProgram()
{
    std::error_code error;
    auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::path() : program;
}

} // namespace tessera
