// SPDX-License-Identifier: MIT
#include "core/source/axis_evidence.h"
#include "core/source/scale_evidence.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tessera {

namespace {

constexpr double slightly = 1e-6; // by which rounding may exceed a range
constexpr double sumTolerance = 0.02; // as the sums of whole numbers of 8 bits need

void countNumber(double value, const ValueRange& range, SampleChecks& checks)
{
    ++checks.samples;
    if (std::isnan(value)) {
        ++checks.notANumber;
        return;
    }
    if (std::isinf(value)) {
        ++checks.infinite;
        return;
    }
    const bool isFirst = checks.samples == checks.notANumber + checks.infinite + 1;
    checks.least = isFirst ? value : std::min(checks.least, value);
    checks.greatest = isFirst ? value : std::max(checks.greatest, value);
    checks.negative += value < range.low ? 1 : 0;
    const double most = range.high + slightly * (range.high - range.low);
    checks.aboveRange += value > most ? 1 : 0;
}

// What goes through an activation may be any number.
ValueRange rangeOf(const ValueScale& scale)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    return scale.activation == Activation::None ? scale.range : ValueRange{-infinity, infinity};
}

// As the kernel has it: the first of equals, and none where nothing is positive.
void countWinner(std::span<const double> pixel, const ValueScale& scale, SampleChecks& checks)
{
    double best = scale.activation == Activation::None ? scale.range.low
                                                       : -std::numeric_limits<double>::infinity();
    std::size_t winner = pixel.size();
    for (std::size_t index = 0; index < pixel.size(); ++index)
        if (pixel[index] > best) {
            best = pixel[index];
            winner = index;
        }
    if (winner < pixel.size())
        ++checks.won[winner];
}

} // namespace

SampleChecks checkSamples(const ArrayInfo& info, const Axes& axes, const ValueScale& scale,
    std::span<const ValueBox> boxes)
{
    SampleChecks checks;
    const ValueRange range = rangeOf(scale);
    const auto dimension = axes.dimensionOf(Axis::Class);
    const bool hasClasses = dimension && info.shape[*dimension] > 1;
    if (!hasClasses) {
        checks.won.assign(1, 0);
        for (const ValueBox& box : boxes)
            for (const double& value : box.values) {
                countNumber(value, range, checks);
                countWinner({&value, 1}, scale, checks);
            }
        checks.pixels = checks.samples;
        return checks;
    }
    checks.won.assign(info.shape[*dimension], 0);
    double sums = 0;
    double squares = 0;
    std::uint64_t finite = 0;
    forEachLine(boxes, *dimension, [&](std::span<const double> pixel) {
        ++checks.pixels;
        double sum = 0;
        for (const double value : pixel) {
            countNumber(value, range, checks);
            sum += value;
        }
        countWinner(pixel, scale, checks);
        if (!std::isfinite(sum))
            return;
        ++finite;
        sums += sum;
        squares += sum * sum;
        const double total = (sum - scale.range.low * static_cast<double>(pixel.size()))
            / (scale.range.high - scale.range.low);
        if (scale.activation == Activation::None && std::abs(total - 1) > sumTolerance)
            ++checks.sumsNotOne;
    });
    if (finite == 0)
        return checks;
    const auto count = static_cast<double>(finite);
    checks.meanSum = sums / count;
    checks.sumDeviation =
        std::sqrt(std::max(0.0, squares / count - checks.meanSum * checks.meanSum));
    return checks;
}

} // namespace tessera
