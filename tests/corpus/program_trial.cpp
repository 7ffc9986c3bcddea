// SPDX-License-Identifier: MIT
#include "tests/corpus/program_trial.h"

#include "tests/corpus/process_tree.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tessera::corpus {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int couldNotStart = 126;

// A file without a name, for what a program says.
class Caught {
public:
    Caught()
        : m_descriptor(::memfd_create("caught", MFD_CLOEXEC))
    {
    }
    Caught(const Caught&) = delete;
    Caught& operator=(const Caught&) = delete;
    ~Caught() { ::close(m_descriptor); }

    int descriptor() const { return m_descriptor; }
    std::string text() const
    {
        constexpr std::size_t most = std::size_t{64} << 20U;
        const off_t end = ::lseek(m_descriptor, 0, SEEK_END);
        std::string text(std::min(most, static_cast<std::size_t>(std::max<off_t>(end, 0))), '\0');
        const ssize_t got = ::pread(m_descriptor, text.data(), text.size(), 0);
        text.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        return text;
    }

private:
    int m_descriptor;
};

// In the child, between fork and exec: system calls only.
[[noreturn]] void become(
    char* const* words, const TrialLimits& limits, const Caught& output, const Caught& errors)
{
    ::setpgid(0, 0);
    const rlimit written{limits.writtenBytes, limits.writtenBytes};
    ::setrlimit(RLIMIT_FSIZE, &written);
    ::signal(SIGXFSZ, SIG_IGN); // writing too much fails politely
    ::dup2(::open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
    ::dup2(output.descriptor(), STDOUT_FILENO);
    ::dup2(errors.descriptor(), STDERR_FILENO);
    ::execv(words[0], words);
    ::_exit(couldNotStart);
}

bool hasEndedBy(int pidDescriptor, std::chrono::milliseconds patience)
{
    pollfd waited{pidDescriptor, POLLIN, 0};
    return ::poll(&waited, 1, static_cast<int>(patience.count())) > 0;
}

// Looks at its memory until it ends.
void watch(pid_t program, const TrialLimits& limits, Clock::time_point began, Trial& trial)
{
    constexpr std::chrono::milliseconds between{3};
    const auto pidDescriptor = static_cast<int>(::syscall(SYS_pidfd_open, program, 0));
    while (!hasEndedBy(pidDescriptor, between)) {
        trial.peakBytes = std::max(trial.peakBytes, peakBytesOfTree(program));
        if (Clock::now() - began < limits.time)
            continue;
        trial.wasTooSlow = true;
        ::kill(-program, SIGKILL);
        break;
    }
    ::close(pidDescriptor);
}

// What it started ends soon after it.
bool haveAllEnded(pid_t group)
{
    constexpr int patience = 500;
    constexpr int milliseconds = 4;
    for (int waited = 0; waited < patience; ++waited) {
        if (::kill(-group, 0) != 0 && errno == ESRCH)
            return true;
        ::poll(nullptr, 0, milliseconds);
    }
    ::kill(-group, SIGKILL);
    return false;
}

void takeStatus(int status, Trial& trial)
{
    if (WIFEXITED(status))
        trial.exitCode = WEXITSTATUS(status);
    else
        trial.signal = WTERMSIG(status);
}

} // namespace

Trial tryProgram(const std::vector<std::string>& words, const TrialLimits& limits)
{
    constexpr std::uint64_t kibibyte = 1024;
    const Caught output;
    const Caught errors;
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (const std::string& word : words)
        pointers.push_back(const_cast<char*>(word.c_str())); // exec() changes nothing
    pointers.push_back(nullptr);

    Trial trial;
    const auto began = Clock::now();
    const pid_t program = ::fork();
    if (program == 0)
        become(pointers.data(), limits, output, errors);
    if (program < 0)
        return trial;
    ::setpgid(program, program); // here too, whoever comes first
    watch(program, limits, began, trial);
    int status = 0;
    rusage used{};
    ::wait4(program, &status, 0, &used);
    trial.time = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
    takeStatus(status, trial);
    trial.peakBytes =
        std::max(trial.peakBytes, static_cast<std::uint64_t>(used.ru_maxrss) * kibibyte);
    trial.leftPrograms = !haveAllEnded(program) && !trial.wasTooSlow;
    trial.output = output.text();
    trial.errors = errors.text();
    return trial;
}

} // namespace tessera::corpus
