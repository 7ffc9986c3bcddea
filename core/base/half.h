// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>

namespace tessera {

// An IEEE 754 binary16 as it lies in memory. It compares and widens exactly; nothing is computed in
// it.
struct Half {
    std::uint16_t bits = 0;

    constexpr bool isNan() const { return (bits & 0x7FFFU) > 0x7C00U; }

    // Subnormals included: 2^-24 is the smallest step there is.
    explicit constexpr operator float() const
    {
        const std::uint32_t sign = (bits & 0x8000U) << 16U;
        const std::uint32_t exponent = (bits >> 10U) & 0x1FU;
        const std::uint32_t fraction = bits & 0x3FFU;
        if (exponent == 0) {
            const float magnitude = static_cast<float>(fraction) * 0x1p-24F;
            return sign != 0 ? -magnitude : magnitude;
        }
        constexpr std::uint32_t rebias = 127 - 15;
        const std::uint32_t wide = exponent == 0x1FU ? 0xFFU : exponent + rebias;
        return std::bit_cast<float>(sign | (wide << 23U) | (fraction << 13U));
    }
    explicit constexpr operator double() const
    {
        return static_cast<double>(static_cast<float>(*this));
    }

    friend constexpr bool operator>(Half a, Half b)
    {
        return static_cast<float>(a) > static_cast<float>(b);
    }
    friend constexpr bool operator==(Half a, Half b)
    {
        return static_cast<float>(a) == static_cast<float>(b);
    }
};

} // namespace tessera
