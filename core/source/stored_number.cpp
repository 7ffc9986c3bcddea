// SPDX-License-Identifier: MIT
#include "core/source/stored_number.h"

#include <fmt/format.h>

#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>
#include <string_view>
#include <type_traits>

namespace tessera {

namespace {

constexpr int bitsPerByte = 8;

bool isForeign(StoredNumber number)
{
    return number.bytes > 1 && number.isBigEndian != (std::endian::native == std::endian::big);
}

bool isWidened(StoredNumber number)
{
    return number.kind != NumberKind::Float && deliveredAs(number) == ElementType::Float64;
}

// The bytes may be those of a caller's own memory, on no border.
template <class Word> Word loaded(const std::byte* from)
{
    Word word{};
    std::memcpy(&word, from, sizeof word);
    return word;
}

template <class Word> void swapAll(std::span<std::byte> samples)
{
    for (std::size_t at = 0; at + sizeof(Word) <= samples.size(); at += sizeof(Word)) {
        const Word word = std::byteswap(loaded<Word>(samples.data() + at));
        std::memcpy(samples.data() + at, &word, sizeof word);
    }
}

void spreadBools(std::span<std::byte> samples)
{
    constexpr std::byte yes{255};
    for (auto& sample : samples)
        sample = sample == std::byte{0} ? std::byte{0} : yes;
}

template <class Integer>
void widen(std::span<const std::byte> stored, std::byte* target, bool isSwapped, bool isScaled)
{
    const double divisor =
        isScaled ? static_cast<double>(std::numeric_limits<Integer>::max()) : 1.0;
    for (std::size_t at = 0; at + sizeof(Integer) <= stored.size(); at += sizeof(Integer)) {
        auto value = loaded<Integer>(stored.data() + at);
        if (isSwapped)
            value = std::byteswap(value);
        const double number = static_cast<double>(value) / divisor;
        std::memcpy(target, &number, sizeof number);
        target += sizeof number;
    }
}

template <class F> void withInteger(StoredNumber number, F&& f)
{
    const bool isSigned = number.kind == NumberKind::Signed;
    switch (number.bytes) {
    case 1:
        return isSigned ? f(std::int8_t{}) : f(std::uint8_t{});
    case 2:
        return isSigned ? f(std::int16_t{}) : f(std::uint16_t{});
    case 4:
        return isSigned ? f(std::int32_t{}) : f(std::uint32_t{});
    default:
        return isSigned ? f(std::int64_t{}) : f(std::uint64_t{});
    }
}

} // namespace

ElementType deliveredAs(StoredNumber number)
{
    switch (number.kind) {
    case NumberKind::Bool:
        return ElementType::UInt8;
    case NumberKind::Unsigned:
        if (number.bytes == 1)
            return ElementType::UInt8;
        return number.bytes == 2 ? ElementType::UInt16 : ElementType::Float64;
    case NumberKind::Float:
        if (number.bytes == 2)
            return ElementType::Float16;
        return number.bytes == 4 ? ElementType::Float32 : ElementType::Float64;
    case NumberKind::Signed:
        break;
    }
    return ElementType::Float64;
}

double unitOf(StoredNumber number)
{
    const int bits = number.bytes * bitsPerByte;
    switch (number.kind) {
    case NumberKind::Unsigned:
        return std::ldexp(1.0, bits) - 1;
    case NumberKind::Signed:
        return std::ldexp(1.0, bits - 1) - 1;
    case NumberKind::Bool:
    case NumberKind::Float:
        break;
    }
    return 1;
}

std::string storedName(StoredNumber number)
{
    const int bits = number.bytes * bitsPerByte;
    const std::string_view order =
        !isForeign(number) ? "" : (number.isBigEndian ? ", big-endian" : ", little-endian");
    switch (number.kind) {
    case NumberKind::Bool:
        return "bool";
    case NumberKind::Signed:
        return fmt::format("int{}{}", bits, order);
    case NumberKind::Unsigned:
        return fmt::format("uint{}{}", bits, order);
    case NumberKind::Float:
        break;
    }
    return fmt::format("float{}{}", bits, order);
}

NumberConversion::NumberConversion(StoredNumber number, bool isScaled)
    : m_number(number)
    , m_isScaled(isScaled)
{
}

void NumberConversion::inPlace(std::span<std::byte> samples) const
{
    assert(isInPlace());
    if (m_number.kind == NumberKind::Bool)
        spreadBools(samples);
    else if (isWidened(m_number)) // of eight bytes: each is read before it is written
        apart(samples, samples.data());
    else if (!isForeign(m_number))
        return;
    else if (m_number.bytes == 2)
        swapAll<std::uint16_t>(samples);
    else if (m_number.bytes == 4)
        swapAll<std::uint32_t>(samples);
    else
        swapAll<std::uint64_t>(samples);
}

void NumberConversion::apart(std::span<const std::byte> stored, std::byte* target) const
{
    if (isWidened(m_number)) {
        withInteger(m_number, [&]<class Integer>(Integer) {
            widen<Integer>(stored, target, isForeign(m_number), m_isScaled);
        });
        return;
    }
    std::memcpy(target, stored.data(), stored.size());
    inPlace({target, stored.size()});
}

} // namespace tessera
