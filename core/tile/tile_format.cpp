// SPDX-License-Identifier: MIT
#include "core/tile/tile_format.h"

#include "core/kernel/class_planes.h"

namespace tessera {

TileFormat tileFormat(const TileSubject& subject, int level)
{
    const VolumeInfo& info = subject.source->info();
    // Only what stands in the file stays as it is stored; a mean or a scaled sample is a float32.
    // Means of an image of few bits keep those: it is looked at, not measured, and three channels
    // of float32 would be most of the memory of a view.
    const bool isImage = subject.kind == TileKind::Image;
    const bool isFewBits = info.type == ElementType::UInt8 || info.type == ElementType::UInt16;
    const bool keepsType = (level == 0 && !info.isComputed) || (isImage && isFewBits);
    const ElementType numberType = keepsType ? info.type : ElementType::Float32;
    if (isImage)
        return {0, numberType, info.classes};
    return {needsWideCodes(info.classes) ? 2 : 1, numberType, 1};
}

} // namespace tessera
