// SPDX-License-Identifier: MIT
#include "core/base/byte_count.h"

#include <array>
#include <fmt/format.h>

namespace tessera {

std::string toText(ByteCount bytes)
{
    constexpr std::array units{"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    double shown = static_cast<double>(bytes.value);
    std::size_t unit = 0;
    while (shown >= 999.5 && unit + 1 < units.size()) {
        shown /= 1000;
        ++unit;
    }
    if (unit == 0 || shown >= 99.95)
        return fmt::format("{:.0f} {}", shown, units[unit]);
    return fmt::format("{:.{}f} {}", shown, shown >= 9.995 ? 1 : 2, units[unit]);
}

} // namespace tessera
