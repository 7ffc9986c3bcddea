// SPDX-License-Identifier: MIT
#include "core/source/scale_evidence.h"

#include "core/source/axis_evidence.h"
#include "core/source/reading_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace tessera {

namespace {

// Of all samples that are finite numbers.
struct Extremes {
    double least = std::numeric_limits<double>::infinity();
    double greatest = -std::numeric_limits<double>::infinity();
    std::size_t samples = 0;

    bool areKnown() const { return samples > 0; }
};

Extremes extremesOf(std::span<const ValueBox> boxes)
{
    Extremes extremes;
    for (const ValueBox& box : boxes)
        for (const double value : box.values)
            if (std::isfinite(value)) {
                extremes.least = std::min(extremes.least, value);
                extremes.greatest = std::max(extremes.greatest, value);
                ++extremes.samples;
            }
    return extremes;
}

std::string numberText(double value)
{
    return fmt::format("{:.5g}", value);
}

// The class axis, where there are several classes.
std::optional<std::size_t> classDimension(const ArrayInfo& info, const Axes& axes)
{
    const auto dimension = axes.dimensionOf(Axis::Class);
    return dimension && info.shape[*dimension] > 1 ? dimension : std::nullopt;
}

class ScaleChoice {
public:
    ScaleChoice(const ArrayInfo& info, const Axes& axes, std::span<const ValueBox> boxes)
        : m_info(info)
        , m_sort(sortOf(info))
        , m_extremes(extremesOf(boxes))
    {
        for (const ValueBox& box : boxes)
            m_samples += box.values.size();
        if (const auto dimension = classDimension(info, axes)) {
            m_classes = info.shape[*dimension];
            m_sums = sumsAlong(boxes, *dimension, m_sort);
        }
    }

    ScaleDecision decide() const
    {
        if (!m_extremes.areKnown())
            return {upTo(m_info.unit),
                m_samples == 0 ? "No samples were looked at: taken as they are stored."
                               : "No sample that was looked at is a finite number: taken as they "
                                 "are stored."};
        if (auto claimed = byRange())
            return *std::move(claimed);
        if (m_sums.tellsClasses())
            return bySums();
        if (isOfLogits())
            return asLogits();
        return m_sort.isWhole ? byWholeNumbers() : byNumbers();
    }

private:
    static ValueScale upTo(double high) { return ValueScale{{0, high}}; }

    // "Samples lie between 0 and 0.97"
    std::string found() const
    {
        if (m_extremes.least == m_extremes.greatest)
            return fmt::format("All samples are {}", numberText(m_extremes.least));
        return fmt::format("Samples lie between {} and {}", numberText(m_extremes.least),
            numberText(m_extremes.greatest));
    }

    // A range that was copied from another file is not believed.
    std::optional<ScaleDecision> byRange() const
    {
        if (!m_info.hints.range)
            return std::nullopt;
        const ValueRange range = *m_info.hints.range;
        const double span = range.high - range.low;
        constexpr double slightly = 1e-3;
        const bool fits = isSound(range) && m_extremes.least >= range.low - slightly * span
            && m_extremes.greatest <= range.high + slightly * span;
        constexpr double verySmall = 0.05;
        const bool isFilled = m_sums.tellsClasses()
            ? m_sums.total >= span * (1 - verySmall)
            : m_extremes.greatest - range.low > span * verySmall || m_extremes.greatest == 0;
        if (!fits || !isFilled)
            return std::nullopt;
        return ScaleDecision{ValueScale{range},
            fmt::format("{} says {} to {}.", m_info.hints.rangeSource, numberText(range.low),
                numberText(range.high))};
    }

    ScaleDecision bySums() const
    {
        if (m_sums.isOfLogs)
            return {ValueScale{{0, 1}, Activation::Softmax},
                "The exponentials of the samples sum to 1: they are logarithms of probabilities, "
                "which softmax undoes."};
        constexpr double slightly = 1e-3;
        if (!m_sort.isWhole && m_sums.total > 1 && m_extremes.greatest <= 1 + slightly)
            return {upTo(1),
                fmt::format("Samples sum to {} over the classes, but none is above 1: 0 to 1. They "
                            "may be several answers, one after the other.",
                    numberText(m_sums.total))};
        return {upTo(m_sums.total),
            fmt::format("Samples sum to {} over the classes.", numberText(m_sums.total))};
    }

    // Whole numbers of a wide range are those of an image.
    bool isOfLogits() const
    {
        constexpr double clearlyNegative = -0.5;
        constexpr double mostOfLogits = 256;
        return m_extremes.least < clearlyNegative
            && (!m_sort.isWhole || m_extremes.greatest - m_extremes.least < mostOfLogits);
    }

    ScaleDecision asLogits() const
    {
        if (m_classes > 1)
            return {ValueScale{{0, 1}, Activation::Softmax},
                found() + ": outputs of a network before softmax, which is applied."};
        return {ValueScale{{0, 1}, Activation::Sigmoid},
            found() + ": outputs of a network before the sigmoid function, which is applied."};
    }

    std::string eachForItself() const
    {
        if (m_sums.total > 0)
            return fmt::format(
                " They sum to {} over the classes, but they are the same everywhere.",
                numberText(m_sums.mean));
        return m_classes > 1 && m_sums.lines > 0
            ? fmt::format(" They do not sum to the same over the classes ({} ± {}): each class "
                          "stands for itself.",
                  numberText(m_sums.mean), numberText(m_sums.deviation))
            : std::string{};
    }

    ScaleDecision byNumbers() const
    {
        constexpr double aLittleMore = 2; // of what is no probability in the strict sense
        constexpr double leastPercent = 20;
        constexpr std::array<double, 3> usual{100, 255, 65535};
        const double greatest = m_extremes.greatest;
        if (greatest <= aLittleMore)
            return {upTo(1), found() + ": 0 to 1." + eachForItself()};
        if (greatest <= leastPercent && m_classes > 1)
            return {ValueScale{{0, 1}, Activation::Softmax},
                found() + ", more than probabilities do: softmax is applied."};
        for (const double high : usual)
            if (greatest > leastPercent && greatest <= high)
                return {upTo(high),
                    fmt::format("{}: 0 to {}.", found(), numberText(high)) + eachForItself()};
        return {upTo(greatest),
            fmt::format("{}: 0 to the greatest of them.", found()) + eachForItself()};
    }

    // What whole numbers may be that do not sum up.
    std::string whatElse() const
    {
        constexpr double mostLabels = 40;
        constexpr double mostOfBytes = 255;
        constexpr std::array<std::uint64_t, 2> coloursOfPictures{3, 4};
        if (m_extremes.least < 0)
            return " Some are negative: this may be an image.";
        if (m_extremes.greatest > 1 && m_extremes.greatest <= mostLabels)
            return " They may be labels, each the number of a class or an object, which are no "
                   "probabilities.";
        if (m_info.unit == mostOfBytes
            && std::ranges::find(coloursOfPictures, m_classes) != coloursOfPictures.end()
            && m_sums.total == 0)
            return " This may be a colour picture.";
        return {};
    }

    // Whole numbers stand for parts of their type's maximum, unless they come nowhere near it.
    ScaleDecision byWholeNumbers() const
    {
        constexpr double mostOfBytes = 255;
        const double greatest = m_extremes.greatest;
        if (m_info.unit == 1)
            return {upTo(1), "True and false are 1 and 0." + eachForItself()};
        if (greatest == 1 && m_extremes.least == 0)
            return {upTo(1), "Samples are 0 and 1." + eachForItself()};
        if (m_info.unit <= mostOfBytes || greatest > m_info.unit / 2 || greatest <= 0)
            return {upTo(m_info.unit),
                fmt::format("{}: 0 to {}, the type's maximum.", found(), numberText(m_info.unit))
                    + eachForItself() + whatElse()};
        for (const double high : {100.0, mostOfBytes, 65535.0})
            if (greatest > high / 2 && greatest <= high)
                return {upTo(high),
                    fmt::format("{}: 0 to {}.", found(), numberText(high)) + eachForItself()};
        return {upTo(greatest),
            fmt::format("{}, far below the type's maximum: 0 to the greatest of them.", found())
                + eachForItself() + whatElse()};
    }

    const ArrayInfo& m_info;
    NumberSort m_sort;
    Extremes m_extremes;
    SumEvidence m_sums;
    std::uint64_t m_classes = 1;
    std::size_t m_samples = 0;
};

} // namespace

ScaleDecision decideScale(const ArrayInfo& info, const Axes& axes, std::span<const ValueBox> boxes)
{
    return ScaleChoice(info, axes, boxes).decide();
}

} // namespace tessera
