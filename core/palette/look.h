// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/colour.h"

#include <cstddef>
#include <string>
#include <vector>

namespace tessera {

struct ClassStyle {
    std::string name; // UTF-8
    Rgb colour;
    bool visible = true;

    friend bool operator==(const ClassStyle&, const ClassStyle&) = default;
};

// How (class, number) becomes a colour. A plain value: sessions store it, undo is a list of former
// ones.
struct Look {
    std::vector<ClassStyle> classes; // in class order

    friend bool operator==(const Look&, const Look&) = default;
};

ColourTable colourTable(const Look& look);

// The look of a volume nobody has styled: the default preset for that many classes, and the names
// the file gives ("class 0" … where it gives none or too few).
Look defaultLook(std::size_t classCount, const std::vector<std::string>& names);

// Only class `index` visible; all visible when it was alone already.
Look withSolo(Look look, std::size_t index);

} // namespace tessera
