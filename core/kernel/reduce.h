// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/sample_view.h"
#include "core/kernel/class_planes.h"

#include <cstdint>

namespace tessera {

struct ReduceCounts {
    std::uint64_t clamped = 0; // pixels whose number is above 1; they are drawn as 1
    std::uint64_t notANumber = 0; // pixels with nothing but NaN

    ReduceCounts& operator+=(const ReduceCounts& other)
    {
        clamped += other.clamped;
        notANumber += other.notANumber;
        return *this;
    }
    ReduceCounts& operator-=(const ReduceCounts& other)
    {
        clamped -= other.clamped;
        notANumber -= other.notANumber;
        return *this;
    }
};

// The kernel of colorcode (talk "Profile, Optimize, Repeat", colorcode_probabilities): for each
// pixel start with *none* and best 0, walk the classes in order, take a class when its value is
// above best. So the first of equals wins, NaN never wins, and a pixel without a positive value is
// *none*. The number kept is the best value: as stored where target.numberType is samples.type,
// else (Float32) as a probability rounded once. 1 <= classes <= maxClasses; codes are wide where
// needed. Threads: any; touches nothing but the target.
void reduceClasses(const SampleView& samples, const ClassTarget& target, ReduceCounts& counts);

// Copies samples of an image: channels interleaved in the target, rowStride in pixels. numberType
// is samples.type, or Float32, for which stored values are converted without scaling, or an integer
// type for Float64 samples (means of such integers), which are rounded, halves upwards; NaN, the
// mean of nothing, becomes 0.
struct ValueTarget {
    std::byte* values = nullptr;
    ElementType numberType = ElementType::Float32;
    std::int64_t channels = 1;
    std::int64_t rowStride = 0;
};
void copyValues(const SampleView& samples, const ValueTarget& target);

} // namespace tessera
