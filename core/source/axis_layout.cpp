// SPDX-License-Identifier: MIT
#include "core/source/axis_layout.h"

#include "core/base/class_limit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>

namespace tessera {

namespace {

constexpr std::size_t planeDimensions = 2;
constexpr std::size_t mostDimensions = 8; // of which some have one entry only
constexpr std::size_t mostLongDimensions = 6; // a batch, t z y x and classes

struct SizeWeight {
    std::uint64_t most; // extent
    double weight;
};
// How likely a dimension of that extent holds classes, where nothing but shapes is known. Channels
// come last in most files, before everything else in most of the others.
constexpr std::array<SizeWeight, 6> ofLast{
    {{4, 1.0}, {16, 0.9}, {32, 0.7}, {64, 0.4}, {256, 0.15}, {maxClasses, 0.03}}};
constexpr std::array<SizeWeight, 6> ofFirst{
    {{4, 0.95}, {16, 0.7}, {32, 0.25}, {64, 0.2}, {256, 0.05}, {maxClasses, 0.01}}};
constexpr std::array<SizeWeight, 6> beforePlane{
    {{4, 0.97}, {16, 0.5}, {32, 0.2}, {64, 0.1}, {256, 0.03}, {maxClasses, 0.01}}};
constexpr std::array<SizeWeight, 6> elsewhere{
    {{4, 0.3}, {16, 0.1}, {32, 0.03}, {64, 0.02}, {256, 0.01}, {maxClasses, 0.005}}};

double weightOf(const std::array<SizeWeight, 6>& table, std::uint64_t extent)
{
    for (const auto& [most, weight] : table)
        if (extent <= most)
            return weight;
    return 0;
}

// Dimensions of several entries.
std::vector<std::size_t> longOnes(std::span<const std::uint64_t> shape)
{
    std::vector<std::size_t> dimensions;
    for (std::size_t dimension = 0; dimension < shape.size(); ++dimension)
        if (shape[dimension] != 1)
            dimensions.push_back(dimension);
    return dimensions;
}

double weightOfOneClass(std::span<const std::uint64_t> shape, std::size_t longDimensions)
{
    constexpr double certain = 2;
    constexpr double likely = 1.5;
    constexpr std::array<double, 5> byDimensions{certain, certain, certain, 0.3, 0.2};
    constexpr double ofMany = 0.05;
    // A channel of one entry at the end is there for the classes.
    if (shape.size() > 2 && shape.back() == 1)
        return std::max(likely, longDimensions < 3 ? certain : 0);
    return longDimensions < byDimensions.size() ? byDimensions.at(longDimensions) : ofMany;
}

bool isKnown(const PartialAxes& axes, Axis axis)
{
    return std::ranges::find(axes, std::optional(axis)) != axes.end();
}

// Gives unknown dimensions, `those`, the next letters from the last one on.
class LetterGiver {
public:
    explicit LetterGiver(PartialAxes& axes)
        : m_axes(axes)
        , m_planeAxesLeft((isKnown(axes, Axis::Y) ? 0U : 1U) + (isKnown(axes, Axis::X) ? 0U : 1U))
    {
        using enum Axis;
        for (const Axis axis : {X, Y, Z, Time})
            if (!isKnown(axes, axis))
                m_left.push_back(axis);
    }
    std::size_t planeAxesLeft() const { return m_planeAxesLeft; }

    std::size_t give(const std::vector<std::size_t>& those) // how many are a batch
    {
        std::size_t next = 0;
        std::size_t batches = 0;
        for (const auto dimension : those | std::views::reverse) {
            const bool isBatch = next == m_left.size();
            m_axes[dimension] = isBatch ? Axis::Batch : m_left[next++];
            batches += isBatch ? 1 : 0;
        }
        return batches;
    }

private:
    PartialAxes& m_axes;
    std::vector<Axis> m_left; // the innermost first
    std::size_t m_planeAxesLeft = 0;
};

// Which dimension of one entry stands for the classes: the last of all, else the last in front of
// the others; of three or more in front, the one before that, which is followed by a depth.
std::optional<std::size_t> channelOfOne(
    std::span<const std::uint64_t> shape, const PartialAxes& axes)
{
    const auto isFree = [&](std::size_t dimension) {
        return shape[dimension] == 1 && !axes[dimension];
    };
    if (isFree(shape.size() - 1))
        return shape.size() - 1;
    std::size_t leading = 0;
    while (leading < shape.size() && isFree(leading))
        ++leading;
    constexpr std::size_t batchClassDepth = 3;
    if (leading >= batchClassDepth && !isKnown(axes, Axis::Z))
        return leading - 2;
    if (leading > 0)
        return leading - 1;
    for (std::size_t dimension = 0; dimension < shape.size(); ++dimension)
        if (isFree(dimension))
            return dimension;
    return std::nullopt;
}

} // namespace

std::optional<PartialAxes> partialAxes(std::string_view letters, std::size_t rank)
{
    if (letters.size() != rank)
        return std::nullopt;
    PartialAxes axes;
    axes.reserve(rank);
    for (const char letter : letters) {
        constexpr std::string_view known = "tzyxcb"; // in the order of enum Axis
        const auto index = known.find(letter);
        if (index == std::string_view::npos) {
            if (letter != '?')
                return std::nullopt;
            axes.emplace_back();
            continue;
        }
        const auto axis = static_cast<Axis>(index);
        if (axis != Axis::Batch && isKnown(axes, axis))
            return std::nullopt;
        axes.emplace_back(axis);
    }
    return axes;
}

std::vector<ClassChoice> classChoices(
    std::span<const std::uint64_t> shape, const PartialAxes& known)
{
    const auto isOfClasses = std::ranges::find(known, std::optional(Axis::Class));
    if (isOfClasses != known.end())
        return {{static_cast<std::size_t>(isOfClasses - known.begin()), 1}};
    const auto dimensions = longOnes(shape);
    std::vector<ClassChoice> choices;
    choices.reserve(dimensions.size() + 1);
    if (completed(shape, known, std::nullopt))
        choices.push_back({std::nullopt, weightOfOneClass(shape, dimensions.size())});
    for (const auto dimension : dimensions) {
        if (known[dimension] || shape[dimension] > maxClasses
            || !completed(shape, known, dimension))
            continue;
        const bool isLast = dimension == dimensions.back();
        const bool isBeforePlane = dimensions.size() > planeDimensions
            && dimension == dimensions[dimensions.size() - 1 - planeDimensions];
        const auto extent = shape[dimension];
        double weight = weightOf(elsewhere, extent);
        if (isLast)
            weight = weightOf(ofLast, extent);
        else if (dimension == dimensions.front())
            weight = weightOf(ofFirst, extent);
        else if (isBeforePlane)
            weight = weightOf(beforePlane, extent);
        choices.push_back({dimension, weight});
    }
    std::ranges::stable_sort(choices, std::greater(), &ClassChoice::weight);
    return choices;
}

std::optional<Axes> completed(std::span<const std::uint64_t> shape, const PartialAxes& known,
    std::optional<std::size_t> classes)
{
    PartialAxes axes = known;
    if (classes) {
        if (axes[*classes] && axes[*classes] != Axis::Class)
            return std::nullopt;
        axes[*classes] = Axis::Class;
    }
    const auto isUnknown = [&](std::size_t dimension) { return !axes[dimension]; };
    auto those = longOnes(shape);
    std::erase_if(those, [&](std::size_t dimension) { return !isUnknown(dimension); });
    LetterGiver letters(axes);
    for (auto dimension = shape.size(); dimension-- > 0;)
        if (those.size() < letters.planeAxesLeft() && isUnknown(dimension) && shape[dimension] == 1)
            those.push_back(dimension);
    if (those.size() < letters.planeAxesLeft())
        return std::nullopt;
    std::ranges::sort(those);
    if (letters.give(those) > 1)
        return std::nullopt;
    if (!isKnown(axes, Axis::Class))
        if (const auto channel = channelOfOne(shape, axes)) {
            axes[*channel] = Axis::Class;
            if (*channel + 1 < shape.size() && shape[*channel + 1] == 1 && !axes[*channel + 1]
                && !isKnown(axes, Axis::Z))
                axes[*channel + 1] = Axis::Z;
        }
    Axes all;
    all.order.reserve(axes.size());
    for (const auto& axis : axes)
        all.order.push_back(axis.value_or(Axis::Batch));
    return all;
}

std::string whyNoPlane(std::span<const std::uint64_t> shape)
{
    if (shape.size() < 2)
        return fmt::format("has {} dimension{}; a picture needs rows and columns", shape.size(),
            shape.size() == 1 ? "" : "s");
    if (shape.size() > mostDimensions)
        return fmt::format(
            "has {} dimensions; at most {} can be shown", shape.size(), mostDimensions);
    if (const auto many = longOnes(shape).size(); many > mostLongDimensions)
        return fmt::format(
            "has {} dimensions of more than one entry; at most {} can be shown (a batch, time, "
            "depth, rows, columns, classes)",
            many, mostLongDimensions);
    return {};
}

} // namespace tessera
