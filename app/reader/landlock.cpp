// SPDX-License-Identifier: MIT
#include "app/reader/landlock.h"

#include "core/base/owned_descriptor.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>

namespace tessera {

namespace {

// The kernel's headers may be older than the kernel, so its numbers are given here. They are the
// same for every processor (Documentation/userspace-api/landlock.rst).
constexpr long createRuleset = 444;
constexpr long restrictSelf = 446;
constexpr unsigned askForVersion = 1;

// As struct landlock_ruleset_attr has it.
struct Ruleset {
    std::uint64_t files = 0;
    std::uint64_t network = 0;
    std::uint64_t scope = 0;
};

// By the version of the kernel's interface: how many kinds of access it knows.
constexpr unsigned firstFileKinds = 13; // version 1
constexpr std::uint64_t tcpKinds = 3; // bind and connect
constexpr std::uint64_t scopeKinds = 3; // abstract sockets and signals
constexpr long networkVersion = 4;
constexpr long scopeVersion = 6;

constexpr std::uint64_t fileKinds(long version)
{
    unsigned count = firstFileKinds;
    for (const long added : {2L, 3L, 5L}) // linking across folders, truncating, devices' ioctl
        count += version >= added ? 1 : 0;
    return (std::uint64_t{1} << count) - 1;
}

} // namespace

SandboxStep closeWithLandlock()
{
    constexpr const char* name = "Landlock";
    const auto failed = [] {
        return SandboxStep{name, false, std::generic_category().message(errno)};
    };
    const long version = ::syscall(createRuleset, nullptr, std::size_t{0}, askForVersion);
    if (version < 1)
        return failed();
    Ruleset rules{.files = fileKinds(version)};
    std::size_t size = sizeof rules.files;
    if (version >= networkVersion) {
        rules.network = tcpKinds;
        size += sizeof rules.network;
    }
    if (version >= scopeVersion) {
        rules.scope = scopeKinds;
        size += sizeof rules.scope;
    }
    const OwnedDescriptor ruleset(static_cast<int>(::syscall(createRuleset, &rules, size, 0U)));
    if (!ruleset.isOpen() || ::syscall(restrictSelf, ruleset.number(), 0U) != 0)
        return failed();
    return {name, true, fmt::format("ABI {}", version)};
}

} // namespace tessera
