#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes core/palette/glasbey_colours.cpp: 256 colours, each as far as possible from all before it.

The greedy search of Glasbey et al. (2007, "Colour displays for categorical images") in CIELAB.
Lightness counts half, because a low probability darkens a colour: classes must differ in hue
first. Black (no class), white and grey are taken from the start, and very dark or light colours are
left out. No random numbers: every run writes the same file.

    python3 resources/palettes/make_glasbey.py > core/palette/glasbey_colours.cpp
    clang-format-19 -i core/palette/glasbey_colours.cpp
"""

COUNT = 256
STEP = 5  # of the grid of candidates; 255 is a multiple
LIGHTNESS = (38.0, 93.0)
LIGHTNESS_WEIGHT = 0.5
TAKEN = [(0, 0, 0), (255, 255, 255), (128, 128, 128)]
WHITE_D65 = (0.95047, 1.0, 1.08883)


def linear(channel):
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def lab(rgb):
    r, g, b = (linear(channel) for channel in rgb)
    xyz = (
        0.4124564 * r + 0.3575761 * g + 0.1804375 * b,
        0.2126729 * r + 0.7151522 * g + 0.0721750 * b,
        0.0193339 * r + 0.1191920 * g + 0.9503041 * b,
    )
    fx, fy, fz = (
        t ** (1 / 3) if t > 216 / 24389 else t * 841 / 108 + 4 / 29
        for t in (value / white for value, white in zip(xyz, WHITE_D65))
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(a, b):
    return (
        (LIGHTNESS_WEIGHT * (a[0] - b[0])) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2
    )


def search():
    levels = range(0, 256, STEP)
    candidates = [(r, g, b) for r in levels for g in levels for b in levels]
    points = [(lab(rgb), rgb) for rgb in candidates]
    points = [(p, rgb) for p, rgb in points if LIGHTNESS[0] <= p[0] <= LIGHTNESS[1]]
    nearest = [min(distance(p, lab(taken)) for taken in TAKEN) for p, _ in points]
    chosen = []
    while len(chosen) < COUNT:
        best = max(range(len(points)), key=nearest.__getitem__)
        place, rgb = points[best]
        chosen.append(rgb)
        nearest = [min(d, distance(p, place)) for d, (p, _) in zip(nearest, points)]
    return chosen


def main():
    print("// SPDX-License-Identifier: MIT")
    print("// Written by resources/palettes/make_glasbey.py; change it there.")
    print('#include "core/palette/glasbey_colours.h"\n')
    print("namespace tessera {\n")
    print(f"const std::array<std::uint32_t, {COUNT}> glasbeyColours{{")
    colours = [f"0x{r:02X}{g:02X}{b:02X}," for r, g, b in search()]
    for first in range(0, COUNT, 8):
        print("    " + " ".join(colours[first : first + 8]))
    print("};\n\n} // namespace tessera")


if __name__ == "__main__":
    main()
