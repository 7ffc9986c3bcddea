// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/palette/look.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// Tessera's own palette file: {"format": "tessera palette", "version": 1,
// "classes": [{"name": "glass", "colour": "#0000ff", "visible": true}, …]}.
std::string toPaletteJson(const Look& look);
Result<std::vector<ClassStyle>> parsePaletteJson(std::string_view text, std::string_view shownName);

Result<void> savePalette(const Look& look, const std::filesystem::path& path);
Result<std::vector<ClassStyle>> loadPalette(const std::filesystem::path& path);

// The look with what a loaded palette says: classes of the same name first, the others by position.
Look withPalette(Look look, const std::vector<ClassStyle>& palette);

} // namespace tessera
