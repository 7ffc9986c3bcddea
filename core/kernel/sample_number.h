// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/element_type.h"
#include "core/kernel/sample_value.h"

namespace tessera {

// A sample as a number: integers as probabilities, if `scaled`.
template <bool scaled, class Sample> double asDouble(Sample sample)
{
    if constexpr (scaled)
        return toProbability(sample);
    else
        return static_cast<double>(sample);
}

// Calls `f` with the C++ type that `type` names and with `scaled` as template arguments.
template <class F> void withScaling(ElementType type, bool scaled, F&& f)
{
    withElementType(type, [&]<class Sample>(Sample) {
        if (scaled)
            f.template operator()<Sample, true>();
        else
            f.template operator()<Sample, false>();
    });
}

} // namespace tessera
