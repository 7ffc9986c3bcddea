// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/sample_view.h"
#include "core/source/value_scale.h"

#include <cstddef>
#include <cstdint>

namespace tessera {

// Makes probabilities of numbers, as a ValueScale says, in double: the number of the file minus
// low, divided by high - low; then the activation of each pixel. NaN stays NaN, and has no part in
// the softmax of the others; a softmax of one channel is a sigmoid. Nothing is clamped. Where the
// range is 0 to `unit`, integers are divided once, as those that are shown as stored.
// Threads: any.
class SampleScaler {
public:
    // `channels` are stored; `unit` as ArrayInfo has it.
    SampleScaler(const ValueScale& scale, double unit, std::int64_t channels);

    // Of `channels`.
    std::int64_t classes() const { return m_isBinary ? 2 : m_channels; }
    // Whether a probability takes more to be known than the number that is stored for it.
    bool needsAllClasses() const { return m_isBinary || m_activation == Activation::Softmax; }

    // How many doubles the result of that view has.
    std::size_t samplesFor(const SampleView& stored) const;
    // The result, Float64, in `target`. `stored` has all channels where needsAllClasses().
    SampleView apply(const SampleView& stored, double* target) const;

private:
    std::int64_t classesFor(const SampleView& stored) const
    {
        return m_isBinary ? 2 : stored.classes;
    }
    void convert(const SampleView& stored, std::int64_t at, std::int64_t stride, std::int64_t count,
        double* out) const;
    void scale(ElementType type, double* values, std::int64_t count) const;
    void activate(
        double* values, std::int64_t classStride, std::int64_t classes, std::int64_t count) const;

    Activation m_activation;
    bool m_isBinary;
    bool m_isAsStored; // the range is that of the type
    std::int64_t m_channels;
    double m_unit;
    ValueRange m_range;
};

} // namespace tessera
