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

// Renders for a caller that waits. Threads: any but the engine's own, which it needs.
Result<void> renderPlane(Engine& engine, const OpenedVolume& volume, RenderWish wish,
    RgbRowSink sink, std::function<void(double)> progress = {}, const std::stop_token& stop = {});

} // namespace tessera
