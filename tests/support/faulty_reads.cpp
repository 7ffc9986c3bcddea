// SPDX-License-Identifier: MIT
// A library to preload (LD_PRELOAD): reads of one file fail as they do on bad disks and shares.
//   TESSERA_FAULT_FILE   the file
//   TESSERA_FAULTS       what its reads do, and which of them, separated by commas:
//                        eio | short | eintr, after=N (the first N are left alone), every=N
// It stays out of everything else, and cannot crash: what it cannot understand it ignores.
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <dlfcn.h>
#include <string_view>
#include <sys/stat.h>
#include <sys/types.h>

namespace {

enum class Fault : std::uint8_t { None, Error, Short, Interrupted };

struct Plan {
    Fault fault = Fault::None;
    std::uint64_t after = 0;
    std::uint64_t every = 1;
    struct stat file = {};
};

std::uint64_t numberAfter(std::string_view text, std::string_view name, std::uint64_t otherwise)
{
    const auto at = text.find(name);
    if (at == std::string_view::npos)
        return otherwise;
    const auto digits = text.substr(at + name.size());
    std::from_chars(digits.data(), digits.data() + digits.size(), otherwise);
    return otherwise;
}

Plan planFromEnvironment()
{
    Plan plan;
    const char* const file = std::getenv("TESSERA_FAULT_FILE");
    const char* const faults = std::getenv("TESSERA_FAULTS");
    if (file == nullptr || faults == nullptr || ::stat(file, &plan.file) != 0)
        return plan;
    const std::string_view text(faults);
    plan.after = numberAfter(text, "after=", 0);
    plan.every = numberAfter(text, "every=", 1);
    if (text.starts_with("eio"))
        plan.fault = Fault::Error;
    else if (text.starts_with("short"))
        plan.fault = Fault::Short;
    else if (text.starts_with("eintr"))
        plan.fault = Fault::Interrupted;
    return plan;
}

// Read before main(): a sandbox may forbid it later.
const Plan thePlan = planFromEnvironment();
std::atomic<std::uint64_t> readsSoFar = 0;

Fault faultOf(int descriptor)
{
    struct stat status = {};
    if (thePlan.fault == Fault::None || ::fstat(descriptor, &status) != 0
        || status.st_ino != thePlan.file.st_ino || status.st_dev != thePlan.file.st_dev)
        return Fault::None;
    const std::uint64_t number = readsSoFar.fetch_add(1);
    const bool isMeant = number >= thePlan.after && thePlan.every > 0
        && (number - thePlan.after) % thePlan.every == 0;
    return isMeant ? thePlan.fault : Fault::None;
}

template <class Read> ssize_t faultyRead(int descriptor, std::size_t bytes, const Read& read)
{
    switch (faultOf(descriptor)) {
    case Fault::Error:
        errno = EIO;
        return -1;
    case Fault::Interrupted:
        errno = EINTR;
        return -1;
    case Fault::Short:
        return read(bytes > 1 ? (bytes + 1) / 2 : bytes);
    default:
        return read(bytes);
    }
}

template <class Function> Function next(const char* name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

using PositionedRead = ssize_t (*)(int, void*, std::size_t, off_t);
using PlainRead = ssize_t (*)(int, void*, std::size_t);

} // namespace

// The names are the system's.
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
extern "C" ssize_t pread(int descriptor, void* target, std::size_t bytes, off_t offset)
{
    static const auto original = next<PositionedRead>("pread");
    return faultyRead(descriptor, bytes,
        [&](std::size_t count) { return original(descriptor, target, count, offset); });
}

extern "C" ssize_t pread64(int descriptor, void* target, std::size_t bytes, off_t offset)
{
    static const auto original = next<PositionedRead>("pread64");
    return faultyRead(descriptor, bytes,
        [&](std::size_t count) { return original(descriptor, target, count, offset); });
}

extern "C" ssize_t read(int descriptor, void* target, std::size_t bytes)
{
    static const auto original = next<PlainRead>("read");
    return faultyRead(
        descriptor, bytes, [&](std::size_t count) { return original(descriptor, target, count); });
}
// NOLINTEND(readability-inconsistent-declaration-parameter-name)
