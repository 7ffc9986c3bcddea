// SPDX-License-Identifier: MIT
#include "core/cost/process_memory.h"

#include "core/cost/stopwatch.h"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>

namespace tessera {

namespace {

std::string systemFile(const char* path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::optional<std::uint64_t> leadingNumber(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

// From a line such as "VmRSS:     1234 kB".
std::optional<ByteCount> statusField(std::string_view status, std::string_view label)
{
    constexpr std::uint64_t kibibyte = 1024; // what the kernel means by kB
    const std::size_t at = status.find(label);
    if (at == std::string_view::npos)
        return std::nullopt;
    const auto value = leadingNumber(status.substr(at + label.size()));
    return value ? std::optional(ByteCount{*value * kibibyte}) : std::nullopt;
}

// The n-th field of /proc/self/stat, from 3 on. Field 2 is the program's name in parentheses and
// may itself hold blanks and parentheses, hence the search from behind.
std::optional<std::uint64_t> statField(std::string_view stat, int field)
{
    std::size_t at = stat.rfind(')');
    for (int passed = 2; passed < field && at != std::string_view::npos; ++passed)
        at = stat.find(' ', at + 1);
    return at == std::string_view::npos ? std::nullopt : leadingNumber(stat.substr(at));
}

} // namespace

std::optional<ProcessMemory> processMemory()
{
    const std::string status = systemFile("/proc/self/status");
    const auto resident = statusField(status, "\nVmRSS:");
    const auto peak = statusField(status, "\nVmHWM:");
    if (!resident || !peak)
        return std::nullopt;
    return ProcessMemory{*resident, std::max(*resident, *peak)};
}

std::optional<ByteCount> peakResidentMemory()
{
    constexpr std::uint64_t kibibyte = 1024; // getrusage(2)
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) != 0)
        return std::nullopt;
    return ByteCount{static_cast<std::uint64_t>(usage.ru_maxrss) * kibibyte};
}

std::optional<std::int64_t> processStartNs()
{
    constexpr int startTimeField = 22; // proc(5): in clock ticks after the start of the system
    constexpr std::int64_t nsPerSecond = 1'000'000'000;
    const auto ticks = statField(systemFile("/proc/self/stat"), startTimeField);
    const long ticksPerSecond = ::sysconf(_SC_CLK_TCK);
    std::timespec sinceBoot{};
    if (!ticks || ticksPerSecond <= 0 || ::clock_gettime(CLOCK_BOOTTIME, &sinceBoot) != 0)
        return std::nullopt;
    const std::int64_t startedNs =
        static_cast<std::int64_t>(*ticks) * (nsPerSecond / ticksPerSecond);
    const std::int64_t ageNs = sinceBoot.tv_sec * nsPerSecond + sinceBoot.tv_nsec - startedNs;
    return nowNs() - ageNs;
}

ByteCount physicalMemory()
{
    const long pages = ::sysconf(_SC_PHYS_PAGES);
    const long pageSize = ::sysconf(_SC_PAGESIZE);
    if (pages <= 0 || pageSize <= 0)
        return {};
    return {static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(pageSize)};
}

ByteCount availableMemory()
{
    return statusField(systemFile("/proc/meminfo"), "\nMemAvailable:").value_or(ByteCount{});
}

} // namespace tessera
