// SPDX-License-Identifier: MIT
#include "ui/view/tile_layer.h"

#include "core/session/first_look.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tessera {

namespace {

QRectF asRectF(const PixelRect& rect)
{
    return {static_cast<double>(rect.column), static_cast<double>(rect.row),
        static_cast<double>(rect.columns), static_cast<double>(rect.rows)};
}

} // namespace

void TileLayer::draw(QPainter& painter, const VisiblePart& part) const
{
    const TileRange range = grid.tilesTouching(part.level, part.rect);
    for (std::int32_t row = range.firstRow; row < range.endRow; ++row)
        for (std::int32_t column = range.firstColumn; column < range.endColumn; ++column)
            drawTile(painter, {0, part.level, row, column});
}

void TileLayer::drawTile(QPainter& painter, const TileKey& place) const
{
    for (const std::uint64_t subject : subjects) {
        const TileKey key{subject, place.level, place.row, place.column};
        const auto* held = store.find(key);
        const bool isStandIn = held != nullptr && held->picture->tile->quality < TileQuality::Exact;
        if ((!isStandIn && drawWhole(painter, key))
            || (isThereFiner(key, finerLevels) && drawFromFiner(painter, key, finerLevels))
            || drawWhole(painter, key) || drawFromCoarser(painter, key)
            || drawFromFiner(painter, key, finerLevels))
            return;
    }
}

// All of it: what is only there in part leaves holes.
bool TileLayer::isThereFiner(const TileKey& key, int depth) const
{
    if (depth == 0 || key.level == 0)
        return false;
    const TileRange all = grid.tilesAt(key.level - 1);
    for (std::int32_t row = 2 * key.row; row < std::min(2 * key.row + 2, all.endRow); ++row)
        for (std::int32_t column = 2 * key.column;
            column < std::min(2 * key.column + 2, all.endColumn); ++column) {
            const TileKey child{key.subject, key.level - 1, row, column};
            if (store.find(child) == nullptr && !isThereFiner(child, depth - 1))
                return false;
        }
    return true;
}

bool TileLayer::drawWhole(QPainter& painter, const TileKey& key) const
{
    const auto* entry = store.use(key, frame);
    if (entry == nullptr)
        return false;
    drawPart(painter, *entry, grid.coveredAtLevel0(key.level, entry->picture->tile->rect));
    return true;
}

bool TileLayer::drawFromCoarser(QPainter& painter, const TileKey& key) const
{
    const auto* entry = store.useOver({key.subject, key.level + 1, key.row >> 1, key.column >> 1},
        grid.levels() + mostStandInLevels, frame);
    if (entry == nullptr)
        return false;
    drawPart(painter, *entry,
        grid.coveredAtLevel0(key.level, grid.tileRect(key.level, key.row, key.column)));
    return true;
}

bool TileLayer::drawFromFiner(QPainter& painter, const TileKey& key, int depth) const
{
    if (depth == 0 || key.level == 0)
        return false;
    const TileRange all = grid.tilesAt(key.level - 1);
    bool drewAny = false;
    for (std::int32_t row = 2 * key.row; row < std::min(2 * key.row + 2, all.endRow); ++row)
        for (std::int32_t column = 2 * key.column;
            column < std::min(2 * key.column + 2, all.endColumn); ++column) {
            const TileKey child{key.subject, key.level - 1, row, column};
            const bool drew = drawWhole(painter, child) || drawFromFiner(painter, child, depth - 1);
            drewAny = drew || drewAny;
        }
    return drewAny;
}

// Draws of a picture what covers `level0` and is on screen: far fewer pixels than the whole when
// magnified.
void TileLayer::drawPart(
    QPainter& painter, const PictureStore::Entry& entry, const PixelRect& level0) const
{
    const Tile& tile = *entry.picture->tile;
    const double step = std::ldexp(1.0, tile.key.level);
    const QRectF onPlane = asRectF(level0) & asRectF(visible);
    if (onPlane.isEmpty())
        return;
    const bool isMagnified = transform.longestScale() * step > 1;
    if (tile.quality == TileQuality::Spread
        || (tile.quality == TileQuality::FileLevel && isMagnified)) {
        drawSmooth(painter, entry, onPlane);
        return;
    }
    // Whole pixels of the picture's level, so that magnified pixels keep their borders.
    const double left = std::floor(onPlane.left() / step) * step;
    const double top = std::floor(onPlane.top() / step) * step;
    const double right =
        std::min(std::ceil(onPlane.right() / step) * step, asRectF(level0).right());
    const double bottom =
        std::min(std::ceil(onPlane.bottom() / step) * step, asRectF(level0).bottom());
    const QRectF shown(left, top, right - left, bottom - top);
    const QRectF source((left / step) - static_cast<double>(tile.rect.column),
        (top / step) - static_cast<double>(tile.rect.row), shown.width() / step,
        shown.height() / step);
    const QRectF target = snappedToPixels(transform.toScreen(shown));
    if (quick != nullptr) {
        quick->draw(entry.image, target, source);
    } else {
        const bool isReduced = transform.longestScale() * step < 1; // on both axes
        painter.setRenderHint(QPainter::SmoothPixmapTransform, isReduced);
        painter.drawImage(target, entry.image, source);
    }
    if (lost != nullptr)
        noteLost(tile, shown);
}

// One pixel of a few samples lies under many of the screen: what is between them is interpolated,
// across the borders of tiles, too.
void TileLayer::drawSmooth(
    QPainter& painter, const PictureStore::Entry& entry, const QRectF& onPlane) const
{
    constexpr double mostScreen = 16'000; // of what is drawn beyond the tile, and clipped
    const Tile& tile = *entry.picture->tile;
    const double step = std::ldexp(1.0, tile.key.level);
    const QPointF corner(static_cast<double>(tile.rect.column), static_cast<double>(tile.rect.row));
    const QRectF exact(onPlane.topLeft() / step - corner, onPlane.size() / step);
    if (quick != nullptr) {
        quick->draw(entry.image, snappedToPixels(transform.toScreen(onPlane)), exact);
        return;
    }
    const bool isNear = 3 * step * transform.longestScale() < mostScreen;
    const double margin = isNear ? 1 : 0;
    const QRectF source =
        exact.adjusted(-margin, -margin, margin, margin) & QRectF(entry.image.rect());
    const QRectF drawn((source.topLeft() + corner) * step, source.size() * step);
    const QRectF target = snappedToPixels(transform.toScreen(onPlane));
    painter.save();
    painter.setClipRect(target, Qt::IntersectClip);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, isNear);
    painter.drawImage(isNear ? transform.toScreen(drawn) : target, entry.image, source);
    painter.restore();
}

void TileLayer::noteLost(const Tile& tile, const QRectF& shown) const
{
    const double step = std::ldexp(1.0, tile.key.level);
    for (const auto& [rect, code] : tile.damage.rects) {
        const QRectF ofLevel = asRectF(rect);
        const QRectF inView = shown
            & QRectF(ofLevel.left() * step, ofLevel.top() * step, ofLevel.width() * step,
                ofLevel.height() * step);
        if (!inView.isEmpty())
            lost->push_back({snappedToPixels(transform.toScreen(inView)), code});
    }
}

} // namespace tessera
