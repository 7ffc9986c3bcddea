// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <sys/types.h>

namespace tessera::corpus {

// The most memory that a process and its children had resident, each since its start, as the
// system counts it (pages that they share count for each of them); 0 once they ended.
// Threads: any.
std::uint64_t peakBytesOfTree(pid_t process);

// From now on, only what this process has resident from now on counts for it.
void resetOwnPeak();

} // namespace tessera::corpus
