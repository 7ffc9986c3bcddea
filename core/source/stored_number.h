// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/element_type.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace tessera {

enum class NumberKind : std::uint8_t { Bool, Signed, Unsigned, Float };

// How a number lies in a file: 1, 2, 4 or 8 bytes; a bool 1, 0 being false; a float 2, 4 or 8, as
// IEEE 754 has it.
struct StoredNumber {
    NumberKind kind = NumberKind::Float;
    std::uint8_t bytes = 4;
    bool isBigEndian = false;

    friend bool operator==(const StoredNumber&, const StoredNumber&) = default;
};

// As what read() delivers it.
ElementType deliveredAs(StoredNumber number);

// The number that a delivered 1 stands for in the file: the maximum of an integer type, else 1.
double unitOf(StoredNumber number);

// For a person: "uint8", "float64, big-endian"; the order of bytes where it is not this machine's.
std::string storedName(StoredNumber number);

// From stored to delivered. Threads: any.
class NumberConversion {
public:
    // Integers that are delivered as float64 are divided by their type's maximum where `isScaled`:
    // probabilities are, intensities are not.
    explicit NumberConversion(StoredNumber number, bool isScaled = true);

    StoredNumber stored() const { return m_number; }
    ElementType delivered() const { return deliveredAs(m_number); }

    // Whether a delivered sample is as large as a stored one, so that it is made in its place.
    bool isInPlace() const { return elementSize(delivered()) == m_number.bytes; }
    void inPlace(std::span<std::byte> samples) const; // where isInPlace()
    // `target` has room for as many samples as `stored` holds.
    void apart(std::span<const std::byte> stored, std::byte* target) const;

private:
    StoredNumber m_number;
    bool m_isScaled;
};

} // namespace tessera
