// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/axis_evidence.h"
#include "core/source/axis_layout.h"
#include "core/source/meaning.h"
#include "core/source/value_sample.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tessera {

// Which dimension is which axis, and what was seen on the way.
struct AxisDecision {
    Axes axes;
    std::string reason;
    bool isAmbiguous = false;
    std::vector<AxisAlternative> alternatives;
};

// By what the file says, else by the sums of samples, else by the extents. The boxes that were read
// are added to `boxes`. Errors: Cancelled; Unsupported with what is wrong, to follow the array's
// name. Threads: any, a sampler of its own.
Result<AxisDecision> decideAxes(
    const OpenedArray& array, const std::stop_token& stop, std::vector<ValueBox>& boxes);

// Other ways to take the dimensions than `chosen`: those of `choices`, without classes, rows and
// columns exchanged.
std::vector<AxisAlternative> alternativesTo(const Axes& chosen, const ArrayInfo& info,
    const PartialAxes& known, const std::vector<ClassChoice>& choices);

} // namespace tessera
