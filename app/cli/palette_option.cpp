// SPDX-License-Identifier: MIT
#include "app/cli/palette_option.h"

#include "core/base/path_text.h"
#include "core/palette/palette_file.h"
#include "core/palette/presets.h"

#include <filesystem>
#include <fmt/format.h>

namespace tessera {

Result<Look> withPaletteOption(Look look, const std::string& palette)
{
    if (palette.empty())
        return look;
    if (const Preset* preset = findPreset(palette))
        return withPreset(std::move(look), *preset);
    std::error_code ignored;
    if (!std::filesystem::exists(fromUtf8(palette), ignored)) {
        std::string known;
        for (const Preset& preset : presets())
            known += fmt::format("{}{}", known.empty() ? "" : ", ", preset.id);
        return fail(ErrorCode::BadArgument,
            fmt::format(
                "There is no palette \"{}\"; use a palette file or one of {}.", palette, known),
            palette);
    }
    const auto loaded = loadPalette(fromUtf8(palette));
    if (!loaded)
        return std::unexpected(loaded.error());
    return withPalette(std::move(look), *loaded);
}

} // namespace tessera
