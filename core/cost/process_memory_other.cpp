// SPDX-License-Identifier: MIT
#include "core/cost/process_memory.h"

// For systems that we do not know how to ask.
namespace tessera {

std::optional<ProcessMemory> processMemory()
{
    return std::nullopt;
}

std::optional<ByteCount> peakResidentMemory()
{
    return std::nullopt;
}

std::optional<std::int64_t> processStartNs()
{
    return std::nullopt;
}

ByteCount physicalMemory()
{
    return {};
}

ByteCount availableMemory()
{
    return {};
}

} // namespace tessera
