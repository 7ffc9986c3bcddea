// SPDX-License-Identifier: MIT
#include "core/source/npy_array.h"

#include "core/base/checked.h"
#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/default_dataset.h"
#include "core/source/memory_array.h"
#include "core/source/reversed_reader.h"
#include "core/source/slab_readers.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <utility>
#include <vector>

namespace tessera {

namespace {

constexpr std::size_t usualHeaderBytes = 256;
constexpr ByteCount leastAtOnce = megabytes(256); // no block is as large

// As the file has them, slowest dimension first.
Extents storedExtents(const NpyHeader& header)
{
    Extents extents(header.shape.begin(), header.shape.end());
    if (header.isFortranOrder)
        std::ranges::reverse(extents);
    return extents;
}

// Where the first dimension is the fastest, rows of the picture are spread all over the file: the
// pieces that are cheap to read are as high as the array and some columns wide. Told as chunks, so
// that blocks are cut and classes are merged accordingly.
std::vector<std::uint64_t> cheapPieces(const NpyHeader& header)
{
    constexpr std::uint64_t pieceBytes = std::uint64_t{1} << 20U;
    constexpr std::uint64_t tileEdge = 256;
    std::vector<std::uint64_t> piece(header.shape.size(), 1);
    std::uint64_t room = pieceBytes / header.number->bytes;
    for (std::size_t dimension = 0; dimension < piece.size(); ++dimension) {
        const auto extent = header.shape[dimension];
        const auto most = std::min(room, dimension == 0 ? room : tileEdge);
        piece[dimension] = extent <= most ? extent : std::bit_floor(most);
        room /= piece[dimension];
        if (piece[dimension] < extent || room == 0)
            break;
    }
    return piece;
}

std::string whyNotRead(const NpyArray& array, ArrayUse use)
{
    const NpyHeader& header = array.header;
    if (use == ArrayUse::Probabilities)
        return whyUnreadable({array.dataset, header.shape, header.number, header.storedType, {}});
    const bool isEmpty =
        header.shape.empty() || std::ranges::find(header.shape, 0U) != header.shape.end();
    return header.number && !isEmpty ? "" : "is no image";
}

ArrayPtr opened(const NpyArray& array, std::shared_ptr<SlabReader> reader, std::string storage,
    ByteCount memoryLimit)
{
    ArrayInfo info;
    info.path = array.path;
    info.dataset = array.dataset;
    info.version = array.version;
    info.shape = array.header.shape;
    info.type = deliveredAs(array.header.number.value());
    info.unit = unitOf(array.header.number.value());
    info.storedType = array.header.storedType;
    info.storage = std::move(storage);
    info.warnings = array.warnings;
    if (array.header.isFortranOrder) {
        info.storage += ", first dimension fastest";
        info.chunk = cheapPieces(array.header);
        reader = std::make_shared<ReversedReader>(std::move(reader));
    }
    return std::make_shared<const OpenedArray>(
        std::move(info), std::move(reader), nullptr, std::max(memoryLimit, leastAtOnce));
}

} // namespace

std::string NpyArray::subject() const
{
    return dataset.empty() ? shownName(path)
                           : fmt::format("{} in {}", toPlainName(dataset), shownName(path));
}

Error NpyArray::error(ErrorCode code, const std::string& reason) const
{
    return {code, fmt::format("{} {}.", subject(), reason), toUtf8(path)};
}

Result<> readNpyHeader(NpyArray& array, std::uint64_t size, const ReadStart& readStart)
{
    std::vector<std::byte> bytes(std::min<std::uint64_t>(size, usualHeaderBytes));
    if (auto read = readStart(bytes); !read)
        return read;
    const auto length = npyHeaderBytes(bytes);
    if (!length)
        return std::unexpected(array.error(ErrorCode::Malformed, length.error()));
    if (*length > bytes.size() && size > bytes.size()) {
        bytes.resize(std::min<std::uint64_t>(size, *length));
        if (auto read = readStart(bytes); !read)
            return read;
    }
    auto header = parseNpyHeader(bytes);
    if (!header)
        return std::unexpected(array.error(ErrorCode::Malformed, header.error()));
    array.header = *std::move(header);
    return {};
}

Result<ByteCount> npySampleBytes(const NpyArray& array, ByteCount available, ArrayUse use)
{
    if (const auto reason = whyNotRead(array, use); !reason.empty())
        return std::unexpected(array.error(ErrorCode::Unsupported, reason));
    const NpyHeader& header = array.header;
    const auto samples = checkedProduct(header.shape);
    const auto bytes = samples ? checkedProduct(*samples, header.number->bytes) : std::nullopt;
    if (bytes && *bytes <= available.value)
        return ByteCount{*bytes};
    return std::unexpected(array.error(ErrorCode::Malformed,
        fmt::format("is truncated: its {} samples ({}) need {}, but {} are there; copy or write it "
                    "again",
            fmt::join(header.shape, "×"), header.storedType,
            bytes ? toText(ByteCount{*bytes}) : "more than any file has", toText(available))));
}

// Positioned reads instead of a memory map: a mapped file that another program truncates kills the
// process, a read of it is an error.
ArrayPtr npyArrayInFile(const NpyArray& array, const std::shared_ptr<const PositionedFile>& file,
    std::uint64_t offset, ArrayUse use, ByteCount memoryLimit)
{
    StoragePlan plan;
    plan.file = array.path;
    plan.opened = file;
    plan.subject = array.subject();
    plan.shape = storedExtents(array.header);
    plan.number = array.header.number.value();
    plan.isScaled = use == ArrayUse::Probabilities;
    plan.storage = ContiguousStorage{offset};
    return opened(array, makeReader(plan, nullptr),
        array.dataset.empty() ? "contiguous" : "contiguous, not compressed", memoryLimit);
}

ArrayPtr npyArrayInMemory(
    const NpyArray& array, AlignedBuffer samples, ArrayUse use, ByteCount memoryLimit)
{
    MemoryLayout layout{storedExtents(array.header), {}, array.header.number.value(),
        use == ArrayUse::Probabilities};
    return opened(array,
        std::make_shared<MemoryArray>(std::move(samples), std::move(layout), array.path),
        "deflate, unpacked in memory", memoryLimit);
}

} // namespace tessera
