// SPDX-License-Identifier: MIT
#include "core/source/tiff_array.h"

#include "core/base/checked.h"
#include "core/base/path_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <optional>
#include <tiff.h>
#include <utility>

namespace tessera {

namespace {

constexpr unsigned bitsOfByte = 8;

std::unexpected<Error> notShown(const std::filesystem::path& path, const std::string& reason)
{
    return fail(
        ErrorCode::Unsupported, fmt::format("{} {}.", shownName(path), reason), toUtf8(path));
}

std::string_view formatName(std::uint16_t format)
{
    switch (format) {
    case SAMPLEFORMAT_INT:
        return "signed";
    case SAMPLEFORMAT_IEEEFP:
        return "floating point";
    case SAMPLEFORMAT_COMPLEXINT:
    case SAMPLEFORMAT_COMPLEXIEEEFP:
        return "complex";
    default:
        return "unsigned";
    }
}

std::optional<StoredNumber> numberOf(const TiffLayout& layout)
{
    const auto bytes = static_cast<std::uint8_t>(layout.bits / bitsOfByte);
    const bool isWhole =
        layout.bits % bitsOfByte == 0 && (bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8);
    switch (layout.format) {
    case SAMPLEFORMAT_UINT:
    case SAMPLEFORMAT_VOID:
        if (layout.bits == 1)
            return StoredNumber{NumberKind::Bool, 1};
        return isWhole ? std::optional(StoredNumber{NumberKind::Unsigned, bytes}) : std::nullopt;
    case SAMPLEFORMAT_INT:
        return isWhole ? std::optional(StoredNumber{NumberKind::Signed, bytes}) : std::nullopt;
    case SAMPLEFORMAT_IEEEFP:
        return isWhole && bytes > 1 ? std::optional(StoredNumber{NumberKind::Float, bytes})
                                    : std::nullopt;
    default:
        return std::nullopt;
    }
}

// How many pages the dimensions take; empty where that overflows.
std::optional<std::uint64_t> countOf(const std::vector<TiffClaims::Dimension>& dimensions)
{
    std::vector<std::uint64_t> extents;
    extents.reserve(dimensions.size());
    for (const auto& dimension : dimensions)
        extents.push_back(dimension.extent);
    return checkedProduct(extents);
}

std::vector<TiffClaims::Dimension> pageDimensions(
    const TiffPages& pages, const TiffClaims& claims, std::uint64_t mostPages)
{
    const std::uint64_t found = pages.directories.size();
    const auto said = claims.isSaid ? countOf(claims.pages) : std::nullopt;
    if (said && (*said == found || (claims.mayHoldMore && *said < found)))
        return claims.pages;
    if (said && found == 1 && *said > 1 && *said <= mostPages)
        return claims.pages;
    if (found == 1)
        return {};
    return {{'?', found}};
}

void addPage(TiffArray& array, const TiffLayout& layout)
{
    const auto add = [&](char letter, std::uint32_t extent, std::uint32_t piece) {
        array.letters += letter;
        array.shape.push_back(extent);
        array.piece.push_back(piece);
    };
    if (layout.isPlanar)
        add('c', layout.samples, 1);
    add('y', layout.rows, layout.pieceRows);
    add('x', layout.columns, layout.pieceColumns);
    if (!layout.isPlanar && layout.samples > 1)
        add('c', layout.samples, layout.samples);
}

// A letter may stand once: what pages count along is less certain than what lies in them.
void dropLettersTwice(std::string& letters)
{
    for (std::size_t index = 0; index < letters.size(); ++index)
        if (letters.find(letters[index], index + 1) != std::string::npos)
            letters[index] = '?';
}

bool fitsInt64(const Extents& shape)
{
    constexpr std::uint64_t widest = 8;
    std::vector<std::uint64_t> factors(shape.begin(), shape.end());
    factors.push_back(widest);
    const auto bytes = checkedProduct(factors);
    return bytes && *bytes <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
}

Result<> checkLayout(const TiffLayout& layout, const std::filesystem::path& path)
{
    if (layout.rows == 0 || layout.columns == 0 || layout.samples == 0 || layout.pieceRows == 0
        || layout.pieceColumns == 0)
        return fail(ErrorCode::Malformed,
            fmt::format(
                "{} says that its pages have no pixels; copy or write it again.", shownName(path)),
            toUtf8(path));
    if (layout.photometric == PHOTOMETRIC_PALETTE || layout.photometric == PHOTOMETRIC_YCBCR)
        return notShown(path,
            layout.photometric == PHOTOMETRIC_PALETTE
                ? "holds a picture with a colour table, not probabilities; open the volume, and "
                  "pick this file as its raw image"
                : "holds a photograph in compressed colours, not probabilities; open the volume, "
                  "and pick this file as its raw image");
    return {};
}

} // namespace

std::uint64_t TiffArray::pieceSamples() const
{
    std::uint64_t samples = 1;
    for (const auto extent : piece) // which arrayOf() checked
        samples *= static_cast<std::uint64_t>(extent);
    return samples;
}

Result<TiffArray> arrayOf(const TiffPages& pages, const TiffClaims& claims, std::uint64_t mostPages,
    const std::filesystem::path& path)
{
    const TiffLayout& layout = pages.layout;
    if (auto checked = checkLayout(layout, path); !checked)
        return std::unexpected(std::move(checked.error()));
    const auto number = numberOf(layout);
    if (!number)
        return notShown(path,
            fmt::format("holds numbers of {} bits ({}), which cannot be shown; save it as 8-bit, "
                        "16-bit or float",
                layout.bits, formatName(layout.format)));
    TiffArray array;
    array.number = *number;
    array.number.isBigEndian = std::endian::native == std::endian::big;
    array.isBits = layout.bits == 1;
    for (const auto& dimension : pageDimensions(pages, claims, mostPages)) {
        array.letters += dimension.letter;
        array.shape.push_back(static_cast<std::int64_t>(dimension.extent));
        array.piece.push_back(1);
        array.pages *= dimension.extent;
    }
    array.pageRank = array.shape.size();
    addPage(array, layout);
    dropLettersTwice(array.letters);
    if (!fitsInt64(array.shape) || !fitsInt64(array.piece))
        return fail(ErrorCode::TooLarge,
            fmt::format("{} says that it is larger than any memory; it is damaged, copy or write "
                        "it again.",
                shownName(path)),
            toUtf8(path));
    return array;
}

ArrayHints hintsOf(const TiffArray& array, const TiffPages& pages, const TiffClaims& claims)
{
    ArrayHints hints;
    const bool isOfClaims = array.pageRank > 0 && claims.isSaid && array.letters.front() != '?';
    hints.axes.push_back({array.letters, isOfClaims ? claims.source : "The layout of the TIFF"});
    const auto classes = array.letters.find('c');
    if (classes != std::string::npos
        && claims.channelNames.size() == static_cast<std::uint64_t>(array.shape[classes])) {
        hints.classNames = claims.channelNames;
        hints.classNamesSource = claims.source;
    }
    const auto pixel = [&](double said, double perUnit) {
        return claims.usesResolution && perUnit > 0 ? 1 / perUnit : said;
    };
    const double x = pixel(claims.x, pages.pixelsPerUnitX);
    const double y = pixel(claims.y, pages.pixelsPerUnitY);
    if (x <= 0 || y <= 0)
        return hints;
    hints.spacing.unit = claims.unit;
    hints.spacing.source = claims.source;
    for (const char letter : array.letters)
        hints.spacing.perDimension.push_back(
            letter == 'x' ? x : (letter == 'y' ? y : (letter == 'z' ? claims.z : 0)));
    return hints;
}

std::string compressionName(std::uint16_t compression)
{
    using Name = std::pair<std::uint16_t, std::string_view>;
    constexpr std::array<Name, 11> names{{{COMPRESSION_NONE, ""}, {COMPRESSION_LZW, "LZW"},
        {COMPRESSION_JPEG, "JPEG"}, {COMPRESSION_ADOBE_DEFLATE, "deflate"},
        {COMPRESSION_DEFLATE, "deflate"}, {COMPRESSION_PACKBITS, "PackBits"},
        {COMPRESSION_LZMA, "LZMA"}, {COMPRESSION_ZSTD, "zstd"}, {COMPRESSION_LERC, "LERC"},
        {COMPRESSION_WEBP, "WebP"}, {COMPRESSION_CCITTFAX4, "CCITT G4"}}};
    const auto* const found = std::ranges::find(names, compression, &Name::first);
    return found != names.end() ? std::string(found->second)
                                : fmt::format("compression {}", compression);
}

} // namespace tessera
