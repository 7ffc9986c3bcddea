// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace tessera {

// Text that can be shown and printed as it is: UTF-8 without control characters.
// Threads: any.
bool isPlainText(std::string_view text);

// The same text, with a replacement character (U+FFFD) for every byte that is in the way.
std::string toPlainText(std::string_view text);

} // namespace tessera
