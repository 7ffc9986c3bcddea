// SPDX-License-Identifier: MIT
#include "core/tile/salvage.h"

#include "core/kernel/sample_number.h"

#include <algorithm>
#include <deque>
#include <limits>
#include <type_traits>
#include <utility>

namespace tessera {

namespace {

template <class Sample> Sample blankSample()
{
    if constexpr (std::is_same_v<Sample, Half>) {
        constexpr std::uint16_t quietNan = 0x7E00;
        return Half{quietNan};
    } else if constexpr (std::is_floating_point_v<Sample>) {
        return std::numeric_limits<Sample>::quiet_NaN();
    } else {
        return 0;
    }
}

// How many chunks stand between two positions, and where the middle border is.
struct ChunkSpan {
    std::int64_t chunks = 1;
    std::int64_t middle = 0;
};

ChunkSpan spanOf(std::int64_t first, std::int64_t last, std::int64_t chunk)
{
    const std::int64_t from = first / chunk;
    const std::int64_t to = last / chunk;
    return {to - from + 1, (from + to + 1) / 2 * chunk};
}

} // namespace

Salvage::Salvage(const TileSubject& subject, ReadScratch& scratch, AlignedBuffer& buffer,
    const std::stop_token& stop)
    : m_subject(subject)
    , m_info(subject.source->info())
    , m_scratch(scratch)
    , m_buffer(buffer)
    , m_stop(stop)
{
}

Result<Samples> Salvage::read(const SourceRegion& region, SalvageForm form, const Error& why)
{
    m_region = region;
    m_form = form;
    m_classes = m_info.classCount(region.classes);
    blank();
    m_bad = {{0, 0, region.rows, region.columns}, why};
    const bool isDivided = m_subject.damage->isWorthDividing();
    if (!isDivided)
        give(m_bad, false);
    else if (auto found = m_info.chunk.empty() ? narrow() : divideChunks(); !found)
        return std::unexpected(std::move(found.error()));
    return std::move(m_samples);
}

// The largest pieces first, so that what is left when the reads are used up is nowhere large.
Result<> Salvage::divideChunks()
{
    std::deque<Piece> bad{m_bad};
    for (; !bad.empty(); bad.pop_front()) {
        Split split;
        if (const bool isChunk = !divide(bad.front(), split); isChunk || m_readsLeft == 0) {
            give(bad.front(), isChunk && bad.front().wasTried);
            continue;
        }
        for (Piece* half : {&split.first, &split.second}) {
            half->why = bad.front().why;
            const auto taken = take(*half);
            if (!taken)
                return std::unexpected(taken.error());
            if (!*taken)
                bad.push_back(std::move(*half));
        }
    }
    return {};
}

// Halves it at a border of chunks; false where it lies in one.
bool Salvage::divide(const Piece& piece, Split& split) const
{
    const SourceRegion at = regionOf(piece.rect);
    const std::int64_t lastRow = at.row + (at.rows - 1) * at.rowStep;
    const ChunkSpan rows = spanOf(at.row, lastRow, m_info.chunkExtent(Axis::Y));
    const ChunkSpan columns =
        spanOf(at.column, at.column + at.columns - 1, m_info.chunkExtent(Axis::X));
    split.first.rect = piece.rect;
    split.second.rect = piece.rect;
    if (rows.chunks >= columns.chunks && rows.chunks > 1) {
        const std::int64_t above = (rows.middle - at.row + at.rowStep - 1) / at.rowStep;
        split.first.rect.rows = above;
        split.second.rect.row += above;
        split.second.rect.rows -= above;
    } else if (columns.chunks > 1) {
        const std::int64_t before = columns.middle - at.column;
        split.first.rect.columns = before;
        split.second.rect.column += before;
        split.second.rect.columns -= before;
    } else {
        return false;
    }
    return true;
}

// Without chunks damage is a run of bytes: its rows, then its columns in them.
Result<> Salvage::narrow()
{
    for (const auto& [first, count] : {std::pair{&PixelRect::row, &PixelRect::rows},
             std::pair{&PixelRect::column, &PixelRect::columns}})
        if (const auto done = narrowAlong(first, count); !done)
            return std::unexpected(done.error());
    give(m_bad, false);
    return {};
}

// Takes what can be read before the first bad place, and behind the last.
Result<bool> Salvage::narrowAlong(std::int64_t PixelRect::* first, std::int64_t PixelRect::* count)
{
    std::int64_t& badFirst = m_bad.rect.*first;
    std::int64_t& badCount = m_bad.rect.*count;
    const auto taken = [&](std::int64_t from, std::int64_t end) {
        Piece piece = m_bad;
        piece.rect.*first = from;
        piece.rect.*count = end - from;
        auto good = take(piece);
        if (good && !*good)
            m_bad.why = piece.why;
        return good;
    };
    std::int64_t unknownEnd = badFirst + badCount; // the first bad place lies before it
    while (unknownEnd - badFirst > 1 && m_readsLeft > 0) {
        const std::int64_t middle = badFirst + (unknownEnd - badFirst) / 2;
        const auto good = taken(badFirst, middle);
        if (!good)
            return good;
        if (!*good) {
            unknownEnd = middle;
            continue;
        }
        badCount -= middle - badFirst;
        badFirst = middle;
    }
    std::int64_t lastBad = badFirst; // the last bad place does not lie before it
    while (badFirst + badCount - lastBad > 1 && m_readsLeft > 0) {
        const std::int64_t end = badFirst + badCount;
        const std::int64_t middle = lastBad + (end - lastBad) / 2;
        const auto good = taken(middle, end);
        if (!good)
            return good;
        if (*good)
            badCount = middle - badFirst;
        else
            lastBad = middle;
    }
    return true;
}

// True when it was read; false when it is bad, and says why.
Result<bool> Salvage::take(Piece& piece)
{
    if (m_stop.stop_requested())
        return cancelled();
    const SourceRegion region = regionOf(piece.rect);
    if (auto known = m_subject.damage->reasonFor(region)) {
        piece.wasTried = m_subject.damage->hasAllOf(region);
        piece.why = *std::move(known);
        return false;
    }
    piece.wasTried = m_readsLeft > 0;
    if (!piece.wasTried)
        return false;
    --m_readsLeft;
    auto samples = m_subject.source->read(region, m_scratch, m_stop);
    if (!samples) {
        if (!isLocalDamage(samples.error()))
            return std::unexpected(std::move(samples.error()));
        piece.why = std::move(samples.error());
        return false;
    }
    put(samples->view, piece.rect);
    m_samples.bytesRead += samples->bytesRead;
    return true;
}

void Salvage::give(const Piece& piece, bool isWhole)
{
    const SourceRegion region = regionOf(piece.rect);
    DamagedPart part{
        {region.row, region.column, (region.rows - 1) * region.rowStep + 1, region.columns},
        region.classes, piece.why};
    m_parts.push_back(part);
    if (isWhole) {
        const std::int64_t chunkRows = m_info.chunkExtent(Axis::Y);
        const std::int64_t chunkColumns = m_info.chunkExtent(Axis::X);
        part.rect.row -= part.rect.row % chunkRows;
        part.rect.column -= part.rect.column % chunkColumns;
        part.rect.rows = std::min(chunkRows, m_info.plane.rows - part.rect.row);
        part.rect.columns = std::min(chunkColumns, m_info.plane.columns - part.rect.column);
    }
    m_subject.damage->add(part, isWhole);
}

SourceRegion Salvage::regionOf(const PixelRect& piece) const
{
    SourceRegion region = m_region;
    region.row += piece.row * region.rowStep;
    region.column += piece.column;
    region.rows = piece.rows;
    region.columns = piece.columns;
    return region;
}

void Salvage::blank()
{
    const ElementType type = m_form == SalvageForm::Absent ? ElementType::Float64 : m_info.type;
    const auto count = static_cast<std::size_t>(m_region.rows * m_region.columns * m_classes);
    m_buffer.reserve(count * elementSize(type));
    withElementType(type, [&]<class Sample>(Sample) {
        std::ranges::fill(m_buffer.as<Sample>().first(count), blankSample<Sample>());
    });
    m_samples = {{type, m_buffer.data(), m_region.rows, m_region.columns, m_classes,
                     m_region.columns * m_classes, m_classes, 1},
        {}};
}

void Salvage::put(const SampleView& view, const PixelRect& piece)
{
    const bool isScaled = m_subject.kind == TileKind::Classes;
    const std::int64_t corner =
        piece.row * m_samples.view.rowStride + piece.column * m_samples.view.columnStride;
    const auto copy = [&]<class Sample, class Kept>(const auto& kept) {
        for (std::int64_t row = 0; row < view.rows; ++row) {
            const Sample* pixel = view.row<Sample>(row);
            Kept* out =
                reinterpret_cast<Kept*>(m_buffer.data()) + corner + row * m_samples.view.rowStride;
            for (std::int64_t column = 0; column < view.columns; ++column)
                for (std::int64_t index = 0; index < view.classes; ++index)
                    *out++ = kept(pixel[column * view.columnStride + index * view.classStride]);
        }
    };
    if (m_form == SalvageForm::Blank)
        withElementType(view.type, [&]<class Sample>(Sample) {
            copy.template operator()<Sample, Sample>([](Sample sample) { return sample; });
        });
    else
        withScaling(view.type, isScaled, [&]<class Sample, bool scaled>() {
            copy.template operator()<Sample, double>(
                [](Sample sample) { return asDouble<scaled>(sample); });
        });
}

} // namespace tessera
