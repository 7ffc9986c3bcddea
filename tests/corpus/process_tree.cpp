// SPDX-License-Identifier: MIT
#include "tests/corpus/process_tree.h"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <linux/kcmp.h>
#include <string>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace tessera::corpus {

namespace {

namespace fs = std::filesystem;

std::uint64_t peakBytesOf(pid_t process)
{
    constexpr std::uint64_t kibibyte = 1024;
    std::ifstream status(fmt::format("/proc/{}/status", process));
    std::string word;
    while (status >> word)
        if (word == "VmHWM:") {
            std::uint64_t count = 0;
            status >> count;
            return count * kibibyte;
        }
    return 0;
}

std::vector<pid_t> childrenOf(pid_t process)
{
    std::vector<pid_t> children;
    std::error_code ended;
    fs::directory_iterator threads(fmt::format("/proc/{}/task", process), ended);
    while (!ended && threads != fs::directory_iterator()) {
        std::ifstream list(threads->path() / "children");
        pid_t child = 0;
        while (list >> child)
            children.push_back(child);
        threads.increment(ended);
    }
    return children;
}

// The leak checker looks on from a process of its own over the same memory, which is not to be
// counted twice.
bool sharesMemory([[maybe_unused]] pid_t one, [[maybe_unused]] pid_t other)
{
#ifdef SYS_kcmp
    return ::syscall(SYS_kcmp, one, other, KCMP_VM, 0, 0) == 0;
#else
    return false;
#endif
}

} // namespace

void resetOwnPeak()
{
    std::ofstream("/proc/self/clear_refs") << '5'; // see proc(5)
}

std::uint64_t peakBytesOfTree(pid_t process)
{
    std::uint64_t bytes = peakBytesOf(process);
    for (const pid_t child : childrenOf(process))
        if (!sharesMemory(process, child))
            bytes += peakBytesOfTree(child);
    return bytes;
}

} // namespace tessera::corpus
