// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/axes.h"
#include "core/source/reading_wish.h"
#include "core/source/value_scale.h"

#include <optional>
#include <string>
#include <string_view>

namespace tessera {

// Whether numbers can be told apart in it: both ends finite, and wide enough to divide by.
bool isSound(const ValueRange& range);

// "stored" (as if nothing were known of the numbers), "percent", "logits" (softmax), "sigmoid", or
// the numbers that mean 0 and 1: "0..255".
std::optional<ValueScale> parseScale(std::string_view text);

// "0..255", "0..1, softmax", "0..1, sigmoid, binary": for a person, and the same for the same.
std::string toText(const ValueScale& scale);

// "none", "softmax", "sigmoid".
std::optional<Activation> parseActivation(std::string_view text);
std::string_view toText(Activation activation);

// "xy", "xz", "yz".
std::optional<PlaneAxes> parsePlaneAxes(std::string_view text);
std::string_view toText(PlaneAxes plane);

// A whole wish as a line without quotes, for another process of this program, and back:
// "zyxc 0..1 softmax - xz"; "-" stands for what is left open. The numbers come back to the bit.
std::string toText(const ReadingWish& wish);
std::optional<ReadingWish> parseWish(std::string_view text);

} // namespace tessera
