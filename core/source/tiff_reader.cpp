// SPDX-License-Identifier: MIT
#include "core/source/tiff_reader.h"

#include "core/base/path_text.h"
#include "core/source/array_file.h"
#include "core/source/strided_copy.h"

#include <fmt/format.h>

#include <algorithm>
#include <tiffio.h>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t partsAtOnce = 512; // so that very many never take memory of their own
constexpr unsigned bitsOfByte = 8;

std::size_t offsetOf(const Extents& position, const Extents& strides)
{
    std::int64_t samples = 0;
    for (std::size_t dimension = 0; dimension < position.size(); ++dimension)
        samples += position[dimension] * strides[dimension];
    return static_cast<std::size_t>(samples);
}

// Rows begin on whole bytes, the highest bit first.
void expandBits(std::span<const std::byte> packed, std::size_t inRow, std::span<std::byte> target)
{
    const std::size_t rowBytes = (inRow + bitsOfByte - 1) / bitsOfByte;
    for (std::size_t index = 0; index < target.size(); ++index) {
        const std::size_t column = index % inRow;
        const auto byte = packed[index / inRow * rowBytes + column / bitsOfByte];
        const auto shift = bitsOfByte - 1 - column % bitsOfByte;
        target[index] = (byte >> shift) & std::byte{1};
    }
}

} // namespace

// Where one strip or tile is.
struct TiffReader::Place {
    std::size_t page = 0;
    std::uint32_t row = 0; // of its corner
    std::uint32_t column = 0;
    std::uint16_t sample = 0;
};

TiffReader::TiffReader(TiffArray array, Source source, std::shared_ptr<ChunkCache> cache)
    : m_array(std::move(array))
    , m_source(std::move(source))
    , m_grid(m_array.shape, m_array.piece)
    , m_conversion(m_array.number, m_source.isScaled)
    , m_cache(std::move(cache))
    , m_number(m_cache->newArray())
{
}

TiffReader::~TiffReader()
{
    m_cache->drop(m_number);
}

void TiffReader::release()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isReleased = true;
        m_idle.clear();
    }
    m_cache->drop(m_number);
}

std::size_t TiffReader::pieceBytes() const
{
    return static_cast<std::size_t>(m_array.pieceSamples()) * elementSize(m_conversion.delivered());
}

Result<TiffReader::Handle> TiffReader::takeHandle() const
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_isReleased)
            return std::unexpected(wasReleased(m_source.file->path()));
        if (!m_idle.empty()) {
            Handle handle = std::move(m_idle.back());
            m_idle.pop_back();
            return handle;
        }
    }
    return TiffHandle::open(m_source.file, m_source.memory);
}

void TiffReader::giveBack(Handle handle) const
{
    const std::lock_guard lock(m_mutex);
    if (!m_isReleased)
        m_idle.push_back(std::move(handle));
}

Result<SlabSamples> TiffReader::read(
    const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const
{
    const std::size_t sampleBytes = elementSize(m_conversion.delivered());
    const Extents pieceStrides = denseStrides(m_array.piece);
    Extents fromStrides = pieceStrides;
    for (std::size_t dimension = 0; dimension < fromStrides.size(); ++dimension)
        fromStrides[dimension] *= slab.step[dimension];
    const Extents strides = denseStrides(slab.count);
    auto* const target =
        scratch.samples.reserve(static_cast<std::size_t>(slab.samples()) * sampleBytes);
    std::size_t done = 0;
    for (auto parts = m_grid.partsOf(slab, 0, partsAtOnce); !parts.empty();
        parts = m_grid.partsOf(slab, done, partsAtOnce)) {
        for (const ChunkPart& part : parts) {
            if (stop.stop_requested())
                return cancelled();
            ChunkPtr owner;
            const std::byte* samples = nullptr;
            if (part.isAll) {
                auto* const piece = scratch.chunk.reserve(pieceBytes());
                if (auto unpacked = unpack(part.chunk, piece, scratch); !unpacked)
                    return std::unexpected(std::move(unpacked.error()));
                samples = piece;
            } else {
                auto piece = shared(part.chunk, scratch, stop);
                if (!piece)
                    return std::unexpected(std::move(piece.error()));
                owner = *std::move(piece);
                samples = owner->data();
            }
            copyStrided(samples + offsetOf(part.inChunk, pieceStrides) * sampleBytes, fromStrides,
                target + offsetOf(part.inSlab, strides) * sampleBytes, strides, part.count,
                sampleBytes);
        }
        done += parts.size();
    }
    return SlabSamples{target, strides};
}

Result<ChunkPtr> TiffReader::shared(
    std::uint64_t piece, ReadScratch& scratch, const std::stop_token& stop) const
{
    const auto decode = [&](AlignedBuffer& chunk) { return unpack(piece, chunk.data(), scratch); };
    return m_cache->get({m_number, piece}, pieceBytes(), decode, stop);
}

TiffReader::Place TiffReader::placeOf(std::uint64_t piece) const
{
    const Extents corner = m_grid.cornerOf(piece);
    Place place;
    for (std::size_t dimension = 0; dimension < m_array.pageRank; ++dimension)
        place.page = place.page * static_cast<std::size_t>(m_array.shape[dimension])
            + static_cast<std::size_t>(corner[dimension]);
    std::size_t next = m_array.pageRank;
    if (m_source.layout.isPlanar)
        place.sample = static_cast<std::uint16_t>(corner[next++]);
    place.row = static_cast<std::uint32_t>(corner[next]);
    place.column = static_cast<std::uint32_t>(corner[next + 1]);
    return place;
}

Result<> TiffReader::unpack(std::uint64_t piece, std::byte* target, ReadScratch& scratch) const
{
    auto handle = takeHandle();
    if (!handle)
        return std::unexpected(std::move(handle.error()));
    const Place place = placeOf(piece);
    if (auto done = (*handle)->goTo(m_source.directories[place.page]); !done)
        return done;
    const auto samples = static_cast<std::size_t>(m_array.pieceSamples());
    const std::size_t bytes = samples * m_array.number.bytes;
    const bool isInPlace = m_conversion.isInPlace();
    const std::span stored(isInPlace ? target : scratch.stored.reserve(bytes), bytes);
    if (auto done = unpackStored(**handle, place, stored, scratch); !done)
        return done;
    if (isInPlace)
        m_conversion.inPlace(stored);
    else
        m_conversion.apart(stored, target);
    giveBack(*std::move(handle));
    return {};
}

// A strip that the end of the page cuts off is shorter than its piece; what is behind it is never
// looked at, but it must be something.
Result<> TiffReader::unpackStored(const TiffHandle& handle, const Place& place,
    std::span<std::byte> stored, ReadScratch& scratch) const
{
    TIFF* const tiff = handle.get();
    const TiffLayout& layout = m_source.layout;
    const std::size_t inRow =
        std::size_t{layout.pieceColumns} * (layout.isPlanar ? 1U : layout.samples);
    const std::uint32_t rows =
        layout.isTiled ? layout.pieceRows : std::min(layout.pieceRows, layout.rows - place.row);
    const std::size_t rowBytes =
        m_array.isBits ? (inRow + bitsOfByte - 1) / bitsOfByte : inRow * m_array.number.bytes;
    const std::size_t bytes = rowBytes * rows;
    std::byte* const target = m_array.isBits ? scratch.decode.first.reserve(bytes) : stored.data();
    const auto expected = static_cast<tmsize_t>(bytes);
    const tmsize_t unpacked = layout.isTiled
        ? TIFFReadEncodedTile(tiff, TIFFComputeTile(tiff, place.column, place.row, 0, place.sample),
              target, expected)
        : TIFFReadEncodedStrip(
              tiff, TIFFComputeStrip(tiff, place.row, place.sample), target, expected);
    if (unpacked != expected)
        return std::unexpected(
            handle.error(fmt::format("is damaged in page {}, at row {}", place.page + 1, place.row),
                "copy or write it again"));
    const std::size_t made = m_array.isBits ? inRow * rows : bytes;
    if (m_array.isBits)
        expandBits({target, bytes}, inRow, stored.first(made));
    std::ranges::fill(stored.subspan(made), std::byte{0});
    return {};
}

} // namespace tessera
