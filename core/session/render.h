// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/colour.h"
#include "core/base/error.h"
#include "core/session/session.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>

namespace tessera {

// Takes the rows of a picture, top row first: 3 × columns bytes, RGB. An error ends the rendering.
using RgbRowSink = std::function<Result<void>(std::span<const std::uint8_t>)>;

// The whole plane at full resolution, class colour × number, nothing where no class has a positive
// probability (black). Walks the same way as the view, a few tile rows at a time, with the engine's
// workers. Threads: any but the workers' own: blocks until done. `progress` from 0 to 1, called by
// this thread.
Result<void> renderPlane(Engine& engine, const OpenedVolume& volume, PlanePosition plane,
    const ColourTable& colours, const RgbRowSink& sink,
    const std::function<void(double)>& progress = {}, const std::stop_token& stop = {});

} // namespace tessera
