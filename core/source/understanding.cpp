// SPDX-License-Identifier: MIT
#include "core/source/understanding.h"

#include "core/base/class_limit.h"
#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/axis_decision.h"
#include "core/source/names_hints.h"
#include "core/source/scale_evidence.h"
#include "core/source/spacing_hints.h"
#include "core/source/value_sample.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t placesForScale = 8;
constexpr std::size_t placesOfChunks = 2; // which are to be decoded

std::unexpected<Error> cannotBeShown(const ArrayInfo& info, const std::string& reason)
{
    const auto name = info.dataset.empty()
        ? shownName(info.path)
        : fmt::format("{} in {}", toPlainName(info.dataset), shownName(info.path));
    return fail(ErrorCode::Unsupported, fmt::format("{} {}.", name, reason), toUtf8(info.path));
}

std::string whyTooManyClasses(const ArrayInfo& info, const Axes& axes)
{
    const auto dimension = axes.dimensionOf(Axis::Class);
    if (!dimension || info.shape[*dimension] <= maxClasses)
        return {};
    return fmt::format("has {} classes along its dimension {}; at most {} can be shown",
        info.shape[*dimension], *dimension + 1, maxClasses);
}

Result<AxisDecision> chosenAxes(const ArrayInfo& info, const Axes& axes)
{
    if (axes.order.size() != info.shape.size())
        return fail(ErrorCode::Unsupported,
            fmt::format("has {} dimensions, but {} names {}", info.shape.size(), toText(axes),
                axes.order.size()));
    if (!axes.dimensionOf(Axis::Y) || !axes.dimensionOf(Axis::X))
        return fail(ErrorCode::Unsupported,
            fmt::format("has no rows and columns, if its dimensions are {}", toText(axes)));
    const PartialAxes nothing(info.shape.size());
    return AxisDecision{axes, "As it was chosen.", false,
        alternativesTo(axes, info, nothing, classChoices(info.shape, nothing))};
}

// Classes along another axis than those that were looked along need a look of their own.
Result<> addClassLines(const OpenedArray& array, const Axes& axes, const std::stop_token& stop,
    std::vector<ValueBox>& boxes)
{
    std::vector<std::size_t> whole;
    if (const auto classes = axes.dimensionOf(Axis::Class);
        classes && array.info.shape[*classes] > 1)
        whole.push_back(*classes);
    const auto isThere = [&](const ValueBox& box) {
        return whole.empty() || std::ranges::find(box.whole, whole.front()) != box.whole.end();
    };
    if (std::ranges::any_of(boxes, isThere))
        return {};
    ValueSampler sampler(array, axes, stop);
    if (!sampler.isAffordable(whole))
        whole.clear();
    auto more = sampler.take(whole, 0, array.info.chunk.empty() ? placesForScale : placesOfChunks);
    if (!more)
        return std::unexpected(std::move(more.error()));
    boxes.insert(
        boxes.end(), std::make_move_iterator(more->begin()), std::make_move_iterator(more->end()));
    return {};
}

} // namespace

Result<Meaning> understand(
    const OpenedArray& array, const ReadingWish& wish, const std::stop_token& stop)
{
    if (stop.stop_requested())
        return cancelled();
    const ArrayInfo& info = array.info;
    if (std::ranges::find(info.shape, 0U) != info.shape.end())
        return cannotBeShown(info, "is empty");
    std::vector<ValueBox> boxes;
    auto decision = wish.axes ? chosenAxes(info, *wish.axes) : decideAxes(array, stop, boxes);
    if (!decision)
        return decision.error().code == ErrorCode::Cancelled
            ? std::unexpected(std::move(decision.error()))
            : cannotBeShown(info, decision.error().message);
    if (const auto reason = whyTooManyClasses(info, decision->axes); !reason.empty())
        return cannotBeShown(info, reason);
    Meaning meaning;
    meaning.axes = std::move(decision->axes);
    meaning.axesReason = std::move(decision->reason);
    meaning.isAmbiguous = decision->isAmbiguous;
    meaning.alternatives = std::move(decision->alternatives);
    const bool isAllTold = wish.axes && wish.scale;
    if (!isAllTold)
        if (auto added = addClassLines(array, meaning.axes, stop, boxes); !added)
            return std::unexpected(std::move(added.error()));
    auto scale = decideScale(info, meaning.axes, boxes);
    meaning.scale = wish.scale.value_or(scale.scale);
    meaning.scaleReason = wish.scale ? "As it was chosen." : std::move(scale.reason);
    meaning.scale.isBinary = wish.isBinary.value_or(meaning.scale.isBinary);
    meaning.checks = checkSamples(info, meaning.axes, meaning.scale, boxes);
    nameClasses(meaning, info);
    measurePixel(meaning, info.hints.spacing);
    return meaning;
}

} // namespace tessera
