// SPDX-License-Identifier: MIT
#include "core/tile/damage_marks.h"

#include "core/grid/pixel_rects.h"
#include "core/kernel/merge.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace tessera {

namespace {

// Whether the parts together hold all of it: what the first one that touches it leaves is looked
// for in the others.
bool isCovered(const PixelRect& rect, std::span<const DamagedPart> parts)
{
    if (rect.isEmpty())
        return true;
    while (!parts.empty() && common(rect, parts.front().rect).isEmpty())
        parts = parts.subspan(1);
    if (parts.empty())
        return false;
    const PixelRect taken = common(rect, parts.front().rect);
    const auto others = parts.subspan(1);
    const std::int64_t below = taken.row + taken.rows;
    const std::int64_t right = taken.column + taken.columns;
    return isCovered({rect.row, rect.column, taken.row - rect.row, rect.columns}, others)
        && isCovered({below, rect.column, rect.row + rect.rows - below, rect.columns}, others)
        && isCovered({taken.row, rect.column, taken.rows, taken.column - rect.column}, others)
        && isCovered({taken.row, right, taken.rows, rect.column + rect.columns - right}, others);
}

// One byte a pixel of a block: 0, or 1 + its special code.
class Marks {
public:
    Marks(const BlockTask& task, std::span<const DamagedPart> parts)
        : m_task(task)
        , m_parts(parts)
        , m_step(std::int64_t{1} << task.level)
        , m_marks(static_cast<std::size_t>(task.block.rows * task.block.columns))
    {
        for (const DamagedPart& part : parts)
            mark(part);
    }

    TileDamage applyTo(Tile& tile, ReduceCounts& counts) const
    {
        TileDamage damage;
        for (const DamagedPart& part : m_parts)
            if (!common(touched(part.rect), tile.rect).isEmpty() && damage.parts++ == 0)
                damage.reason = part.error.message;
        const PixelRect area = common(tile.rect, m_task.block);
        for (std::int64_t row = area.row; row < area.row + area.rows; ++row)
            applyRow({row, area.column, 1, area.columns}, tile, counts, damage);
        return damage;
    }

private:
    bool isSampled() const { return m_task.quality == TileQuality::Sampled; }

    // The pixels of the level that have any of it; of a sampled level, whose sample it has.
    PixelRect touched(const PixelRect& level0) const
    {
        const auto upward = [this](std::int64_t at) { return (at + m_step - 1) / m_step; };
        const auto first = [&](std::int64_t at) { return isSampled() ? upward(at) : at / m_step; };
        const std::int64_t row = first(level0.row);
        const std::int64_t column = first(level0.column);
        return {row, column, upward(level0.row + level0.rows) - row,
            upward(level0.column + level0.columns) - column};
    }

    void mark(const DamagedPart& part)
    {
        const auto code =
            part.error.code == ErrorCode::NotFound ? SpecialCode::Missing : SpecialCode::Damaged;
        const PixelRect area = common(touched(part.rect), m_task.block);
        for (std::int64_t row = area.row; row < area.row + area.rows; ++row)
            for (std::int64_t column = area.column; column < area.column + area.columns; ++column)
                if (isLost(row, column, part))
                    at(row, column) = static_cast<std::uint8_t>(1 + static_cast<int>(code));
    }

    bool isLost(std::int64_t row, std::int64_t column, const DamagedPart& part) const
    {
        if (isSampled() || m_task.level == 0)
            return true;
        const PixelRect under =
            m_task.subject.grid.coveredAtLevel0(m_task.level, {row, column, 1, 1});
        return common(under, part.rect) == under || isCovered(under, m_parts)
            || isNotANumber(row, column);
    }

    // What damage left has no number.
    bool isNotANumber(std::int64_t row, std::int64_t column) const
    {
        if (m_task.subject.kind == TileKind::Image)
            return false;
        for (const auto& tile : m_task.tiles) {
            const std::int64_t inTile = column - tile->rect.column;
            if (inTile < 0 || inTile >= tile->rect.columns)
                continue;
            return countMerged(tile->classTarget().shifted(row - tile->rect.row, inTile), 1, 1)
                       .notANumber
                > 0;
        }
        return false;
    }

    void applyRow(const PixelRect& row, Tile& tile, ReduceCounts& counts, TileDamage& damage) const
    {
        const std::int64_t end = row.column + row.columns;
        for (std::int64_t first = row.column; first < end;) {
            const std::uint8_t mark = at(row.row, first);
            std::int64_t last = first + 1;
            while (last < end && at(row.row, last) == mark)
                ++last;
            if (mark != 0) {
                const PixelRect run{row.row, first, 1, last - first};
                const auto code = static_cast<SpecialCode>(mark - 1);
                erase(run, code, tile, counts);
                append(run, code, damage.rects);
            }
            first = last;
        }
    }

    static void erase(const PixelRect& run, SpecialCode code, Tile& tile, ReduceCounts& counts)
    {
        const std::int64_t row = run.row - tile.rect.row;
        const std::int64_t column = run.column - tile.rect.column;
        const auto pixels = static_cast<std::size_t>(run.columns);
        const std::size_t pixelBytes =
            static_cast<std::size_t>(tile.channels) * elementSize(tile.numberType);
        const auto before = static_cast<std::size_t>(row * tile.rect.columns + column);
        if (tile.subject->kind == TileKind::Classes) {
            const ClassTarget target = tile.classTarget().shifted(row, column);
            counts -= countMerged(target, 1, run.columns);
            if (tile.wideCodes)
                std::fill_n(reinterpret_cast<std::uint16_t*>(target.codes), pixels,
                    specialCode<std::uint16_t>(code));
            else
                std::fill_n(reinterpret_cast<std::uint8_t*>(target.codes), pixels,
                    specialCode<std::uint8_t>(code));
        }
        std::memset(tile.numbers.data() + before * pixelBytes, 0, pixels * pixelBytes);
    }

    // A run under another of the same columns makes it higher.
    static void append(const PixelRect& run, SpecialCode code, std::vector<MarkedRect>& rects)
    {
        const auto above = std::ranges::find_if(rects, [&](const MarkedRect& known) {
            return known.code == code && known.rect.column == run.column
                && known.rect.columns == run.columns && known.rect.row + known.rect.rows == run.row;
        });
        if (above == rects.end())
            rects.push_back({run, code});
        else
            ++above->rect.rows;
    }

    std::size_t index(std::int64_t row, std::int64_t column) const
    {
        return static_cast<std::size_t>(
            (row - m_task.block.row) * m_task.block.columns + column - m_task.block.column);
    }
    std::uint8_t& at(std::int64_t row, std::int64_t column) { return m_marks[index(row, column)]; }
    std::uint8_t at(std::int64_t row, std::int64_t column) const
    {
        return m_marks[index(row, column)];
    }

    const BlockTask& m_task;
    std::span<const DamagedPart> m_parts;
    std::int64_t m_step;
    std::vector<std::uint8_t> m_marks;
};

} // namespace

std::vector<TileDamage> markDamage(
    const BlockTask& task, const std::vector<DamagedPart>& parts, std::vector<ReduceCounts>& counts)
{
    const Marks marks(task, parts);
    std::vector<TileDamage> damage;
    damage.reserve(task.tiles.size());
    for (std::size_t tile = 0; tile < task.tiles.size(); ++tile)
        damage.push_back(marks.applyTo(*task.tiles[tile], counts[tile]));
    return damage;
}

} // namespace tessera
