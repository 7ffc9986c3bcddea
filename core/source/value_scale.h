// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace tessera {

// What is done with the numbers of a pixel before they are probabilities.
enum class Activation : std::uint8_t { None, Softmax, Sigmoid };

// The stored numbers that mean 0 and 1.
struct ValueRange {
    double low = 0;
    double high = 1;

    friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

// Stands, in what somebody wishes, for the range of the array's type: 0 to 1, or to the maximum of
// an integer type.
inline constexpr ValueRange rangeOfType{0, 0};

// How stored numbers become probabilities: (number - low) / (high - low), then the activation. A
// single channel p that `isBinary` becomes two classes, 1 - p and p.
struct ValueScale {
    ValueRange range;
    Activation activation = Activation::None;
    bool isBinary = false;

    friend bool operator==(const ValueScale&, const ValueScale&) = default;
};

} // namespace tessera
