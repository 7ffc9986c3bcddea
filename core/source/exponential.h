// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>

namespace tessera {

// e^x for x <= 0, to within one unit in the last place; 0 below -708, NaN of NaN. Made of sums and
// products only, so that compilers make vectors of a loop of it and every machine gets the same
// bits, which a C library does not promise of its exp().
inline double exponential(double x)
{
    constexpr double smallest = -708; // below, results would be subnormal
    constexpr double perTwo = 0x1.71547652b82fep+0; // 1 / ln 2
    // ln 2 in two parts, the first with enough zeros at its end to be multiplied exactly.
    constexpr double twoHigh = 0x1.62e42fefa38p-1;
    constexpr double twoLow = 0x1.ef35793c7673p-45;
    constexpr double integers = 0x1.8p52; // added, it leaves no bits for fractions
    constexpr std::uint64_t bias = 1023;
    constexpr unsigned fractionBits = 52;

    const double kept = x < smallest ? 0.0 : 1.0;
    x = x < smallest ? smallest : x;
    const double shifted = x * perTwo + integers;
    const double power = shifted - integers;
    const double rest = (x - power * twoHigh) - power * twoLow; // |rest| <= ln 2 / 2
    // In pairs, because a chain of fourteen sums would wait for each of them.
    const double square = rest * rest;
    const double fourth = square * square;
    const auto pair = [rest](double low, double high) { return low + high * rest; };
    const double upper =
        (pair(1.0 / 40320, 1.0 / 362880) + square * pair(1.0 / 3628800, 1.0 / 39916800))
        + fourth * pair(1.0 / 479001600, 1.0 / 6227020800);
    const double middle = pair(1.0 / 24, 1.0 / 120) + square * pair(1.0 / 720, 1.0 / 5040);
    const double lower = pair(1.0 / 2, 1.0 / 6);
    const double sum = 1.0 + (rest + square * (lower + square * (middle + fourth * upper)));
    const double scale =
        std::bit_cast<double>((std::bit_cast<std::uint64_t>(shifted) + bias) << fractionBits);
    return kept * (sum * scale);
}

} // namespace tessera
