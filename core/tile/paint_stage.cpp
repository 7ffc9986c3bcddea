// SPDX-License-Identifier: MIT
#include "core/tile/paint_stage.h"

#include "core/cost/stopwatch.h"

#include <fmt/format.h>
#include <new>
#include <utility>

namespace tessera {

PaintStage::PaintStage(Painter& painter, std::shared_ptr<CostLog> costs,
    std::shared_ptr<PictureSink> sink, std::shared_ptr<Trace> trace,
    std::shared_ptr<BufferPool> buffers)
    : m_painter(painter)
    , m_costs(std::move(costs))
    , m_sink(std::move(sink))
    , m_trace(std::move(trace))
    , m_buffers(std::move(buffers))
{
    m_style.colours = std::make_shared<const ColourTable>();
}

std::uint64_t PaintStage::setColours(ColourTable colours)
{
    auto shared = std::make_shared<const ColourTable>(std::move(colours));
    const std::lock_guard lock(m_mutex);
    m_style.colours = std::move(shared);
    return ++m_style.look;
}

std::uint64_t PaintStage::setWindow(ImageWindow window)
{
    const std::lock_guard lock(m_mutex);
    m_style.window = window;
    return ++m_style.look;
}

PaintStage::Style PaintStage::style() const
{
    const std::lock_guard lock(m_mutex);
    return m_style;
}

void PaintStage::tilesFinished(std::vector<TileOutcome> outcomes)
{
    m_painter.post([self = shared_from_this(), outcomes = std::move(outcomes)] {
        self->m_sink->picturesReady(self->paintAll(outcomes, true));
    });
}

void PaintStage::repaint(std::vector<TilePtr> tiles)
{
    std::vector<TileOutcome> outcomes;
    outcomes.reserve(tiles.size());
    for (TilePtr& tile : tiles)
        outcomes.push_back({tile->key, std::move(tile)});
    const std::uint64_t asked = style().look;
    m_painter.post([self = shared_from_this(), outcomes = std::move(outcomes), asked] {
        if (self->style().look != asked)
            return;
        PictureBatch batch = self->paintAll(outcomes, false);
        batch.isRepaint = true;
        self->m_sink->picturesReady(std::move(batch));
    });
}

PictureBatch PaintStage::paintAll(const std::vector<TileOutcome>& outcomes, bool isFirst) const
{
    const Style now = style();
    PictureBatch batch;
    batch.look = now.look;
    batch.outcomes.reserve(outcomes.size());
    for (const TileOutcome& outcome : outcomes) {
        if (!outcome.tile) {
            batch.outcomes.push_back({outcome.key, std::unexpected(outcome.tile.error())});
            continue;
        }
        const std::int64_t start = nowNs();
        batch.outcomes.push_back({outcome.key, paint(*outcome.tile, now)});
        const std::int64_t end = nowNs();
        if (isFirst)
            m_costs->addPaint((*outcome.tile)->billSerial, end - start);
        if (m_trace)
            m_trace->span(Trace::painterLane,
                fmt::format("paint level {} row {} column {}", outcome.key.level, outcome.key.row,
                    outcome.key.column),
                start, end);
    }
    return batch;
}

Result<PaintedTilePtr> PaintStage::paint(const TilePtr& tile, const Style& style) const
{
    try {
        auto painted = std::make_shared<PaintedTile>();
        const std::int64_t pixels = tile->rect.rows * tile->rect.columns;
        const std::size_t bytes = static_cast<std::size_t>(pixels) * sizeof(Pixel);
        painted->pixels = m_buffers ? m_buffers->take(bytes) : AlignedBuffer(bytes);
        Pixel* out = painted->pixels.as<Pixel>().data();
        if (tile->subject->kind == TileKind::Classes)
            paintClasses(tile->classView(), *style.colours, out, tile->rect.columns);
        else
            paintImage(tile->valueView(), style.window, out, tile->rect.columns);
        painted->tile = tile;
        painted->look = style.look;
        return painted;
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory,
            "There is not enough memory to paint this part of the picture; close other files.");
    }
}

} // namespace tessera
