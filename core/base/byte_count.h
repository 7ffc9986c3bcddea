// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace tessera {

// A number of bytes, so that it is never mistaken for a number of elements.
struct ByteCount {
    std::uint64_t value = 0;

    friend auto operator<=>(const ByteCount&, const ByteCount&) = default;
    ByteCount& operator+=(ByteCount other)
    {
        value += other.value;
        return *this;
    }
    ByteCount& operator-=(ByteCount other)
    {
        value -= other.value;
        return *this;
    }
    friend ByteCount operator+(ByteCount a, ByteCount b) { return {a.value + b.value}; }
    friend ByteCount operator-(ByteCount a, ByteCount b) { return {a.value - b.value}; }
};

constexpr ByteCount megabytes(std::uint64_t count)
{
    return {count * 1'000'000};
}

// "512 B", "61.3 kB", "1.44 GB": decimal units, three significant digits.
std::string toText(ByteCount bytes);

} // namespace tessera
