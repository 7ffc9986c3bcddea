// SPDX-License-Identifier: MIT
#include "core/source/chunk_decoder.h"

#include "core/base/path_text.h"
#include "core/source/strided_copy.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera {

namespace {

// No filter makes data much larger: a size beyond this is damage, and memory is not given for it.
constexpr std::uint64_t mostStored(std::size_t decoded)
{
    constexpr std::uint64_t smallest = 65'536;
    return 2 * static_cast<std::uint64_t>(decoded) + smallest;
}

bool liesIn(ByteCount file, const ChunkPlace& place)
{
    return place.bytes <= file.value && place.offset <= file.value - place.bytes;
}

} // namespace

ChunkDecoder::ChunkDecoder(const StoragePlan& plan, const ChunkedStorage& storage)
    : m_grid(plan.shape, storage.chunk)
    , m_filters(storage.filters)
    , m_edgesAreUnfiltered(storage.edgesAreUnfiltered)
    , m_conversion(plan.number, plan.isScaled)
    , m_fill(plan.fill)
    , m_subject(plan.subject)
    , m_path(plan.file)
{
}

std::size_t ChunkDecoder::chunkBytes() const
{
    return static_cast<std::size_t>(m_grid.chunkSamples()) * elementSize(delivered());
}

Result<> ChunkDecoder::decode(const PositionedFile& file, const ChunkPart& part,
    const ChunkPlace& place, std::byte* target, ReadScratch& scratch) const
{
    if (place.bytes == 0) {
        fillStrided(m_fill.data(), target, {1}, {m_grid.chunkSamples()}, m_fill.size());
        return {};
    }
    const auto bytes =
        static_cast<std::size_t>(m_grid.chunkSamples()) * m_conversion.stored().bytes;
    if (m_conversion.isInPlace()) {
        const auto done = decodeStored(file, part, place, {target, bytes}, scratch);
        if (done)
            m_conversion.inPlace({target, bytes});
        return done;
    }
    // The narrow samples fit behind the wide ones that are made of them, from the front.
    const std::span narrow{target + chunkBytes() - bytes, bytes};
    const auto done = decodeStored(file, part, place, narrow, scratch);
    if (done)
        m_conversion.apart(narrow, target);
    return done;
}

Result<> ChunkDecoder::decodeStored(const PositionedFile& file, const ChunkPart& part,
    const ChunkPlace& place, std::span<std::byte> decoded, ReadScratch& scratch) const
{
    const bool isPlain = m_filters.empty() || (m_edgesAreUnfiltered && part.isCutOff);
    if (!liesIn(file.size(), place) && !liesIn(file.sizeNow(), place)) // it may have grown
        return std::unexpected(damaged(part, "it lies beyond the end of the file"));
    if (isPlain ? place.bytes != decoded.size() : place.bytes > mostStored(decoded.size()))
        return std::unexpected(damaged(part, fmt::format("it is stored in {} bytes", place.bytes)));
    if (isPlain)
        return file.read(place.offset, decoded);
    const auto bytes = static_cast<std::size_t>(place.bytes);
    const std::span stored{scratch.stored.reserve(bytes), bytes};
    if (const auto done = file.read(place.offset, stored); !done)
        return done;
    const auto done = decodeChunk(m_filters, place.filterMask, stored, decoded, scratch.decode);
    if (!done)
        return std::unexpected(damaged(part, done.error().message));
    return {};
}

void ChunkDecoder::fill(const ChunkPart& part, std::byte* target, const Extents& strides) const
{
    fillStrided(m_fill.data(), target, strides, part.count, m_fill.size());
}

Error ChunkDecoder::damaged(const ChunkPart& part, const std::string& what) const
{
    return {ErrorCode::Malformed,
        fmt::format("The chunk at {} of {} cannot be read: {}; copy or write the file again.",
            fmt::join(m_grid.cornerOf(part.chunk), ", "), m_subject, what),
        toUtf8(m_path)};
}

} // namespace tessera
