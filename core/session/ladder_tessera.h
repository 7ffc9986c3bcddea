// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/kernel/ladder.h"
#include "core/session/ladder_rung.h"

namespace tessera {

// The top of the ladder: opens the file itself, as a person would, and renders the rectangle as
// the command line does, into memory. Errors: those of opening and reading.
// Threads: any; blocks while `threads` workers (0: one a core) do it.
Result<LadderPicture> climbTessera(const LadderTask& task, const ColourTable& colours, int threads);

} // namespace tessera
