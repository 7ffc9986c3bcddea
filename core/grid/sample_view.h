// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/element_type.h"

#include <cstddef>
#include <cstdint>

namespace tessera {

// Samples of one plane in somebody else's memory: sample (row, column, class) stands at
// data[row * rowStride + column * columnStride + class * classStride], strides in elements.
struct SampleView {
    ElementType type = ElementType::Float32;
    const std::byte* data = nullptr;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t classes = 0;
    std::int64_t rowStride = 0;
    std::int64_t columnStride = 0;
    std::int64_t classStride = 0;

    template <class T> const T* row(std::int64_t index) const
    {
        return reinterpret_cast<const T*>(data) + index * rowStride;
    }
};

} // namespace tessera
