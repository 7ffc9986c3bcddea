// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>

class QPalette;

namespace tessera {

// True when the palette is light text on a dark window.
bool isDark(const QPalette& palette);

// `share` of `over` (0 … 1) mixed into `under`; opaque.
QColor mixed(const QColor& under, const QColor& over, double share);

// Text that stays behind the rest: folders, units, hints.
QColor quietText(const QPalette& palette);

// Hairlines, frames and the grid of a chart.
QColor lineColour(const QPalette& palette);

// Three shades of the accent that stay apart on the palette's base; `index` 0 is the strongest.
QColor accentShade(const QPalette& palette, int index);

// Threads: GUI thread only, like every colour of a palette.

} // namespace tessera
