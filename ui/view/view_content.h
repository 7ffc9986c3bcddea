// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/session.h"
#include "core/tile/paint_stage.h"
#include "ui/view/picture_store.h"

#include <QSizeF>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tessera {

// Width and height of a pixel of the plane that is shown, in the unit of its meaning; 0 where it is
// not known.
QSizeF pixelSizeOf(const VolumeInfo& info);

// What a view shows of one session: asks for the tiles of the visible part, holds their pictures,
// knows what is missing, outdated or failed. Draws nothing itself. Threads: GUI thread only; never
// waits.
class ViewContent {
public:
    enum class Layer { Classes, Image };

    ViewContent(Session& session, std::shared_ptr<PaintStage> stage);

    Session& session() const { return m_session; }
    bool hasImage() const { return m_session.imageInfo() != nullptr; }

    // The part and the layers that are on screen; asks for what is not there yet. What only passes
    // by is not read, where something not much coarser is seen meanwhile; another call follows.
    enum class Stay : std::uint8_t { Here, Passing };
    void show(const VisiblePart& part, bool wantsClasses, bool wantsImage, Stay stay = Stay::Here);
    const VisiblePart& part() const { return m_part; }

    // The whole plane at this level is asked for after all that is visible, where it is quickly
    // read; empty: it is not.
    void setOverview(std::optional<int> level);

    // Another plane: its tiles are asked for, those of the former stand in until they come.
    void setPlane(PlanePosition plane);

    // The same volume before it was read again: what it showed stands in for what is not there yet,
    // where the planes are of one shape.
    void standInFrom(ViewContent& former);
    void dropStandIns(); // when they are not needed any more

    void setColours(const ColourTable& colours); // repaints what is visible as one batch
    void setWindow(ImageWindow window);
    void retryFailed(); // also what is damaged; its pictures stay until others come

    // Takes what the painter finished; true when something visible may have changed.
    bool take(const PictureBatch& batch);

    PictureStore& store() { return m_store; }
    void trim(std::uint64_t frame); // drops what was not used lately, but nothing visible
    std::vector<std::uint64_t> subjects(Layer layer) const; // shown, then those shown before
    const Error* failureAt(const TileKey& key) const; // null when it did not fail
    const std::unordered_map<TileKey, Error, TileKeyHash>& failures() const { return m_failures; }

    // Each place of the visible part shows something of it, if only a few samples.
    bool isFirstPicture() const;
    // Of what lies under samples that stand in for visible tiles; empty where there are none.
    std::optional<double> sampledShare() const;
    // The coarsest level of the file that stands in for visible tiles; empty where there is none.
    std::optional<LevelScale> fileLevel() const;

    double refinedShare() const; // of what is visible, 0 to 1: in its final form

    // Every visible tile is there in its final form, or known to fail.
    bool isSettled() const;
    bool isExact() const { return !sampledShare() && !fileLevel(); } // nothing stands in
    std::size_t visibleTiles() const { return m_visible.size(); }
    std::size_t readyTiles() const;

    // Visible tiles that failed, or of which a part could not be read, and why.
    struct Damage {
        std::size_t tiles = 0;
        std::string reason; // of one of them
    };
    Damage damage() const;

    // Pixels each class won in the visible tiles that are there.
    std::vector<std::uint64_t> classPixels() const;
    // The number of the class layer at a pixel of level 0, from the finest visible tile; null tile:
    // unknown.
    TilePtr tileAt(std::int64_t row, std::int64_t column) const;

private:
    bool isReady(const TileWish& wish) const;
    bool isNearlyThere() const;
    bool isForeign(const PictureOutcome& outcome) const;
    void ask();
    void putOff(std::vector<TileWish>& missing, std::vector<TileWish>& standIns);
    bool isMissing(const TileWish& wish) const;
    std::vector<TileWish> overviewWishes() const;
    void useShown(const TileKey& key, std::uint64_t frame);
    std::vector<TileWish> standIns() const;
    const Tile* standInFor(const TileKey& key) const; // the tile itself, or a coarser one
    void repaintOutdated();
    SubjectPtr shownSubject(Layer layer) const;

    void lookAhead(Session::Motion motion);

    Session& m_session;
    std::shared_ptr<PaintStage> m_stage;
    PictureStore m_store;
    VisiblePart m_part;
    Stay m_stay = Stay::Here;
    std::optional<int> m_overview;
    bool m_wantsClasses = true;
    bool m_wantsImage = true;
    std::uint64_t m_look = 0;
    std::vector<TileWish> m_visible; // all tiles of the part
    std::unordered_set<TileKey, TileKeyHash> m_repainting; // asked for with the present look
    std::unordered_map<TileKey, Error, TileKeyHash> m_failures;
    std::unordered_set<TileKey, TileKeyHash> m_retried; // damaged, and asked for again
    std::unordered_set<TileKey, TileKeyHash> m_putOff; // until the file's level is there
    // Shown before, the latest first.
    std::vector<std::uint64_t> m_formerClasses;
    std::vector<std::uint64_t> m_formerImages;
    std::vector<std::uint64_t> m_standIns; // of those, the ones of another session
    QTimer m_rest; // runs out when nothing else was asked for in a while
};

} // namespace tessera
