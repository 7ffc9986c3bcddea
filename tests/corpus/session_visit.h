// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/engine.h"
#include "tests/corpus/cli_visit.h"

#include <chrono>
#include <filesystem>

namespace tessera::corpus {

// What a window does with one item, without the window: opens it (or the first array that can be
// chosen), wants the tiles of the whole plane and of its middle at full size, on the first plane
// and on the last, probes a pixel, and closes it. Each wait ends with `patience`.
// Threads: any; blocks.
Visit visitBySession(Engine& engine, const Item& item, const std::filesystem::path& corpus,
    std::chrono::milliseconds patience);

} // namespace tessera::corpus
