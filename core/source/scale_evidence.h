// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/axes.h"
#include "core/source/array_info.h"
#include "core/source/meaning.h"
#include "core/source/value_sample.h"
#include "core/source/value_scale.h"

#include <span>
#include <string>

namespace tessera {

struct ScaleDecision {
    ValueScale scale;
    std::string reason; // a sentence
};

// What the stored numbers mean: by the file's own range where the samples fit it, by what they sum
// to along the classes, else by how large they are. Threads: any.
ScaleDecision decideScale(const ArrayInfo& info, const Axes& axes, std::span<const ValueBox> boxes);

// What is odd about the samples, if they mean that. Threads: any.
SampleChecks checkSamples(const ArrayInfo& info, const Axes& axes, const ValueScale& scale,
    std::span<const ValueBox> boxes);

} // namespace tessera
