// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tessera {

// Paths cross the borders of the core as UTF-8 text, on every system.
std::string toUtf8(const std::filesystem::path& path);
std::filesystem::path fromUtf8(std::string_view text);

// Text of a file or of its name, which may be any bytes, for a person: control characters, which
// would do something to a terminal, become "\x1b".
std::string shownText(std::string_view text);

// The last component, for a sentence a person reads; never empty for a non-empty path.
std::string shownName(const std::filesystem::path& path);

} // namespace tessera
