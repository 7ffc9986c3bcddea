// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/half.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tessera {

// How one sample lies in memory, in the machine's byte order. What a file stores in another type is
// delivered as one of these: bool as uint8 of 0 and 255, other integers as float64, divided by the
// maximum of their type where they are probabilities.
enum class ElementType : std::uint8_t { UInt8, UInt16, Float16, Float32, Float64 };

constexpr std::size_t elementSize(ElementType type)
{
    switch (type) {
    case ElementType::UInt8:
        return 1;
    case ElementType::UInt16:
    case ElementType::Float16:
        return 2;
    case ElementType::Float32:
        return 4;
    case ElementType::Float64:
        break;
    }
    return 8;
}

constexpr std::string_view elementName(ElementType type)
{
    switch (type) {
    case ElementType::UInt8:
        return "uint8";
    case ElementType::UInt16:
        return "uint16";
    case ElementType::Float16:
        return "float16";
    case ElementType::Float32:
        return "float32";
    case ElementType::Float64:
        break;
    }
    return "float64";
}

// Calls `f` with a value of the C++ type that `type` names.
template <class F> decltype(auto) withElementType(ElementType type, F&& f)
{
    switch (type) {
    case ElementType::UInt8:
        return f(std::uint8_t{});
    case ElementType::UInt16:
        return f(std::uint16_t{});
    case ElementType::Float16:
        return f(Half{});
    case ElementType::Float32:
        return f(float{});
    case ElementType::Float64:
        break;
    }
    return f(double{});
}

} // namespace tessera
