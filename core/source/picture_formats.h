// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/picture_reader.h"
#include "core/source/tiff_handle.h"
#include "core/source/tiff_page.h"
#include "core/source/volume_file.h"

#include <memory>
#include <optional>
#include <stop_token>

namespace tessera {

// What the head of a picture says; pixels are not read. Errors: Malformed, Unsupported.
// Threads: any.
Result<Picture> pngPicture(const PositionedFile& file);
Result<Picture> jpegPicture(const PositionedFile& file);

// The first page of a TIFF file whose numbers are no intensities as they are stored, but have to
// be looked up or computed: with a colour table, opacity, CMYK … Empty where they are ones.
std::optional<Picture> tiffPicture(const TiffLayout& layout, ByteCount memory);

// A row of the table of formats: PNG and JPEG, by their signatures, for images only.
Result<bool> isPicture(const FileStart& start);
Result<std::unique_ptr<VolumeFile>> openPictureFile(
    const FileStart& start, const OpenLimits& limits, const std::stop_token& stop);

} // namespace tessera
