// SPDX-License-Identifier: MIT
#include "core/cost/process_io.h"

#include <cstdint>
#include <fstream>
#include <string>

namespace tessera {

ByteCount processBytesRead()
{
    std::ifstream file("/proc/self/io");
    std::string name;
    std::uint64_t value = 0;
    while (file >> name >> value)
        if (name == "rchar:")
            return {value};
    return {};
}

} // namespace tessera
