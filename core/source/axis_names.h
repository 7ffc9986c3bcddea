// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace tessera {

// The letter (of "tzyxcb") of an axis that somebody calls "x", "Row", "time" or "stage_y"; '?'
// where it may be anything. Threads: any.
char axisLetter(std::string_view name);

// One letter each.
std::string axisLetters(std::span<const std::string> names);

} // namespace tessera
