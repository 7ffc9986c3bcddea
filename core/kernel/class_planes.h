// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/class_limit.h"
#include "core/base/element_type.h"

#include <cstddef>
#include <cstdint>

namespace tessera {

// Class codes are uint8 up to this many classes, uint16 beyond.
constexpr std::int64_t maxNarrowClasses = 250;

// The four highest codes of either width are no classes. (Values are the distance from the top.)
enum class SpecialCode : std::uint8_t {
    Damaged = 0, // could not be decoded
    Missing = 1, // its source is not there
    NotANumber = 2, // every class is NaN
    None = 3, // no class has a positive probability
};

template <class Code> constexpr Code specialCode(SpecialCode special)
{
    return static_cast<Code>(static_cast<Code>(~Code{0}) - static_cast<Code>(special));
}

constexpr bool needsWideCodes(std::int64_t classes)
{
    return classes > maxNarrowClasses;
}

// Two planes, row-major with one stride (in pixels): a class code and the number beside it.
struct ClassTarget {
    std::byte* codes = nullptr; // uint8, or uint16 when wideCodes
    std::byte* numbers = nullptr; // of numberType
    bool wideCodes = false;
    ElementType numberType = ElementType::Float32;
    std::int64_t rowStride = 0;

    ClassTarget shifted(std::int64_t row, std::int64_t column) const
    {
        const std::int64_t pixels = row * rowStride + column;
        ClassTarget moved = *this;
        moved.codes += pixels * (wideCodes ? 2 : 1);
        moved.numbers += pixels * static_cast<std::int64_t>(elementSize(numberType));
        return moved;
    }
};

// The same, to be read.
struct ClassView {
    const std::byte* codes = nullptr;
    const std::byte* numbers = nullptr;
    bool wideCodes = false;
    ElementType numberType = ElementType::Float32;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t rowStride = 0;
};

} // namespace tessera
