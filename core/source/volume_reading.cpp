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

OpenedVolume volumeOf(const ArrayPtr& array, const ReadingWish& wish, Meaning meaning)
{
    const bool isScaled = !isAsStored(meaning.scale, array->info.unit);
    std::shared_ptr<const VolumeSource> source =
        std::make_shared<ArraySource>(array, std::move(meaning), wish.plane);
    if (isScaled)
        source = std::make_shared<ScaledSource>(std::move(source), array->mostAtOnce);
    OpenedVolume volume{std::move(source), nullptr, array};
    volume.wish = wish;
    return volume;
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

} // namespace tessera
