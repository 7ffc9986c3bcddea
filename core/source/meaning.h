// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/axes.h"
#include "core/source/value_scale.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tessera {

// Another way to take the dimensions.
struct AxisAlternative {
    Axes axes;
    std::string reason; // why it might be meant, a sentence
};

// What a look at some samples found. Numbers are those of the file.
struct SampleChecks {
    std::uint64_t pixels = 0; // that were looked at; 0: none, and all below means nothing
    std::uint64_t samples = 0;
    std::uint64_t sumsNotOne = 0; // pixels, of the probabilities by the scale that was found
    std::uint64_t notANumber = 0; // samples, as the next four
    std::uint64_t infinite = 0;
    std::uint64_t negative = 0;
    std::uint64_t aboveRange = 0;
    double least = 0; // of finite ones
    double greatest = 0;
    double meanSum = 0; // over the classes
    double sumDeviation = 0; // standard deviation of the same
    std::vector<std::uint64_t> won; // pixels in which this class is the most probable one
};

// Distances between neighbouring pixels, in `unit`; 0 where it is not known.
struct PixelSize {
    double x = 0;
    double y = 0;
    double z = 0;
    std::string unit; // "µm"; empty: not said

    bool isKnown() const { return x > 0 && y > 0; }
};

// What an array means, and why. Every reason is a sentence for a person, with a full stop.
struct Meaning {
    Axes axes; // one entry a dimension, whatever plane is shown
    std::string axesReason;
    bool isAmbiguous = false; // an alternative is about as likely
    std::vector<AxisAlternative> alternatives; // the likeliest first
    ValueScale scale;
    std::string scaleReason;
    SampleChecks checks;
    std::vector<std::string> classNames; // may be empty, else one a class
    std::string classNamesReason; // empty where there are none
    PixelSize pixel;
    std::string pixelReason; // empty where it is not known
};

} // namespace tessera
