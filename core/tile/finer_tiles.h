// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/sample_view.h"
#include "core/tile/finer_keeper.h"
#include "core/tile/row_splitter.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace tessera {

// The tiles of finer levels of means that lie wholly under a rectangle of a level which is read
// block by block: they are made of what is read for the level, without reading anything for them.
// Threads: any, at once for different blocks (see FinerRows).
class FinerTiles {
public:
    // `rect` in pixels of `level`.
    FinerTiles(const TileSubject& subject, int level, const PixelRect& rect, int finest);
    FinerTiles(const FinerTiles&) = delete;
    FinerTiles& operator=(const FinerTiles&) = delete;
    ~FinerTiles() = default;

private:
    friend class FinerRows;

    struct Making {
        TileKey key;
        std::unique_ptr<Tile> tile; // null: not begun, finished, or not wanted
        bool isBegun = false;
        std::int64_t pixelsLeft = 0;
        std::int64_t reduceNs = 0;
    };
    struct Level {
        int level = 0;
        TileRange range;
        std::vector<Making> tiles; // of the range, row by row

        // `strip` lies in one row of tiles.
        std::span<Making> tilesTouching(const TileGrid& grid, const PixelRect& strip);
    };

    const TileGrid m_grid;
    const int m_level; // that is read for
    std::mutex m_mutex;
    std::vector<Level> m_levels; // guarded by m_mutex, but for the pixels of tiles
};

// One block of such a rectangle: takes rows of means of the finer levels as they arise.
// Threads: one.
class FinerRows {
public:
    // `block` in pixels of the level that is read for. `tiles` null: none is wanted.
    // Throws std::bad_alloc.
    FinerRows(FinerTiles* tiles, const PixelRect& block, const FinerKeeper* keeper);

    bool isEmpty() const { return m_levels.empty(); }
    int finest() const { return m_levels.front().level; } // of which rows are wanted

    void take(int level, const SampleView& means); // the next row of a level, all of its columns

    // All rows of the block came, and all is well: tiles that are whole now are handed over. What a
    // block without it brought is never seen.
    void commit();

    std::int64_t spentNs() const { return m_spentNs; } // on take()

private:
    // The rows of the block that lie in one row of tiles.
    struct Strip {
        PixelRect rect;
        std::vector<FinerTiles::Making*> making;
        RowSplitter splitter;
        std::int64_t spentNs = 0;
    };
    struct Rows {
        int level = 0;
        std::int64_t nextRow = 0;
        std::size_t strip = 0;
        std::vector<Strip> strips;
    };
    struct Finished {
        std::unique_ptr<Tile> tile;
        std::int64_t reduceNs = 0;
    };
    void addLevel(FinerTiles::Level& level, const PixelRect& block);
    static void settle(Strip& strip, std::vector<Finished>& finished);

    FinerTiles* m_tiles;
    const FinerKeeper* m_keeper;
    std::vector<Rows> m_levels; // the finest first
    std::int64_t m_spentNs = 0;
};

} // namespace tessera
