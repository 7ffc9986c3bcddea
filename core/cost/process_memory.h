// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"

#include <cstdint>
#include <optional>

namespace tessera {

struct ProcessMemory {
    ByteCount resident;
    ByteCount peakResident;
};

// Of this process, as the system counts it; empty where the system does not tell.
// Reads a file of the system: microseconds, but not for the GUI thread.
std::optional<ProcessMemory> processMemory();

// The largest resident memory so far alone, without reading a file; empty where the system does not
// tell.
std::optional<ByteCount> peakResidentMemory();

// When this process was started, on the clock of nowNs(), to the system's precision (10 ms on
// Linux).
std::optional<std::int64_t> processStartNs();

ByteCount physicalMemory(); // of the machine; 0 where unknown
ByteCount availableMemory(); // of the machine, now, without driving others out; 0 where unknown

} // namespace tessera
