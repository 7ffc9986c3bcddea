// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tessera {

// Text that can be shown and printed as it is: UTF-8 without control characters, line separators
// and what turns the direction of writing.
// Threads: any.
bool isPlainText(std::string_view text);

// The same text, with a replacement character (U+FFFD) for every byte that is in the way. Cut
// between characters, so that it has at most `maxBytes`.
std::string toPlainText(std::string_view text, std::size_t maxBytes = SIZE_MAX);

// The same for a name in a sentence, which must not be too long for one.
std::string toPlainName(std::string_view name);

} // namespace tessera
