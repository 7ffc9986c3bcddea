// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/element_type.h"
#include "core/tile/tile_subject.h"

#include <cstdint>

namespace tessera {

// How each pixel of a tile is kept.
struct TileFormat {
    std::int64_t codeBytes = 0; // of the class; 0 for an image
    ElementType numberType = ElementType::Float32;
    std::int64_t channels = 1; // numbers

    ByteCount bytes() const
    {
        return {static_cast<std::uint64_t>(codeBytes)
            + static_cast<std::uint64_t>(channels) * elementSize(numberType)};
    }
};

TileFormat tileFormat(const TileSubject& subject, int level); // Threads: any

} // namespace tessera
