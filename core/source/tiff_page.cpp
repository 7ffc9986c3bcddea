// SPDX-License-Identifier: MIT
#include "core/source/tiff_page.h"

#include "core/base/checked.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tiffio.h>

namespace tessera {

namespace {

constexpr unsigned bitsOfByte = 8;
constexpr std::size_t mostPages = 200'000;
constexpr std::size_t mostDescription = std::size_t{64} << 20U;

std::uint16_t shortTag(TIFF* tiff, std::uint32_t tag)
{
    std::uint16_t value = 0;
    TIFFGetFieldDefaulted(tiff, tag, &value);
    return value;
}

std::uint32_t longTag(TIFF* tiff, std::uint32_t tag)
{
    std::uint32_t value = 0;
    TIFFGetFieldDefaulted(tiff, tag, &value);
    return value;
}

double resolution(TIFF* tiff, std::uint32_t tag)
{
    float value = 0;
    return TIFFGetField(tiff, tag, &value) != 0 ? static_cast<double>(value) : 0;
}

TiffLayout layoutOfPage(TIFF* tiff)
{
    TiffLayout layout;
    layout.rows = longTag(tiff, TIFFTAG_IMAGELENGTH);
    layout.columns = longTag(tiff, TIFFTAG_IMAGEWIDTH);
    layout.samples = shortTag(tiff, TIFFTAG_SAMPLESPERPIXEL);
    layout.bits = shortTag(tiff, TIFFTAG_BITSPERSAMPLE);
    layout.format = shortTag(tiff, TIFFTAG_SAMPLEFORMAT);
    layout.compression = shortTag(tiff, TIFFTAG_COMPRESSION);
    layout.photometric = shortTag(tiff, TIFFTAG_PHOTOMETRIC);
    layout.isPlanar =
        layout.samples > 1 && shortTag(tiff, TIFFTAG_PLANARCONFIG) == PLANARCONFIG_SEPARATE;
    layout.isTiled = TIFFIsTiled(tiff) != 0;
    layout.pieceRows = layout.isTiled ? longTag(tiff, TIFFTAG_TILELENGTH)
                                      : std::min(longTag(tiff, TIFFTAG_ROWSPERSTRIP), layout.rows);
    layout.pieceColumns = layout.isTiled ? longTag(tiff, TIFFTAG_TILEWIDTH) : layout.columns;
    return layout;
}

bool isReduced(TIFF* tiff)
{
    return (longTag(tiff, TIFFTAG_SUBFILETYPE) & FILETYPE_REDUCEDIMAGE) != 0;
}

// Whether the samples lie there as they are, and are bytes that need no turning round.
bool isPlain(TIFF* tiff, const TiffLayout& layout)
{
    return layout.compression == COMPRESSION_NONE && !layout.isTiled
        && layout.bits % bitsOfByte == 0 && shortTag(tiff, TIFFTAG_FILLORDER) == FILLORDER_MSB2LSB;
}

// Adds where the strips of the page lie; false where one is nowhere.
bool addStrips(TIFF* tiff, std::vector<std::uint64_t>& strips)
{
    const std::uint32_t count = TIFFNumberOfStrips(tiff);
    for (std::uint32_t strip = 0; strip < count; ++strip) {
        int failed = 0;
        const std::uint64_t offset = TIFFGetStrileOffsetWithErr(tiff, strip, &failed);
        if (failed != 0 || offset == 0)
            return false;
        strips.push_back(offset);
    }
    return true;
}

// How many pages the file has room for, where they lie there as they are.
std::uint64_t roomForPages(const TiffHandle& handle, const TiffLayout& layout, ByteCount memory)
{
    const auto bytes = plainPageBytes(layout).value_or(0);
    const std::uint64_t strips = std::uint64_t{TIFFNumberOfStrips(handle.get())};
    if (bytes == 0 || strips == 0)
        return 0;
    constexpr std::uint64_t bytesOfStrip = 32; // that are kept of each
    return std::min(handle.fileBytes().value / bytes, memory.value / strips / bytesOfStrip);
}

std::string descriptionOf(TIFF* tiff)
{
    const char* text = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_IMAGEDESCRIPTION, &text) == 0 || text == nullptr)
        return {};
    return std::string(std::string_view(text).substr(0, mostDescription));
}

} // namespace

std::optional<std::uint64_t> plainPageBytes(const TiffLayout& layout)
{
    const std::uint64_t planes = layout.isPlanar ? layout.samples : 1;
    const std::uint64_t inPixel = layout.isPlanar ? 1 : layout.samples;
    const auto bits = checkedProduct(std::array<std::uint64_t, 3>{
        layout.columns, inPixel, layout.bits}); // 32, 16 and 16 bits: never too many
    return checkedProduct(std::array<std::uint64_t, 3>{
        (bits.value_or(0) + bitsOfByte - 1) / bitsOfByte, layout.rows, planes});
}

Result<TiffPages> readPages(TiffHandle& handle, ByteCount memory, const std::stop_token& stop)
{
    TIFF* const tiff = handle.get();
    TiffPages pages;
    pages.layout = layoutOfPage(tiff);
    pages.isBigEndian = TIFFIsBigEndian(tiff) != 0;
    pages.description = descriptionOf(tiff);
    pages.pixelsPerUnitX = resolution(tiff, TIFFTAG_XRESOLUTION);
    pages.pixelsPerUnitY = resolution(tiff, TIFFTAG_YRESOLUTION);
    const std::uint64_t room =
        isPlain(tiff, pages.layout) ? roomForPages(handle, pages.layout, memory) : 0;
    bool arePlain = true;
    for (;;) {
        if (stop.stop_requested())
            return cancelled();
        if (layoutOfPage(tiff) == pages.layout) {
            pages.directories.push_back(TIFFCurrentDirOffset(tiff));
            arePlain = arePlain && pages.directories.size() <= room && isPlain(tiff, pages.layout)
                && addStrips(tiff, pages.strips);
        } else if (!isReduced(tiff)) {
            ++pages.others;
        }
        if (TIFFLastDirectory(tiff) != 0)
            break;
        if (pages.directories.size() + pages.others == mostPages || TIFFReadDirectory(tiff) == 0) {
            pages.isComplete = false;
            break;
        }
    }
    if (!arePlain)
        pages.strips.clear();
    return pages;
}

} // namespace tessera
