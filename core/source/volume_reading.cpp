// SPDX-License-Identifier: MIT
#include "core/source/volume_reading.h"

#include "core/source/array_source.h"
#include "core/source/understanding.h"

#include <utility>

namespace tessera {

Result<OpenedVolume> readAs(
    const ArrayPtr& array, const ReadingWish& wish, const std::stop_token& stop)
{
    auto meaning = understand(*array, wish, stop);
    if (!meaning)
        return std::unexpected(std::move(meaning.error()));
    OpenedVolume volume{
        std::make_shared<ArraySource>(array, *std::move(meaning), wish.plane), nullptr, array};
    volume.wish = wish;
    return volume;
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
