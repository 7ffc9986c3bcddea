// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace tessera::fuzz {

// What every target defines: hands one input to the code under test. Whatever the bytes are, it
// comes back, and what it promises holds.
void tryInput(std::span<const std::byte> input);

// Ends the program, so that the input is kept, and says what was wrong.
void check(bool isTrue, std::string_view claim);

// Takes an input apart from the front; where it has ended there are zeros.
class Taker {
public:
    explicit Taker(std::span<const std::byte> input)
        : m_left(input)
    {
    }

    // A little-endian number of so many bytes.
    std::size_t number(std::size_t bytes)
    {
        std::size_t value = 0;
        for (std::size_t index = 0; index < bytes; ++index) {
            value |= (m_left.empty() ? 0 : std::to_integer<std::size_t>(m_left.front()))
                << (8 * index);
            m_left = m_left.empty() ? m_left : m_left.subspan(1);
        }
        return value;
    }
    std::span<const std::byte> bytes(std::size_t count)
    {
        const auto taken = m_left.first(count < m_left.size() ? count : m_left.size());
        m_left = m_left.subspan(taken.size());
        return taken;
    }
    std::span<const std::byte> rest() { return bytes(m_left.size()); }
    std::size_t left() const { return m_left.size(); }

private:
    std::span<const std::byte> m_left;
};

inline std::string_view textOf(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace tessera::fuzz
