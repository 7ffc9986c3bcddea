// SPDX-License-Identifier: MIT
#include "core/levels/trimmed_cell.h"

#include <array>
#include <cstring>
#include <limits>

namespace tessera {

namespace {

// Numbers of one kind, all of a pixel side by side.
struct Numbers {
    const std::byte* bytes = nullptr;
    std::size_t pixelBytes = 0;

    bool isSame(std::size_t pixel, std::size_t other) const
    {
        return std::memcmp(bytes + pixel * pixelBytes, bytes + other * pixelBytes, pixelBytes) == 0;
    }
    // Equal neighbours make a row of equal pixels.
    bool isRowOf(std::size_t around, std::size_t first, std::size_t columns) const
    {
        return isSame(first, around)
            && std::memcmp(bytes + first * pixelBytes, bytes + (first + 1) * pixelBytes,
                   (columns - 1) * pixelBytes)
            == 0;
    }
};

std::size_t sizeOf(std::int64_t extent)
{
    return static_cast<std::size_t>(extent);
}

class Trimmer {
public:
    explicit Trimmer(const MeanCell& cell)
        : m_cell(cell)
        , m_rows(sizeOf(cell.shape.rows))
        , m_columns(sizeOf(cell.shape.columns))
        , m_means{cell.means.data(), sizeOf(cell.classes) * sizeof(float)}
        , m_counts{cell.counts.data(),
              cell.counts.size() > 0 ? sizeOf(cell.classes) * sizeof(std::uint64_t) : 0}
    {
    }

    std::optional<TrimmedCell> trim() const
    {
        const std::size_t last = m_rows * m_columns - 1;
        for (const std::size_t around : {std::size_t{0}, last, m_columns - 1, last - m_columns + 1})
            if (auto spans = spansAround(around))
                return kept(around, *std::move(spans));
        return std::nullopt;
    }

private:
    std::size_t pixelBytes() const { return m_means.pixelBytes + m_counts.pixelBytes; }

    // Empty where they take too much.
    std::optional<AlignedBuffer> spansAround(std::size_t around) const
    {
        AlignedBuffer spans(m_rows * sizeof(RowSpan));
        const std::size_t most = m_cell.bytes().value / 2;
        std::size_t bytes = spans.size() + pixelBytes();
        for (std::size_t row = 0; row < m_rows; ++row) {
            const RowSpan span = spanOf(row, around);
            spans.as<RowSpan>()[row] = span;
            bytes += sizeOf(span.count) * pixelBytes();
            if (bytes > most)
                return std::nullopt;
        }
        return spans;
    }

    RowSpan spanOf(std::size_t row, std::size_t around) const
    {
        const std::size_t corner = row * m_columns;
        if (m_means.isRowOf(around, corner, m_columns)
            && (m_counts.pixelBytes == 0 || m_counts.isRowOf(around, corner, m_columns)))
            return {};
        std::size_t first = 0;
        std::size_t end = m_columns;
        while (isAround(corner + first, around))
            ++first;
        while (isAround(corner + end - 1, around))
            --end;
        return {static_cast<std::int32_t>(first), static_cast<std::int32_t>(end - first)};
    }

    bool isAround(std::size_t pixel, std::size_t around) const
    {
        return m_means.isSame(pixel, around)
            && (m_counts.pixelBytes == 0 || m_counts.isSame(pixel, around));
    }

    TrimmedCell kept(std::size_t around, AlignedBuffer spans) const
    {
        TrimmedCell cell{m_cell.shape, m_cell.classes, std::move(spans), {}, {}};
        cell.means = gathered(m_means, around, cell.spans);
        cell.counts = gathered(m_counts, around, cell.spans);
        return cell;
    }

    AlignedBuffer gathered(
        const Numbers& numbers, std::size_t around, const AlignedBuffer& spans) const
    {
        std::size_t pixels = 1;
        for (const RowSpan& span : spans.as<const RowSpan>())
            pixels += sizeOf(span.count);
        AlignedBuffer all(pixels * numbers.pixelBytes);
        std::byte* out = all.data();
        const auto add = [&](std::size_t pixel, std::size_t count) {
            const std::size_t bytes = count * numbers.pixelBytes;
            if (bytes > 0) // there may be no counts at all
                std::memcpy(out, numbers.bytes + pixel * numbers.pixelBytes, bytes);
            out += bytes;
        };
        add(around, 1);
        for (std::size_t row = 0; row < m_rows; ++row) {
            const RowSpan span = spans.as<const RowSpan>()[row];
            add(row * m_columns + sizeOf(span.first), sizeOf(span.count));
        }
        return all;
    }

    const MeanCell& m_cell;
    std::size_t m_rows;
    std::size_t m_columns;
    Numbers m_means;
    Numbers m_counts; // pixelBytes 0 where there are none
};

bool isTrimmable(const MeanCell& cell)
{
    constexpr std::int64_t mostColumns = std::numeric_limits<std::int32_t>::max();
    if (cell.isUniform || cell.shape.rows < 1 || cell.shape.columns < 1
        || cell.shape.columns > mostColumns || cell.classes < 1)
        return false;
    const std::size_t numbers =
        sizeOf(cell.shape.rows) * sizeOf(cell.shape.columns) * sizeOf(cell.classes);
    return cell.means.size() == numbers * sizeof(float)
        && (cell.counts.size() == 0 || cell.counts.size() == numbers * sizeof(std::uint64_t));
}

AlignedBuffer spreadOut(const TrimmedCell& cell, const AlignedBuffer& kept, std::size_t pixelBytes)
{
    if (kept.size() == 0)
        return {};
    const std::size_t columns = sizeOf(cell.shape.columns);
    const std::size_t rowBytes = columns * pixelBytes;
    AlignedBuffer all(sizeOf(cell.shape.rows) * rowBytes);
    for (std::size_t column = 0; column < columns; ++column)
        std::memcpy(all.data() + column * pixelBytes, kept.data(), pixelBytes);
    for (std::size_t at = rowBytes; at < all.size(); at += rowBytes)
        std::memcpy(all.data() + at, all.data(), rowBytes);
    std::byte* row = all.data();
    const std::byte* from = kept.data() + pixelBytes;
    for (const RowSpan& span : cell.spans.as<const RowSpan>()) {
        const std::size_t bytes = sizeOf(span.count) * pixelBytes;
        std::memcpy(row + sizeOf(span.first) * pixelBytes, from, bytes);
        from += bytes;
        row += rowBytes;
    }
    return all;
}

} // namespace

std::optional<TrimmedCell> trimmed(const MeanCell& cell)
{
    return isTrimmable(cell) ? Trimmer(cell).trim() : std::nullopt;
}

MeanCell untrimmed(const TrimmedCell& cell)
{
    const std::size_t classes = sizeOf(cell.classes);
    return {cell.shape, cell.classes, false, spreadOut(cell, cell.means, classes * sizeof(float)),
        spreadOut(cell, cell.counts, classes * sizeof(std::uint64_t))};
}

std::optional<std::size_t> pixelsOf(std::span<const RowSpan> spans, std::int64_t columns)
{
    std::size_t pixels = 0;
    for (const RowSpan& span : spans) {
        if (span.first < 0 || span.count < 0
            || std::int64_t{span.first} + std::int64_t{span.count} > columns)
            return std::nullopt;
        pixels += sizeOf(span.count);
    }
    return pixels;
}

} // namespace tessera
