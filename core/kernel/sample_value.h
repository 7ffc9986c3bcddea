// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/half.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>

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
inline double toProbability(Half stored)
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

template <class Sample> bool isNan(Sample value)
{
    if constexpr (std::is_same_v<Sample, Half>)
        return value.isNan();
    else if constexpr (std::is_floating_point_v<Sample>)
        return std::isnan(value);
    else
        return false;
}

template <class Sample> bool isAboveOne(Sample value)
{
    if constexpr (std::is_same_v<Sample, Half>)
        return static_cast<float>(value) > 1.0F;
    else if constexpr (std::is_floating_point_v<Sample>)
        return value > Sample{1};
    else
        return false;
}

} // namespace tessera
