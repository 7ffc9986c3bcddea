// SPDX-License-Identifier: MIT
#include "core/session/first_look.h"

#include "core/tile/file_level_plan.h"
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

// All tiles of a level that touch the part, in pixels of that level; nothing where there are none.
PixelRect tilesUnder(const TileGrid& grid, const VisiblePart& part, int level)
{
    const TileRange range = grid.tilesTouching(level, part.rect);
    if (range.isEmpty())
        return {};
    const PixelRect first = grid.tileRect(level, range.firstRow, range.firstColumn);
    const PixelRect last = grid.tileRect(level, range.endRow - 1, range.endColumn - 1);
    return {first.row, first.column, last.row + last.rows - first.row,
        last.column + last.columns - first.column};
}

// Of all samples under the visible tiles.
double exactCost(const SubjectPtr& subject, const VisiblePart& part)
{
    const PixelRect tiles = tilesUnder(subject->grid, part, part.level);
    return tiles.isEmpty()
        ? 0
        : readCostNs(subject->source->info(), subject->grid.coveredAtLevel0(part.level, tiles));
}

// The finest level at which a level of the file costs no more; nothing where there is none.
std::optional<int> fileLevelTiles(const SubjectPtr& subject, const VisiblePart& part, double mostNs)
{
    const TileGrid& grid = subject->grid;
    if (subject->fileLevels.empty() || grid.tilesTouching(part.level, part.rect).isEmpty())
        return std::nullopt;
    const int end = grid.levels() + mostStandInLevels;
    int level = std::max(part.level, finestFileLevelTiles(*subject));
    while (level < end && fileLevelCostNs(*subject, level, tilesUnder(grid, part, level)) > mostNs)
        ++level;
    return level < end ? std::optional(level) : std::nullopt;
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

// What tiles stand in for a layer: of which level of the grid, and of what.
struct StandInTiles {
    int level = 0;
    TileQuality quality = TileQuality::Spread;
};

// No second ones where it is quick by itself; no first ones where the second are as quick.
struct LayerLook {
    std::optional<StandInTiles> first;
    std::optional<StandInTiles> second;
};

LayerLook lookOf(const SubjectPtr& layer, const VisiblePart& part, int workers)
{
    const double exactNs = exactCost(layer, part);
    const int coarsest = coarsestLevel(layer->grid, part.level + 1);
    const StandInTiles first{finestFor(layer, part, coarsest, firstNs)};
    if (exactNs <= quickNs * workers)
        return {first, {}};
    const double mostNs = std::min(secondNs * workers, worthwhile * exactNs);
    const StandInTiles second{finestFor(layer, part, coarsest, mostNs)};
    const auto ofFile = fileLevelTiles(layer, part, mostNs);
    if (!ofFile || *ofFile > second.level)
        return first.level > second.level ? LayerLook{first, second} : LayerLook{{}, second};
    const StandInTiles better{*ofFile, TileQuality::FileLevel};
    return fileLevelTiles(layer, part, firstNs) == ofFile ? LayerLook{{}, better}
                                                          : LayerLook{first, better};
}

bool isThereAlready(const SubjectPtr& layer, const VisiblePart& part, const StandInTiles& tiles,
    const IsThere& isThere)
{
    return isCovered(layer, part, tiles.level, tiles.quality, isThere);
}

// Those nearest to the middle come first where they may be many.
void addTiles(const SubjectPtr& subject, const VisiblePart& part, const StandInTiles& tiles,
    const IsThere& isThere, std::vector<TileWish>& wishes)
{
    for (const TilePosition tile : tilesFromCentre(subject->grid, {part.rect, tiles.level})) {
        const TileKey key{subject->id, tiles.level, tile.row, tile.column};
        if (!isThere(key, tiles.quality))
            wishes.push_back({subject, key, tiles.quality});
    }
}

} // namespace

bool isCovered(const SubjectPtr& subject, const VisiblePart& part, int coarsest,
    TileQuality atLeast, const IsThere& isThere)
{
    const TileRange range = subject->grid.tilesTouching(part.level, part.rect);
    for (std::int32_t row = range.firstRow; row < range.endRow; ++row)
        for (std::int32_t column = range.firstColumn; column < range.endColumn; ++column) {
            int level = part.level;
            while (level <= coarsest
                && !isThere({subject->id, level, row >> (level - part.level),
                                column >> (level - part.level)},
                    atLeast))
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
        const StandInTiles finest = look.second.value_or(look.first.value_or(StandInTiles{}));
        if (isThereAlready(layer, part, finest, isThere))
            continue;
        if (isFirstNeeded && look.first && !isThereAlready(layer, part, *look.first, isThere))
            addTiles(layer, part, *look.first, isThere, firsts);
        if (look.second)
            addTiles(layer, part, *look.second, isThere, seconds);
    }
    firsts.insert(firsts.end(), seconds.begin(), seconds.end());
    return firsts;
}

} // namespace tessera
