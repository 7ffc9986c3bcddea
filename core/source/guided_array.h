// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/axis_guess.h"
#include "core/source/guided_file.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace tessera {

enum class ArrayUse : std::uint8_t { Probabilities, Image };

// Checks what a guide claims of an array (`axes`: one a dimension) and opens it.
// Errors: Malformed, Unsupported, TooLarge, Cancelled, and those of the guide.
// `warnings`: that are known already.
Result<std::shared_ptr<const VolumeSource>> openArray(const GuidedFile& file, ArrayFacts facts,
    const AxisGuess& axes, ArrayUse use, std::vector<std::string> warnings,
    const std::stop_token& stop);

} // namespace tessera
