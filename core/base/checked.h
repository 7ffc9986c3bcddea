// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>

namespace tessera {

// Products and sums of sizes that a file claims: empty when they do not fit 64 bits.
inline std::optional<std::uint64_t> checkedProduct(std::uint64_t a, std::uint64_t b)
{
    if (b != 0 && a > std::numeric_limits<std::uint64_t>::max() / b)
        return std::nullopt;
    return a * b;
}

inline std::optional<std::uint64_t> checkedProduct(std::span<const std::uint64_t> factors)
{
    std::optional<std::uint64_t> product = 1;
    for (const auto factor : factors)
        if (product)
            product = checkedProduct(*product, factor);
    return product;
}

} // namespace tessera
