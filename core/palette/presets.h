// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/colour.h"
#include "core/palette/look.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tessera {

struct Preset {
    std::string_view
        id; // "talk", "okabe-ito", "tableau-10", "glasbey": stable, for the command line
    std::string_view name; // "Talk", "Okabe-Ito" …: for people
    std::vector<Rgb> colours; // repeated where there are more classes
};

std::span<const Preset> presets();
const Preset* findPreset(std::string_view id); // null when there is none
const Preset& defaultPreset(
    std::size_t classCount); // Talk up to 4, Okabe-Ito up to 8, Glasbey beyond

// The look with the preset's colours; names and visibility stay.
Look withPreset(Look look, const Preset& preset);

} // namespace tessera
