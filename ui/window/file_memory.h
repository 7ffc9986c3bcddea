// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/axes.h"
#include "core/grid/region.h"
#include "core/palette/look.h"
#include "ui/settings/settings.h"
#include "ui/view/view_transform.h"

#include <optional>

namespace tessera {

// How a file was looked at: where, which plane and slice, which way up, how opaque.
struct RememberedView {
    ViewState state;
    bool isFitted = true;
    PlanePosition plane;
    int opacityPercent = 100;
    PlaneAxes planeAxes = PlaneAxes::XY;
    ViewOrientation orientation = {};
    bool showsScaleBar = false;

    friend bool operator==(const RememberedView&, const RememberedView&) = default;
};

FileMemory memoryOf(const Look& look, const RememberedView& view);

// Empty where nothing (or nothing sensible) was remembered; the look keeps the classes of
// `present`.
std::optional<Look> lookOf(const FileMemory& memory, const Look& present);
std::optional<RememberedView> viewOf(const FileMemory& memory);

} // namespace tessera
