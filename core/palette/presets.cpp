// SPDX-License-Identifier: MIT
#include "core/palette/presets.h"

#include "core/palette/glasbey_colours.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace tessera {

namespace {

Rgb toRgb(std::uint32_t colour) // 0xRRGGBB
{
    constexpr unsigned redShift = 16;
    constexpr unsigned greenShift = 8;
    constexpr std::uint32_t channel = 0xFF;
    return {static_cast<std::uint8_t>(colour >> redShift & channel),
        static_cast<std::uint8_t>(colour >> greenShift & channel),
        static_cast<std::uint8_t>(colour & channel)};
}

std::vector<Rgb> toRgb(std::span<const std::uint32_t> colours)
{
    std::vector<Rgb> result(colours.size());
    std::ranges::transform(
        colours, result.begin(), [](std::uint32_t colour) { return toRgb(colour); });
    return result;
}

// Blue, green, red and cyan, as in the talk that this program began with.
constexpr std::array<std::uint32_t, 4> talk{0x0000FF, 0x00FF00, 0xFF0000, 0x00FFFF};

// Okabe and Ito, "Color Universal Design" (2008), with grey in place of black, which means "no
// class" here.
constexpr std::array<std::uint32_t, 8> okabeIto{
    0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0x0072B2, 0xD55E00, 0xCC79A7, 0x999999};

// As of Tableau 10.0 (2016).
constexpr std::array<std::uint32_t, 10> tableau10{0x4E79A7, 0xF28E2B, 0xE15759, 0x76B7B2, 0x59A14F,
    0xEDC948, 0xB07AA1, 0xFF9DA7, 0x9C755F, 0xBAB0AC};

enum Place : std::size_t { Talk, OkabeIto, Tableau10, Glasbey };

const std::array<Preset, 4>& all()
{
    static const std::array<Preset, 4> made{{
        {"talk", "Talk", toRgb(talk)},
        {"okabe-ito", "Okabe-Ito", toRgb(okabeIto)},
        {"tableau-10", "Tableau 10", toRgb(tableau10)},
        {"glasbey", "Glasbey", toRgb(glasbeyColours)},
    }};
    return made;
}

} // namespace

std::span<const Preset> presets()
{
    return all();
}

const Preset* findPreset(std::string_view id)
{
    const auto found = std::ranges::find(all(), id, &Preset::id);
    return found == all().end() ? nullptr : &*found;
}

const Preset& defaultPreset(std::size_t classCount)
{
    if (classCount <= talk.size())
        return all()[Talk];
    return all()[classCount <= okabeIto.size() ? OkabeIto : Glasbey];
}

Look withPreset(Look look, const Preset& preset)
{
    if (preset.colours.empty())
        return look;
    for (std::size_t index = 0; index < look.classes.size(); ++index)
        look.classes[index].colour = preset.colours[index % preset.colours.size()];
    return look;
}

} // namespace tessera
