// SPDX-License-Identifier: MIT
#include "core/source/understanding.h"

#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/axis_guess.h"

#include <fmt/format.h>

namespace tessera {

namespace {

std::unexpected<Error> cannotBeShown(const ArrayInfo& info, const std::string& reason)
{
    const auto name = info.dataset.empty()
        ? shownName(info.path)
        : fmt::format("{} in {}", toPlainName(info.dataset), shownName(info.path));
    return fail(ErrorCode::Unsupported, fmt::format("{} {}.", name, reason), toUtf8(info.path));
}

} // namespace

Result<Meaning> understand(
    const OpenedArray& array, const ReadingWish& wish, const std::stop_token& stop)
{
    if (stop.stop_requested())
        return cancelled();
    const ArrayInfo& info = array.info;
    Meaning meaning;
    meaning.classNames = info.hints.classNames;
    meaning.scale = wish.scale.value_or(ValueScale{{0, info.unit}});
    if (wish.axes) {
        if (wish.axes->order.size() != info.shape.size())
            return cannotBeShown(info,
                fmt::format("has {} dimensions, but {} names {}", info.shape.size(),
                    toText(*wish.axes), wish.axes->order.size()));
        meaning.axes = *wish.axes;
        meaning.axesReason = "As it was chosen.";
        return meaning;
    }
    const auto guess = guessAxes(info.shape, info.hints.axes);
    if (!guess)
        return cannotBeShown(info, guess.error());
    meaning.axes = guess->axes;
    meaning.axesReason = guess->reason;
    return meaning;
}

} // namespace tessera
