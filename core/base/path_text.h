// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tessera {

// Paths cross the borders of the core as UTF-8 text, on every system.
std::string toUtf8(const std::filesystem::path& path);
std::filesystem::path fromUtf8(std::string_view text);

// The last component, for a sentence a person reads; never empty for a non-empty path.
std::string shownName(const std::filesystem::path& path);

} // namespace tessera
