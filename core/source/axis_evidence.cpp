// SPDX-License-Identifier: MIT
#include "core/source/axis_evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

namespace tessera {

namespace {

constexpr std::size_t fewestLines = 4; // from which anything is concluded
constexpr std::size_t fewestForAnyTotal = 16; // a total that nothing else speaks for needs more
constexpr double nearlyAll = 0.95;

struct Line {
    double sum = 0;
    double logSum = 0; // of the exponentials
    double least = 0;
    double greatest = 0;
};

// Of a line that says something.
std::optional<Line> lineOf(std::span<const double> values)
{
    Line line{0, 0, values.front(), values.front()};
    for (const double value : values) {
        if (!std::isfinite(value))
            return std::nullopt;
        line.sum += value;
        line.logSum += std::exp(value);
        line.least = std::min(line.least, value);
        line.greatest = std::max(line.greatest, value);
    }
    if (line.least == 0 && line.greatest == 0)
        return std::nullopt;
    return line;
}

// By how much sums of `extent` rounded numbers may differ from what they stand for.
double toleranceOf(double total, NumberSort sort, std::uint64_t extent)
{
    constexpr double ofFloats = 0.01; // of text with two digits, or of a network in half precision
    constexpr double ofHalves = 0.02;
    constexpr double leastWhole = 1.5;
    constexpr double mostWhole = 0.1;
    constexpr double halfStep = 0.75; // rounded, or cut off
    if (!sort.isWhole)
        return total * (sort.isHalf ? ofHalves : ofFloats);
    // Of ones and zeros exactly one is a one.
    if (total <= leastWhole)
        return 0;
    return std::clamp(halfStep * static_cast<double>(extent) + 1, leastWhole,
        std::max(leastWhole, mostWhole * total));
}

double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

bool areNear(std::span<const double> sums, double total, double tolerance)
{
    const auto near =
        std::ranges::count_if(sums, [&](double sum) { return std::abs(sum - total) <= tolerance; });
    return static_cast<double>(near) >= nearlyAll * static_cast<double>(sums.size());
}

// What the sums are all about, 0 where they differ.
double totalOf(const std::vector<double>& sums, NumberSort sort, std::uint64_t extent)
{
    constexpr std::array<double, 4> usual{1, 100, 255, 65535};
    constexpr std::array<double, 2> usualRounded{1000, 10000}; // parts of a thousand
    if (sums.size() < fewestLines)
        return 0;
    for (const double total : usual)
        if (areNear(sums, total, toleranceOf(total, sort, extent)))
            return total;
    for (const double total : usualRounded)
        if (sort.isWhole && areNear(sums, total, toleranceOf(total, sort, extent)))
            return total;
    if (sort.isWhole && areNear(sums, sort.unit, toleranceOf(sort.unit, sort, extent)))
        return sort.unit;
    // Votes of the trees of a forest.
    constexpr double exactly = 1e-3;
    const double median = medianOf(sums);
    const double tolerance = sort.isWhole ? 0 : exactly * median;
    if (sums.size() < fewestForAnyTotal || median <= 0 || !areNear(sums, median, tolerance))
        return 0;
    const double whole = std::round(median);
    return std::abs(whole - median) <= exactly * exactly * median ? whole : median;
}

bool isUsual(double total)
{
    return total == 1 || total == 100 || total == 255 || total == 65535;
}

void addSpread(SumEvidence& evidence, std::span<const double> sums)
{
    const auto count = static_cast<double>(sums.size());
    evidence.mean = std::accumulate(sums.begin(), sums.end(), 0.0) / count;
    double squares = 0;
    for (const double sum : sums)
        squares += (sum - evidence.mean) * (sum - evidence.mean);
    evidence.deviation = std::sqrt(squares / count);
}

double meanDifference(const ValueBox& box, std::size_t dimension, std::size_t& pairs)
{
    const auto stride = static_cast<std::size_t>(denseStrides(box.count)[dimension]);
    const auto extent = static_cast<std::size_t>(box.count[dimension]);
    double sum = 0;
    for (std::size_t at = 0; at + stride < box.values.size(); ++at) {
        const double difference = std::abs(box.values[at + stride] - box.values[at]);
        if ((at / stride) % extent + 1 == extent || !std::isfinite(difference))
            continue;
        sum += difference;
        ++pairs;
    }
    return sum;
}

} // namespace

NumberSort sortOf(const ArrayInfo& info)
{
    const bool isInteger =
        info.unit != 1 || info.type == ElementType::UInt8 || info.type == ElementType::UInt16;
    return {isInteger, info.type == ElementType::Float16, info.unit};
}

void forEachLine(std::span<const ValueBox> boxes, std::size_t dimension,
    const std::function<void(std::span<const double>)>& use)
{
    std::vector<double> line;
    for (const ValueBox& box : boxes) {
        if (std::ranges::find(box.whole, dimension) == box.whole.end())
            continue;
        const auto stride = static_cast<std::size_t>(denseStrides(box.count)[dimension]);
        const auto extent = static_cast<std::size_t>(box.count[dimension]);
        line.resize(extent);
        for (std::size_t at = 0; at < box.values.size(); ++at) {
            if ((at / stride) % extent != 0)
                continue;
            for (std::size_t entry = 0; entry < extent; ++entry)
                line[entry] = box.values[at + entry * stride];
            use(line);
        }
    }
}

SumEvidence sumsAlong(std::span<const ValueBox> boxes, std::size_t dimension, NumberSort sort)
{
    SumEvidence evidence;
    std::vector<double> sums;
    std::vector<double> logSums;
    std::uint64_t extent = 0;
    double least = 0;
    bool differ = false; // numbers of a line
    std::vector<double> first;
    bool linesDiffer = false;
    forEachLine(boxes, dimension, [&](std::span<const double> values) {
        extent = values.size();
        const auto line = lineOf(values);
        if (!line) {
            ++evidence.silent;
            return;
        }
        if (first.empty())
            first.assign(values.begin(), values.end());
        linesDiffer = linesDiffer || !std::ranges::equal(first, values);
        sums.push_back(line->sum);
        logSums.push_back(line->logSum);
        least = std::min(least, line->least);
        differ = differ || line->greatest > line->least;
    });
    evidence.lines = sums.size();
    if (sums.empty())
        return evidence;
    constexpr double slightlyNegative = -0.01;
    addSpread(evidence, sums);
    evidence.total = totalOf(sums, sort, extent);
    if (least < slightlyNegative * std::max(1.0, evidence.total))
        evidence.total = 0;
    if (least < 0 && !sort.isWhole && evidence.total == 0 && totalOf(logSums, {}, extent) == 1) {
        evidence.isOfLogs = true;
        evidence.total = 1;
        addSpread(evidence, logSums);
    }
    const bool isExpected = isUsual(evidence.total) || evidence.total == sort.unit;
    evidence.isTrivial = !differ || (!isExpected && !linesDiffer);
    return evidence;
}

std::string toText(const SumEvidence& sums, std::size_t dimension, std::uint64_t extent)
{
    return fmt::format("Along dimension {} (extent {}), {} samples {}sum to {} ± {}", dimension + 1,
        extent, sums.lines, sums.isOfLogs ? "are logarithms of what " : "",
        isUsual(sums.total) && sums.total == 1 ? fmt::format("{:.3f}", sums.mean)
                                               : fmt::format("{:.5g}", sums.mean),
        sums.deviation < 5e-5 * std::max(1.0, sums.mean) ? std::string("0.0000")
                                                         : fmt::format("{:.2g}", sums.deviation));
}

std::optional<double> roughnessAlong(std::span<const ValueBox> boxes, std::size_t dimension)
{
    double along = 0;
    double across = 0;
    std::size_t alongPairs = 0;
    std::size_t acrossPairs = 0;
    for (const ValueBox& box : boxes) {
        if (std::ranges::find(box.whole, dimension) == box.whole.end())
            continue;
        along += meanDifference(box, dimension, alongPairs);
        for (auto other = box.count.size(); other-- > 0;)
            if (std::ranges::find(box.whole, other) == box.whole.end() && box.count[other] > 1) {
                across += meanDifference(box, other, acrossPairs);
                break;
            }
    }
    if (alongPairs == 0 || acrossPairs == 0 || across == 0)
        return std::nullopt;
    return (along / static_cast<double>(alongPairs)) / (across / static_cast<double>(acrossPairs));
}

} // namespace tessera
