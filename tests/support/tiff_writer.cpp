// SPDX-License-Identifier: MIT
#include "tests/support/tiff_writer.h"

#include "core/base/half.h"

#include <QtGlobal>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <tiffio.h>
#include <vector>

namespace tessera::test {

namespace {

struct CloseTiff {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using TiffFile = std::unique_ptr<TIFF, CloseTiff>;

template <class Number> void put(std::byte* target, double value)
{
    const auto number = static_cast<Number>(value);
    std::memcpy(target, &number, sizeof number);
}

constexpr std::uint16_t halfBits(double value) // of a whole number of 0 to 100
{
    if (value == 0)
        return 0;
    int exponent = 0;
    while (value >= 2) {
        value /= 2;
        ++exponent;
    }
    constexpr int bias = 15;
    constexpr int fraction = 1024;
    return static_cast<std::uint16_t>(
        ((exponent + bias) * fraction) + static_cast<int>((value - 1) * fraction));
}

void putSample(const TiffSpec& spec, std::byte* target, double value)
{
    const bool isFloat = spec.format == SAMPLEFORMAT_IEEEFP;
    const bool isSigned = spec.format == SAMPLEFORMAT_INT;
    switch (spec.bits) {
    case 8:
        return isSigned ? put<std::int8_t>(target, value) : put<std::uint8_t>(target, value);
    case 16:
        return isFloat ? put<std::uint16_t>(target, halfBits(value))
                       : put<std::int16_t>(target, value);
    case 32:
        return isFloat ? put<float>(target, value) : put<std::int32_t>(target, value);
    default:
        return isFloat ? put<double>(target, value) : put<std::int64_t>(target, value);
    }
}

// One strip or tile of one page: what is outside the page is 0.
std::vector<std::byte> piece(const TiffSpec& spec, std::uint32_t page, std::uint32_t row,
    std::uint32_t column, int sample, std::uint32_t rows, std::uint32_t columns)
{
    const std::uint32_t inPixel = spec.isPlanar ? 1 : spec.samples;
    const std::size_t rowBytes = (std::size_t{columns} * inPixel * spec.bits + 7) / 8;
    std::vector<std::byte> bytes(rows * rowBytes);
    for (std::uint32_t y = row; y < std::min(row + rows, spec.rows); ++y)
        for (std::uint32_t x = column; x < std::min(column + columns, spec.columns); ++x)
            for (std::uint32_t of = 0; of < inPixel; ++of) {
                const double value = tiffValue(spec, page, y, x, sample + static_cast<int>(of));
                const std::size_t at = std::size_t{x - column} * inPixel + of;
                std::byte* const target = bytes.data() + (y - row) * rowBytes;
                if (spec.bits == 1)
                    target[at / 8] |= static_cast<std::byte>(value) << (7 - at % 8);
                else
                    putSample(spec, target + at * spec.bits / 8, value);
            }
    return bytes;
}

void setTags(TIFF* tiff, const TiffSpec& spec, std::uint32_t page)
{
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, spec.columns);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, spec.rows);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, spec.samples);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, spec.bits);
    TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, spec.format);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, spec.compression);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, spec.photometric);
    TIFFSetField(
        tiff, TIFFTAG_PLANARCONFIG, spec.isPlanar ? PLANARCONFIG_SEPARATE : PLANARCONFIG_CONTIG);
    if (spec.photometric == PHOTOMETRIC_PALETTE) {
        std::vector<std::uint16_t> ramp(256);
        for (std::size_t index = 0; index < ramp.size(); ++index)
            ramp[index] = static_cast<std::uint16_t>(index * 257);
        const std::vector<std::uint16_t> none(256);
        TIFFSetField(tiff, TIFFTAG_COLORMAP, ramp.data(), none.data(), none.data());
    }
    if (spec.predictor != 1)
        TIFFSetField(tiff, TIFFTAG_PREDICTOR, spec.predictor);
    if (spec.tile != 0) {
        TIFFSetField(tiff, TIFFTAG_TILEWIDTH, spec.tile);
        TIFFSetField(tiff, TIFFTAG_TILELENGTH, spec.tile);
    } else {
        TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, spec.rowsPerStrip);
    }
    if (page == 0 && !spec.description.empty())
        TIFFSetField(tiff, TIFFTAG_IMAGEDESCRIPTION, spec.description.c_str());
    if (spec.pixelsPerUnit > 0) {
        TIFFSetField(tiff, TIFFTAG_XRESOLUTION, spec.pixelsPerUnit);
        TIFFSetField(tiff, TIFFTAG_YRESOLUTION, spec.pixelsPerUnit);
    }
}

void writeTiles(TIFF* tiff, const TiffSpec& spec, std::uint32_t page, std::uint16_t plane)
{
    for (std::uint32_t row = 0; row < spec.rows; row += spec.tile)
        for (std::uint32_t column = 0; column < spec.columns; column += spec.tile) {
            auto bytes = piece(spec, page, row, column, plane, spec.tile, spec.tile);
            const auto tile = TIFFComputeTile(tiff, column, row, 0, plane);
            if (TIFFWriteEncodedTile(tiff, tile, bytes.data(), static_cast<tmsize_t>(bytes.size()))
                < 0)
                qFatal("cannot write a tile");
        }
}

void writeStrips(TIFF* tiff, const TiffSpec& spec, std::uint32_t page, std::uint16_t plane)
{
    for (std::uint32_t row = 0; row < spec.rows; row += spec.rowsPerStrip) {
        const auto rows = std::min(spec.rowsPerStrip, spec.rows - row);
        auto bytes = piece(spec, page, row, 0, plane, rows, spec.columns);
        const auto strip = TIFFComputeStrip(tiff, row, plane);
        if (TIFFWriteEncodedStrip(tiff, strip, bytes.data(), static_cast<tmsize_t>(bytes.size()))
            < 0)
            qFatal("cannot write a strip");
    }
}

void writePages(const std::filesystem::path& path, const TiffSpec& spec, const std::string& mode)
{
    const TiffFile file(TIFFOpen(path.c_str(), mode.c_str()));
    if (!file)
        qFatal("cannot write %s", path.c_str());
    for (std::uint32_t page = 0; page < spec.pages; ++page) {
        setTags(file.get(), spec, page);
        for (std::uint16_t plane = 0; plane < (spec.isPlanar ? spec.samples : 1); ++plane)
            spec.tile != 0 ? writeTiles(file.get(), spec, page, plane)
                           : writeStrips(file.get(), spec, page, plane);
        if (TIFFWriteDirectory(file.get()) == 0)
            qFatal("cannot write a page");
    }
}

} // namespace

double tiffValue(
    const TiffSpec& spec, std::uint32_t page, std::uint32_t row, std::uint32_t column, int sample)
{
    const auto number = page * 41 + row * 13 + column * 7 + static_cast<std::uint32_t>(sample) * 29;
    return spec.bits == 1 ? number % 2 : number % 101;
}

void writeTiff(const std::filesystem::path& path, const TiffSpec& spec)
{
    writePages(path, spec, spec.mode);
}

void appendTiff(const std::filesystem::path& path, const TiffSpec& spec)
{
    writePages(path, spec, "a");
}

} // namespace tessera::test
