// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/plane_render.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>

namespace tessera {

// Takes the rows of a picture, top row first: 3 × columns bytes, RGB. An error ends the rendering.
// Never called twice at once.
using RgbRowSink = std::function<Result<void>(std::span<const std::uint8_t>)>;

std::unique_ptr<StripeWriter> passRowsTo(RgbRowSink sink);

// Renders for a caller that waits; `progress` is called by workers, never two at once.
// Threads: any but the engine's own, which it needs.
Result<RenderCost> renderAndWait(Engine& engine, const OpenedVolume& volume, RenderWish wish,
    std::unique_ptr<StripeWriter> writer, std::function<void(double)> progress = {},
    const std::stop_token& stop = {});

// The same, row by row.
Result<void> renderPlane(Engine& engine, const OpenedVolume& volume, RenderWish wish,
    RgbRowSink sink, std::function<void(double)> progress = {}, const std::stop_token& stop = {});

} // namespace tessera
