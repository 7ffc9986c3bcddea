// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tessera::corpus {

// What a program made of a file.
enum class Outcome : std::uint8_t {
    Opened = 1, // there is a picture
    Refused = 2, // a sentence says why there is none
    Choice = 4, // it says what can be chosen
    Damaged = 8, // there is a list of what could not be read
};

// Some of them.
class Outcomes {
public:
    constexpr Outcomes() = default;
    // NOLINTNEXTLINE(google-explicit-constructor)
    constexpr Outcomes(Outcome one)
        : m_bits(static_cast<unsigned>(one))
    {
    }
    static constexpr Outcomes all() { return Outcomes(15U); }

    constexpr bool has(Outcome one) const { return (m_bits & static_cast<unsigned>(one)) != 0; }
    constexpr bool isEmpty() const { return m_bits == 0; }
    friend constexpr Outcomes operator|(Outcomes a, Outcomes b)
    {
        return Outcomes(a.m_bits | b.m_bits);
    }
    friend constexpr bool operator==(Outcomes, Outcomes) = default;

private:
    explicit constexpr Outcomes(unsigned bits)
        : m_bits(bits)
    {
    }
    unsigned m_bits = 0;
};

std::string_view nameOf(Outcome outcome); // "opened"
std::string toText(Outcomes outcomes); // "opened or refused"
Outcomes outcomesFrom(std::string_view text); // words anywhere in it; may be none

} // namespace tessera::corpus
