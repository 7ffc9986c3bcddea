// SPDX-License-Identifier: MIT
#include "core/session/first_look.h"

#include "core/tile/spread_plan.h"

#include <algorithm>
#include <optional>

namespace tessera {

namespace {

constexpr double quickNs = 60e6; // what is there by then needs nothing to stand in for it
constexpr double firstNs = 8e6; // all workers together
constexpr double secondNs = 120e6; // each worker
constexpr double worthwhile = 0.5; // of what everything would take

double costOf(const SubjectPtr& subject, const VisiblePart& part, int level)
{
    const TileRange range = subject->grid.tilesTouching(level, part.rect);
    double ns = 0;
    for (std::int32_t row = range.firstRow; row < range.endRow; ++row)
        for (std::int32_t column = range.firstColumn; column < range.endColumn; ++column)
            ns += spreadCostNs(*subject, level, subject->grid.tileRect(level, row, column));
    return ns;
}

// Of all samples under the visible tiles.
double exactCost(const SubjectPtr& subject, const VisiblePart& part)
{
    const TileGrid& grid = subject->grid;
    const TileRange range = grid.tilesTouching(part.level, part.rect);
    if (range.isEmpty())
        return 0;
    const PixelRect first = grid.coveredAtLevel0(
        part.level, grid.tileRect(part.level, range.firstRow, range.firstColumn));
    const PixelRect last = grid.coveredAtLevel0(
        part.level, grid.tileRect(part.level, range.endRow - 1, range.endColumn - 1));
    return readCostNs(subject->source->info(),
        {first.row, first.column, last.row + last.rows - first.row,
            last.column + last.columns - first.column});
}

int coarsestLevel(const TileGrid& grid, int from)
{
    int level = from;
    while (level < grid.levels() + mostStandInLevels && grid.shapeAt(level) != PlaneShape{1, 1})
        ++level;
    return level;
}

// The finest level whose tiles cost no more; the coarsest one where all cost more.
int finestFor(const SubjectPtr& subject, const VisiblePart& part, int coarsest, double mostNs)
{
    int level = coarsest;
    while (level - 1 > part.level && costOf(subject, part, level - 1) <= mostNs)
        --level;
    return level;
}

// Levels of the tiles that stand in for a layer; no second ones where it is quick by itself.
struct LayerLook {
    int first = 0;
    std::optional<int> second;
};

LayerLook lookOf(const SubjectPtr& layer, const VisiblePart& part, int workers)
{
    const double exactNs = exactCost(layer, part);
    const int coarsest = coarsestLevel(layer->grid, part.level + 1);
    LayerLook look{finestFor(layer, part, coarsest, firstNs), {}};
    if (exactNs > quickNs * workers)
        look.second =
            finestFor(layer, part, coarsest, std::min(secondNs * workers, worthwhile * exactNs));
    return look;
}

void addTiles(const SubjectPtr& subject, const VisiblePart& part, int level, const IsThere& isThere,
    std::vector<TileWish>& wishes)
{
    const TileRange range = subject->grid.tilesTouching(level, part.rect);
    for (std::int32_t row = range.firstRow; row < range.endRow; ++row)
        for (std::int32_t column = range.firstColumn; column < range.endColumn; ++column) {
            const TileKey key{subject->id, level, row, column};
            if (!isThere(key))
                wishes.push_back({subject, key, TileQuality::Spread});
        }
}

} // namespace

bool isCovered(
    const SubjectPtr& subject, const VisiblePart& part, int coarsest, const IsThere& isThere)
{
    const TileRange range = subject->grid.tilesTouching(part.level, part.rect);
    for (std::int32_t row = range.firstRow; row < range.endRow; ++row)
        for (std::int32_t column = range.firstColumn; column < range.endColumn; ++column) {
            int level = part.level;
            while (level <= coarsest
                && !isThere({subject->id, level, row >> (level - part.level),
                    column >> (level - part.level)}))
                ++level;
            if (level > coarsest)
                return false;
        }
    return true;
}

std::vector<TileWish> standInsFor(const std::vector<SubjectPtr>& layers, const VisiblePart& part,
    int workers, bool isFirstNeeded, const IsThere& isThere)
{
    double exactNs = 0;
    for (const SubjectPtr& layer : layers)
        exactNs += exactCost(layer, part);
    std::vector<TileWish> firsts;
    if (exactNs <= quickNs * workers)
        return firsts;
    // A layer that is quick by itself comes after the slow ones, so it needs a first look too.
    std::vector<TileWish> seconds;
    for (const SubjectPtr& layer : layers) {
        const LayerLook look = lookOf(layer, part, workers);
        const int finest = look.second.value_or(look.first);
        if (isCovered(layer, part, finest, isThere))
            continue;
        const bool isFirstCoarser = !look.second || look.first > *look.second;
        if (isFirstNeeded && isFirstCoarser && !isCovered(layer, part, look.first, isThere))
            addTiles(layer, part, look.first, isThere, firsts);
        if (look.second)
            addTiles(layer, part, *look.second, isThere, seconds);
    }
    firsts.insert(firsts.end(), seconds.begin(), seconds.end());
    return firsts;
}

} // namespace tessera
