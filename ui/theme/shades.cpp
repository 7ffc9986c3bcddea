// SPDX-License-Identifier: MIT
#include "ui/theme/shades.h"

#include <QPalette>

namespace tessera {

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::WindowText).lightness()
        > palette.color(QPalette::Window).lightness();
}

QColor mixed(const QColor& under, const QColor& over, double share)
{
    const auto mix = [share](float a, float b) {
        return static_cast<float>(
            (1.0 - share) * static_cast<double>(a) + share * static_cast<double>(b));
    };
    return QColor::fromRgbF(mix(under.redF(), over.redF()), mix(under.greenF(), over.greenF()),
        mix(under.blueF(), over.blueF()));
}

QColor quietText(const QPalette& palette)
{
    constexpr double strength = 0.66;
    return mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), strength);
}

QColor lineColour(const QPalette& palette)
{
    constexpr double strength = 0.18;
    return mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), strength);
}

QColor accentShade(const QPalette& palette, int index)
{
    constexpr double towardsBase = 0.4;
    constexpr double towardsText = 0.6;
    const QColor accent = palette.color(QPalette::Active, QPalette::Highlight);
    if (index == 1)
        return mixed(accent, palette.color(QPalette::Active, QPalette::Base), towardsBase);
    if (index == 2)
        return mixed(accent, palette.color(QPalette::Active, QPalette::Text), towardsText);
    return accent;
}

} // namespace tessera
