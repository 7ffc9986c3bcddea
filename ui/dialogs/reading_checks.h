// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/volume_source.h"

#include <QList>
#include <QString>

#include <cstdint>
#include <vector>

namespace tessera {

// What the tiles that came so far hold. Pixels are those of the tiles, of whatever level.
struct SeenPixels {
    std::uint64_t pixels = 0;
    std::uint64_t clamped = 0; // above 1, drawn as 1
    std::uint64_t notANumber = 0; // nothing but NaN
    std::uint64_t damaged = 0; // could not be read
    std::vector<std::uint64_t> won; // pixels a class

    friend bool operator==(const SeenPixels&, const SeenPixels&) = default;
};

struct CheckLine {
    QString sentence;
    bool isWrong = false; // something to look into; else only good to know

    friend bool operator==(const CheckLine&, const CheckLine&) = default;
};

// What a look at the values found, the worst first; `names`: one a class, as they are shown.
// Threads: any.
QList<CheckLine> checkLines(
    const VolumeInfo& info, const SeenPixels& seen, const std::vector<std::string>& names);
bool isAnyWrong(const QList<CheckLine>& lines);

} // namespace tessera
