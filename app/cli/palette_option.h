// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/palette/look.h"

#include <string>

namespace tessera {

// The look with the colours that `--palette` names: a preset's id, else a palette file; empty: as
// it is.
Result<Look> withPaletteOption(Look look, const std::string& palette);

} // namespace tessera
