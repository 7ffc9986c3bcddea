// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/ladder_run.h"

#include <string>

namespace tessera {

// What came of a ladder, to be printed.
std::string ladderText(const LadderTable& table); // a table and how it was measured
std::string ladderJson(const LadderTable& table);

} // namespace tessera
