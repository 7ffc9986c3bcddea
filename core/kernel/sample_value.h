// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace tessera {

// A stored sample as a probability. Integers are *divided* by their type's maximum: multiplying by
// the reciprocal is wrong for 24 of the 256 codes of uint8.
inline double toProbability(double stored)
{
    return stored;
}
inline double toProbability(float stored)
{
    return static_cast<double>(stored);
}
inline double toProbability(std::uint16_t stored)
{
    return stored / 65535.0;
}

inline double toProbability(std::uint8_t stored)
{
    static constexpr auto table = [] {
        std::array<double, 256> quotients{};
        for (std::size_t code = 0; code < quotients.size(); ++code)
            quotients[code] = static_cast<double>(code) / 255.0;
        return quotients;
    }();
    return table[stored];
}

} // namespace tessera
