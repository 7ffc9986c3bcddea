// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace tessera {

// Names a tile for ever: `subject` stands for (source and its version, reading, measure), which
// the session numbers; the look is never in it. Rows and columns count tiles of that level.
struct TileKey {
    std::uint64_t subject = 0;
    std::int32_t level = 0;
    std::int32_t row = 0;
    std::int32_t column = 0;

    friend bool operator==(const TileKey&, const TileKey&) = default;
};

struct TileKeyHash {
    std::size_t operator()(const TileKey& key) const
    {
        std::uint64_t hash = key.subject * 0x9E3779B97F4A7C15ULL;
        for (const std::int32_t part : {key.level, key.row, key.column})
            hash = (hash ^ static_cast<std::uint32_t>(part)) * 0xBF58476D1CE4E5B9ULL;
        return static_cast<std::size_t>(hash ^ (hash >> 31));
    }
};

} // namespace tessera
