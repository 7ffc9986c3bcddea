// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/colour.h"
#include "core/cost/cost_log.h"
#include "core/cost/trace.h"
#include "core/kernel/paint.h"
#include "core/tile/painted_tile.h"
#include "core/tile/painter.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace tessera {

// Step 5 of the way of the data: finished tiles become pictures in the painter's thread, with the
// look of the moment. The first paint of a tile is added to its bill. Threads: every member may be
// called from any thread.
class PaintStage : public TileSink, public std::enable_shared_from_this<PaintStage> {
public:
    PaintStage(Painter& painter, std::shared_ptr<CostLog> costs, std::shared_ptr<PictureSink> sink,
        std::shared_ptr<Trace> trace, std::shared_ptr<BufferPool> buffers = nullptr);

    // From now on tiles are painted like this; returns the number of the look.
    std::uint64_t setColours(ColourTable colours);
    std::uint64_t setWindow(ImageWindow window);

    // Paints these again, as one batch; skipped when a newer look was set before it began.
    void repaint(std::vector<TilePtr> tiles);

    void tilesFinished(std::vector<TileOutcome> outcomes) override;

private:
    struct Style {
        std::shared_ptr<const ColourTable> colours;
        ImageWindow window;
        std::uint64_t look = 0;
    };
    Style style() const;
    Result<PaintedTilePtr> paint(const TilePtr& tile, const Style& style) const;
    PictureBatch paintAll(const std::vector<TileOutcome>& outcomes, bool isFirst) const;

    Painter& m_painter;
    std::shared_ptr<CostLog> m_costs;
    std::shared_ptr<PictureSink> m_sink;
    std::shared_ptr<Trace> m_trace;
    std::shared_ptr<BufferPool> m_buffers; // null: pictures come from the system
    mutable std::mutex m_mutex;
    Style m_style; // guarded by m_mutex
};

} // namespace tessera
