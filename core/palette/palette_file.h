// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/palette/look.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// Tessera's own palette file: {"format": "tessera palette", "version": 1,
// "classes": [{"name": "glass", "colour": "#0000ff", "visible": true}, …]}.
// A class needs a colour; the name may be left out, and "visible" is true then. Members that are
// not known are ignored. At most 4096 classes and 200 characters a name.
// Errors: NotFound, NoPermission, Unreadable, WrongFormat (not such a file), Unsupported (of a
// newer version), Malformed, TooLarge; the sentence names `shownName`.
// Threads: any; these are plain functions.
std::string toPaletteJson(const Look& look);
Result<std::vector<ClassStyle>> parsePaletteJson(std::string_view text, std::string_view shownName);

constexpr ByteCount largestPaletteFile = megabytes(4);

Result<void> savePalette(const Look& look, const std::filesystem::path& path);
Result<std::vector<ClassStyle>> loadPalette(const std::filesystem::path& path);

// The look with what a loaded palette says: classes of the same name first, the others by position.
// A class for which the palette has nothing left stays as it is.
Look withPalette(Look look, const std::vector<ClassStyle>& palette);

} // namespace tessera
