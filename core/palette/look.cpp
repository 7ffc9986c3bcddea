// SPDX-License-Identifier: MIT
#include "core/palette/look.h"

#include "core/palette/presets.h"

#include <fmt/format.h>

#include <algorithm>

namespace tessera {

ColourTable colourTable(const Look& look)
{
    ColourTable table;
    table.reserve(look.classes.size());
    for (const ClassStyle& style : look.classes)
        table.push_back({style.colour, style.visible});
    return table;
}

Look defaultLook(std::size_t classCount, const std::vector<std::string>& names)
{
    Look look;
    look.classes.resize(classCount);
    for (std::size_t index = 0; index < classCount; ++index)
        look.classes[index].name = index < names.size() && !names[index].empty()
            ? names[index]
            : fmt::format("class {}", index);
    return withPreset(std::move(look), defaultPreset(classCount));
}

Look withSolo(Look look, std::size_t index)
{
    if (index >= look.classes.size())
        return look;
    const bool wasAlone = look.classes[index].visible
        && std::ranges::count(look.classes, true, &ClassStyle::visible) == 1;
    for (ClassStyle& style : look.classes)
        style.visible = wasAlone;
    look.classes[index].visible = true;
    return look;
}

} // namespace tessera
