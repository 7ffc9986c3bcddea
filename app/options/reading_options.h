// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/reading_wish.h"

// As its library calls it.
// NOLINTNEXTLINE(readability-identifier-naming)
namespace CLI {
class App;
}

namespace tessera {

// --axes, --scale, --binary and --plane: they fill `wish`, which outlives the parsing. What is not
// given is left to the evidence.
void addReadingOptions(CLI::App& command, ReadingWish& wish);

} // namespace tessera
