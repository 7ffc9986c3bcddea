// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tessera {

// Writes numbers and texts one after the other, little-endian, counts as 32 bits before what they
// count. Threads: one at a time.
class WireWriter {
public:
    void number8(std::uint8_t value) { m_bytes.push_back(std::byte{value}); }
    void number32(std::uint32_t value) { number(value, sizeof value); }
    void number64(std::uint64_t value) { number(value, sizeof value); }
    void flag(bool value) { number8(value ? 1 : 0); }
    void count(std::size_t value); // what is too many for 32 bits becomes the most that is not
    void bytes(std::span<const std::byte> value);
    void text(std::string_view value) { bytes(std::as_bytes(std::span(value))); }

    std::vector<std::byte> take() { return std::move(m_bytes); }

private:
    void number(std::uint64_t value, std::size_t size);

    std::vector<std::byte> m_bytes;
};

// Reads what a WireWriter wrote, maybe a hostile one: after the first thing that cannot be, all
// that is read is zero or empty, and isWhole() is false. Never takes more memory than the bytes
// that are there call for.
// Threads: one at a time.
class WireReader {
public:
    explicit WireReader(std::span<const std::byte> bytes)
        : m_rest(bytes)
    {
    }

    std::uint8_t number8() { return static_cast<std::uint8_t>(number(1)); }
    std::uint32_t number32() { return static_cast<std::uint32_t>(number(sizeof(std::uint32_t))); }
    std::uint64_t number64() { return number(sizeof(std::uint64_t)); }
    bool flag();
    template <class Enum> Enum choice(Enum last); // up to the last enumerator
    // At most `most`; and so many things of at least `leastBytes` each must still be there.
    std::size_t count(std::size_t most, std::size_t leastBytes);
    std::vector<std::byte> bytes(std::size_t most);
    std::string rawText(std::size_t most); // any bytes
    std::string pathText(std::size_t most); // any but zero
    std::string plainText(std::size_t most); // as isPlainText() has it

    void reject() { m_isGood = false; }
    bool isGood() const { return m_isGood; } // so far
    bool isWhole() const { return m_isGood && m_rest.empty(); } // nothing wrong, nothing left

private:
    std::uint64_t number(std::size_t size);
    std::span<const std::byte> take(std::size_t size);

    std::span<const std::byte> m_rest;
    bool m_isGood = true;
};

template <class Enum> Enum WireReader::choice(Enum last)
{
    static_assert(std::is_enum_v<Enum>);
    const std::uint8_t value = number8();
    if (value > static_cast<std::uint8_t>(last))
        reject();
    return isGood() ? static_cast<Enum>(value) : Enum{};
}

} // namespace tessera
