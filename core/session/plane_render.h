// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/colour.h"
#include "core/base/error.h"
#include "core/session/session.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <unordered_map>
#include <vector>

namespace tessera {

// Takes the rows of a picture, top row first: 3 × columns bytes, RGB. An error ends the rendering.
using RgbRowSink = std::function<Result<void>(std::span<const std::uint8_t>)>;

// The whole plane at full resolution, class colour × number, black where no class has a positive
// probability. Walks the same way as a view: the next row of tiles is read while one is painted and
// passed on. No thread waits for it: the worker that brings the last tile of a row paints that row.
// Threads: every member may be called from any thread. `sink`, `progress` (0 to 1) and `done`
// (once) are called by workers, or by the caller of start(), never two at once. The engine outlives
// it.
class PlaneRender : public TileSink, public std::enable_shared_from_this<PlaneRender> {
public:
    struct Callbacks {
        RgbRowSink sink;
        std::function<void(double)> progress; // may be empty
        std::function<void(Result<void>)> done;
    };

    static std::shared_ptr<PlaneRender> start(Engine& engine, const OpenedVolume& volume,
        PlanePosition plane, ColourTable colours, Callbacks callbacks);
    void cancel(); // done() is called with Cancelled, soon

    void tilesFinished(std::vector<TileOutcome> outcomes) override;

private:
    using TileRow = std::map<std::int32_t, TilePtr>;

    PlaneRender(ColourTable colours, Callbacks callbacks);
    void advance();
    void wantRows(std::int32_t first);
    std::optional<TileRow> takeRow();
    Result<void> passOn(const TileRow& tiles);
    std::span<const std::uint8_t> rgbOf(const Pixel* pixels);
    void finish(Result<void> result);

    ColourTable m_colours;
    Callbacks m_callbacks;
    std::unique_ptr<Session> m_session; // null when done
    TileRange m_all;
    PlaneShape m_plane;
    std::vector<Pixel> m_pixels; // of the row being passed on
    std::vector<std::uint8_t> m_rgb;
    std::mutex m_mutex;
    std::unordered_map<std::int32_t, TileRow> m_rows; // guarded by m_mutex
    std::optional<Error> m_error; // guarded by m_mutex
    std::int32_t m_nextRow = 0; // guarded by m_mutex; written by the one that advances
    bool m_isAdvancing = true; // guarded by m_mutex; start() lets go of it
    bool m_isDone = false; // guarded by m_mutex
};

// The same for a caller that waits. Threads: any but the engine's own, which it needs.
Result<void> renderPlane(Engine& engine, const OpenedVolume& volume, PlanePosition plane,
    const ColourTable& colours, const RgbRowSink& sink,
    const std::function<void(double)>& progress = {}, const std::stop_token& stop = {});

} // namespace tessera
