// SPDX-License-Identifier: MIT
#include "core/source/tiff_format.h"

#include "core/base/path_text.h"
#include "core/source/cache_choice.h"
#include "core/source/picture_formats.h"
#include "core/source/stretch_reader.h"
#include "core/source/tiff_array.h"
#include "core/source/tiff_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace tessera {

namespace {

constexpr ByteCount leastAtOnce = megabytes(256); // as other formats have it

// Where the samples lie as they are; neighbours that follow each other in the file are one.
std::vector<StoredStretch> stretchesOf(const TiffPages& pages, const TiffArray& array)
{
    const TiffLayout& layout = pages.layout;
    const std::uint64_t rowBytes = std::uint64_t{layout.columns} * array.number.bytes
        * (layout.isPlanar ? 1U : layout.samples);
    const std::uint64_t inPlane = (layout.rows - 1) / layout.pieceRows + 1;
    std::vector<StoredStretch> stretches;
    std::uint64_t start = 0;
    std::uint64_t behind = 0; // where the last one ends in the file
    for (std::size_t strip = 0; strip < pages.strips.size(); ++strip) {
        if (stretches.empty() || pages.strips[strip] != behind)
            stretches.push_back({start, pages.strips[strip]});
        const std::uint64_t row = strip % inPlane * layout.pieceRows;
        const std::uint64_t bytes =
            rowBytes * std::min<std::uint64_t>(layout.pieceRows, layout.rows - row);
        start += bytes;
        behind = pages.strips[strip] + bytes;
    }
    return stretches;
}

// How many pages a file may have whose first one goes on behind its end, without another directory.
std::uint64_t mostPagesOf(const TiffPages& pages, std::uint64_t fileBytes)
{
    const auto bytes = plainPageBytes(pages.layout).value_or(0);
    if (pages.strips.size() != 1 || bytes == 0 || pages.strips.front() >= fileBytes)
        return pages.directories.size();
    return (fileBytes - pages.strips.front()) / bytes;
}

StoredNumber inFile(StoredNumber number, const TiffPages& pages)
{
    number.isBigEndian = pages.isBigEndian;
    return number;
}

std::string storageText(const TiffPages& pages)
{
    const TiffLayout& layout = pages.layout;
    const auto name = compressionName(layout.compression);
    const auto packed = name.empty() ? std::string() : ", " + name;
    if (layout.isTiled)
        return fmt::format("tiles {}×{}{}", layout.pieceRows, layout.pieceColumns, packed);
    return fmt::format(
        "strips of {} row{}{}", layout.pieceRows, layout.pieceRows == 1 ? "" : "s", packed);
}

void addWarnings(
    const TiffPages& pages, const std::string& name, std::vector<std::string>& warnings)
{
    if (!pages.isComplete)
        warnings.push_back(fmt::format(
            "What follows page {} of {} cannot be read; it is damaged, or has very many pages.",
            pages.directories.size() + pages.others, name));
    if (pages.others > 0)
        warnings.push_back(fmt::format("{} page{} of {} {} of another size or type than the first, "
                                       "and {} not shown.",
            pages.others, pages.others == 1 ? "" : "s", name, pages.others == 1 ? "is" : "are",
            pages.others == 1 ? "is" : "are"));
}

class TiffVolumeFile final : public VolumeFile {
public:
    TiffVolumeFile(std::shared_ptr<const PositionedFile> file, OpenLimits limits)
        : m_file(std::move(file))
        , m_limits(std::move(limits))
    {
    }

    Result<std::vector<DatasetEntry>> list(const std::stop_token& /*stop*/) override
    {
        return std::vector<DatasetEntry>();
    }

    Result<ArrayPtr> open(const std::string& dataset, ArrayUse use,
        const OpenProgress& /*progress*/, const std::stop_token& stop) override
    {
        const auto& path = m_file->path();
        if (!dataset.empty())
            return fail(ErrorCode::BadArgument,
                fmt::format("{} is a TIFF file and has no datasets; leave out ::{}.",
                    shownName(path), shownText(dataset)),
                toUtf8(path));
        auto handle = TiffHandle::open(m_file, m_limits.memory);
        if (!handle)
            return std::unexpected(std::move(handle.error()));
        auto pages = readPages(**handle, m_limits.memory, stop);
        if (!pages)
            return std::unexpected(std::move(pages.error()));
        if (auto picture = tiffPicture(pages->layout, m_limits.memory);
            picture && use == ArrayUse::Image)
            return openPicture(*std::move(picture), m_file, m_limits.memory);
        const auto claims = claimsOf(pages->description, pages->layout.samples);
        pages->description.clear();
        auto array = arrayOf(*pages, claims, mostPagesOf(*pages, m_file->size().value), path);
        if (!array)
            return std::unexpected(std::move(array.error()));
        return opened(*array, *pages, claims, use);
    }

private:
    using Reader = Result<std::shared_ptr<SlabReader>>;

    Result<ArrayPtr> opened(
        const TiffArray& array, TiffPages& pages, const TiffClaims& claims, ArrayUse use) const
    {
        ArrayInfo info;
        info.path = m_file->path();
        info.version = m_file->version();
        info.shape.assign(array.shape.begin(), array.shape.end());
        info.type = deliveredAs(array.number);
        info.unit = unitOf(array.number);
        info.storedType = storedName(inFile(array.number, pages));
        info.storage = storageText(pages);
        info.hints = hintsOf(array, pages, claims);
        addWarnings(pages, shownName(info.path), info.warnings);
        const bool isPlain = !pages.strips.empty();
        if (!isPlain)
            info.chunk.assign(array.piece.begin(), array.piece.end());
        auto reader =
            isPlain ? Reader(plainReader(array, pages, use)) : unpackingReader(array, pages, use);
        if (!reader)
            return std::unexpected(std::move(reader.error()));
        return std::make_shared<const OpenedArray>(
            std::move(info), *std::move(reader), nullptr, std::max(m_limits.memory, leastAtOnce));
    }

    std::shared_ptr<SlabReader> plainReader(
        const TiffArray& array, const TiffPages& pages, ArrayUse use) const
    {
        StoragePlan plan;
        plan.file = m_file->path();
        plan.opened = m_file;
        plan.subject = shownName(plan.file);
        plan.shape = array.shape;
        plan.number = inFile(array.number, pages);
        plan.isScaled = use == ArrayUse::Probabilities;
        return std::make_shared<StretchReader>(plan, stretchesOf(pages, array));
    }

    Reader unpackingReader(const TiffArray& array, TiffPages& pages, ArrayUse use) const
    {
        const ByteCount piece{array.pieceSamples() * elementSize(deliveredAs(array.number))};
        if (piece > m_limits.memory)
            return fail(ErrorCode::TooLarge,
                fmt::format("A strip or tile of {} unpacks to {}, which is more than may be used; "
                            "write it with smaller ones, or allow more memory.",
                    shownName(m_file->path()), toText(piece)),
                toUtf8(m_file->path()));
        return std::make_shared<TiffReader>(array,
            TiffReader::Source{m_file, m_limits.memory, pages.layout, std::move(pages.directories),
                use == ArrayUse::Probabilities},
            cacheFor(m_limits, piece));
    }

    std::shared_ptr<const PositionedFile> m_file;
    OpenLimits m_limits;
};

} // namespace

Result<bool> isTiff(const FileStart& start)
{
    constexpr std::size_t length = 4;
    constexpr std::array<std::string_view, 4> signatures{
        {{"II*\0", length}, {"MM\0*", length}, {"II+\0", length}, {"MM\0+", length}}};
    const auto begins = [&](std::string_view signature) {
        return std::ranges::equal(start.bytes.first(std::min(length, start.bytes.size())),
            std::as_bytes(std::span(signature)));
    };
    return start.file != nullptr && std::ranges::any_of(signatures, begins);
}

Result<std::unique_ptr<VolumeFile>> openTiffFile(
    const FileStart& start, const OpenLimits& limits, const std::stop_token& /*stop*/)
{
    return std::make_unique<TiffVolumeFile>(start.file, limits);
}

} // namespace tessera
