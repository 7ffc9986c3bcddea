// SPDX-License-Identifier: MIT
#include "core/source/picture_formats.h"

#include <cstdint>
#include <memory>
#include <tiffio.h>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t channels = 3;
constexpr std::uint16_t opaque = 3; // samples of a pixel
constexpr std::uint16_t fullByte = 8;

bool isLookedUp(const TiffLayout& layout)
{
    switch (layout.photometric) {
    case PHOTOMETRIC_MINISBLACK:
        return layout.bits > 1 && layout.bits < fullByte;
    case PHOTOMETRIC_MINISWHITE:
        return layout.bits <= fullByte;
    case PHOTOMETRIC_RGB: // with opacity
        return layout.samples > opaque && layout.bits <= 2 * fullByte;
    case PHOTOMETRIC_PALETTE:
    case PHOTOMETRIC_SEPARATED:
    case PHOTOMETRIC_YCBCR:
    case PHOTOMETRIC_CIELAB:
    case PHOTOMETRIC_ICCLAB:
    case PHOTOMETRIC_ITULAB:
    case PHOTOMETRIC_LOGL:
    case PHOTOMETRIC_LOGLUV:
        return true;
    default:
        return false;
    }
}

Result<> decodeTiff(const std::shared_ptr<const PositionedFile>& file, ByteCount memory,
    std::span<std::byte> pixels)
{
    auto handle = TiffHandle::open(file, memory);
    if (!handle)
        return std::unexpected(std::move(handle.error()));
    std::uint32_t columns = 0;
    std::uint32_t rows = 0;
    TIFF* const tiff = (*handle)->get();
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &columns);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &rows);
    const std::size_t count = std::size_t{columns} * rows;
    const auto failed = [&] {
        return std::unexpected(
            (*handle)->error("cannot be decoded", "it may be damaged, save it again"));
    };
    if (count * channels != pixels.size()) // it was written anew
        return failed();
    AlignedBuffer raster(count * sizeof(std::uint32_t));
    const auto colours = raster.as<std::uint32_t>();
    if (TIFFReadRGBAImageOriented(tiff, columns, rows, colours.data(), ORIENTATION_TOPLEFT, 1) == 0)
        return failed();
    auto* target = pixels.data();
    for (std::size_t index = 0; index < count; ++index) {
        const std::uint32_t colour = colours[index];
        *target++ = static_cast<std::byte>(TIFFGetR(colour));
        *target++ = static_cast<std::byte>(TIFFGetG(colour));
        *target++ = static_cast<std::byte>(TIFFGetB(colour));
    }
    return {};
}

} // namespace

std::optional<Picture> tiffPicture(const TiffLayout& layout, ByteCount memory)
{
    if (!isLookedUp(layout))
        return std::nullopt;
    Picture picture;
    picture.rows = layout.rows;
    picture.columns = layout.columns;
    picture.channels = channels;
    picture.format = "TIFF";
    picture.scratchBytes =
        std::uint64_t{layout.rows} * layout.columns * sizeof(std::uint32_t); // of 32 bits each
    picture.decode = [memory](const std::shared_ptr<const PositionedFile>& file,
                         std::span<std::byte> pixels, const std::stop_token& /*stop*/) {
        return decodeTiff(file, memory, pixels);
    };
    return picture;
}

} // namespace tessera
