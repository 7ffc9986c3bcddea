// SPDX-License-Identifier: MIT
#include "core/source/volume_reading.h"

#include "core/base/path_text.h"
#include "core/source/array_source.h"
#include "core/source/scaled_source.h"
#include "core/source/understanding.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace tessera {

namespace {

std::uint64_t channelsOf(const ArrayInfo& info, const Axes& axes)
{
    const auto dimension = axes.dimensionOf(Axis::Class);
    return dimension ? info.shape[*dimension] : 1;
}

Error notBinary(const ArrayInfo& info, std::uint64_t classes)
{
    return {ErrorCode::BadArgument,
        fmt::format("{} has {} classes; only one class can be told from its background.",
            shownName(info.path), classes),
        toUtf8(info.path)};
}

ReadingWish resolved(ReadingWish wish, const ArrayInfo& info)
{
    if (wish.scale && wish.scale->range == rangeOfType)
        wish.scale->range = {0, info.unit};
    return wish;
}

// Tiles of a plane are counted by 32 bits, and the smallest are 128 pixels long.
constexpr std::int64_t mostPixelsAlong = 100'000'000'000;

Result<OpenedVolume> showable(OpenedVolume volume)
{
    const VolumeInfo& info = volume.probabilities->info();
    const std::int64_t along = std::max(info.plane.rows, info.plane.columns);
    if (along <= mostPixelsAlong)
        return volume;
    return fail(ErrorCode::Unsupported,
        fmt::format("{} is {} pixels long, and at most {} can be shown; choose other axes, or cut "
                    "it into parts.",
            shownName(info.path), along, mostPixelsAlong),
        toUtf8(info.path));
}

std::shared_ptr<const VolumeSource> sourceOf(
    const ArrayPtr& array, Meaning meaning, PlaneAxes plane)
{
    const bool isScaled = !isAsStored(meaning.scale, array->info.unit);
    std::shared_ptr<const VolumeSource> source =
        std::make_shared<ArraySource>(array, std::move(meaning), plane);
    if (isScaled)
        source = std::make_shared<ScaledSource>(std::move(source), array->mostAtOnce);
    return source;
}

OpenedVolume volumeOf(const ArrayPtr& array, const ReadingWish& wish, Meaning meaning)
{
    OpenedVolume volume{sourceOf(array, std::move(meaning), wish.plane), nullptr, array};
    volume.wish = wish;
    return volume;
}

double factorAlong(const ArrayLevel& level, const VolumeInfo& info, Axis axis)
{
    const auto dimension = info.axes.dimensionOf(axis);
    return dimension ? level.factors[*dimension] : 1;
}

// Only space may be coarser.
bool isOfSpace(const ArrayLevel& level, const Axes& axes)
{
    for (std::size_t dimension = 0; dimension < axes.order.size(); ++dimension) {
        const Axis axis = axes.order[dimension];
        const bool mayBeCoarser = axis == Axis::Z || axis == Axis::Y || axis == Axis::X;
        if (!mayBeCoarser && level.factors[dimension] != 1)
            return false;
    }
    return true;
}

} // namespace

Result<OpenedVolume> readAs(
    const ArrayPtr& array, const ReadingWish& wish, const std::stop_token& stop)
{
    auto meaning = understand(*array, resolved(wish, array->info), stop);
    if (!meaning)
        return std::unexpected(std::move(meaning.error()));
    if (meaning->scale.isBinary && channelsOf(array->info, meaning->axes) != 1)
        return std::unexpected(notBinary(array->info, channelsOf(array->info, meaning->axes)));
    return showable(volumeOf(array, wish, *std::move(meaning)));
}

Result<OpenedVolume> readAgain(
    const OpenedVolume& volume, const ReadingWish& wish, const std::stop_token& stop)
{
    ReadingWish turned = volume.wish;
    turned.plane = wish.plane;
    return turned == wish
        ? showable(volumeOf(volume.array, wish, volume.probabilities->info().meaning))
        : readAs(volume.array, wish, stop);
}

std::shared_ptr<const VolumeSource> imageUnder(const OpenedVolume& volume)
{
    if (!volume.imageArray)
        return nullptr;
    const VolumeInfo& info = volume.probabilities->info();
    if (info.planeAxes != PlaneAxes::XY && !volume.imageAxes.dimensionOf(Axis::Z))
        return nullptr;
    Meaning meaning;
    meaning.axes = volume.imageAxes;
    meaning.axesReason = "Its extents are those of the probabilities.";
    auto image =
        std::make_shared<ArraySource>(volume.imageArray, std::move(meaning), info.planeAxes);
    return image->info().plane == info.plane ? std::move(image) : nullptr;
}

std::vector<FileLevel> levelsUnder(const OpenedVolume& volume)
{
    const VolumeInfo& info = volume.probabilities->info();
    std::vector<FileLevel> levels;
    levels.reserve(volume.levelArrays.size());
    for (const ArrayLevel& array : volume.levelArrays) {
        const LevelScale scale{
            factorAlong(array, info, Axis::Y), factorAlong(array, info, Axis::X)};
        if (isOfSpace(array, info.axes) && scale != LevelScale{})
            levels.push_back({sourceOf(array.array, info.meaning, info.planeAxes), scale,
                factorAlong(array, info, Axis::Z)});
    }
    // They were in this order as volumes.
    std::ranges::stable_sort(
        levels, {}, [](const FileLevel& level) { return level.scale.rows * level.scale.columns; });
    return levels;
}

} // namespace tessera
