// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/guided_file.h"
#include "core/source/opened_array.h"
#include "core/source/volume_file.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace tessera {

// Checks what a guide claims of an array and opens it.
// Errors: Malformed, Unsupported, TooLarge, Cancelled, and those of the guide.
// `warnings`: that are known already.
Result<ArrayPtr> openArray(const GuidedFile& file, ArrayFacts facts, ArrayUse use,
    std::vector<std::string> warnings, const std::stop_token& stop);

// The same for probabilities, but opened when they are first read; only the claims are checked.
Result<ArrayPtr> openArrayLater(const GuidedFile& file, ArrayFacts facts);

} // namespace tessera
