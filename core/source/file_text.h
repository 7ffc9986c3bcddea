// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace tessera {

// The first bytes of a small file beside a volume, at most so many; empty where it cannot be read,
// or is no regular file. It is a help, not a need. Threads: any; blocks while it reads. May throw
// std::bad_alloc.
std::string beginningOf(const std::filesystem::path& path, std::uint64_t mostBytes);

} // namespace tessera
