// SPDX-License-Identifier: MIT
#include "core/session/plane_render.h"

#include <condition_variable>
#include <new>
#include <stop_token>
#include <utility>

namespace tessera {

PlaneRender::PlaneRender(ColourTable colours, Callbacks callbacks)
    : m_colours(std::move(colours))
    , m_callbacks(std::move(callbacks))
{
}

std::shared_ptr<PlaneRender> PlaneRender::start(Engine& engine, const OpenedVolume& volume,
    PlanePosition plane, ColourTable colours, Callbacks callbacks)
{
    std::shared_ptr<PlaneRender> render(new PlaneRender(std::move(colours), std::move(callbacks)));
    render->m_session = std::make_unique<Session>(
        engine, OpenedVolume{volume.probabilities, nullptr}, std::make_shared<CostLog>(1), render);
    render->m_session->setPlane(plane);
    render->m_all = render->m_session->grid().tilesAt(0);
    render->m_plane = render->m_session->grid().plane();
    render->m_rgb.resize(static_cast<std::size_t>(render->m_plane.columns) * 3);
    render->wantRows(0);
    {
        const std::lock_guard lock(render->m_mutex);
        render->m_isAdvancing = false;
    }
    render->advance();
    return render;
}

void PlaneRender::cancel()
{
    {
        const std::lock_guard lock(m_mutex);
        m_error = cancelled().error();
    }
    advance();
}

void PlaneRender::tilesFinished(std::vector<TileOutcome> outcomes)
{
    {
        const std::lock_guard lock(m_mutex);
        for (TileOutcome& outcome : outcomes) {
            if (!outcome.tile)
                m_error = m_error.value_or(outcome.tile.error());
            else if (outcome.key.row >= m_nextRow)
                m_rows[outcome.key.row].insert_or_assign(
                    outcome.key.column, std::move(*outcome.tile));
        }
    }
    advance();
}

// The row that comes next and the one after it: more would only cost memory.
void PlaneRender::wantRows(std::int32_t first)
{
    const TileGrid& grid = m_session->grid();
    std::vector<TileWish> wishes;
    for (const std::int32_t row : {first, first + 1}) {
        const PixelRect rect{row * grid.edge(), 0, grid.edge(), grid.plane().columns};
        const auto more = m_session->wishesFor({{rect, 0}, true, false});
        wishes.insert(wishes.end(), more.begin(), more.end());
    }
    {
        // What came already may have left a small cache.
        const std::lock_guard lock(m_mutex);
        std::erase_if(wishes, [this](const TileWish& one) {
            const auto row = m_rows.find(one.key.row);
            return row != m_rows.end() && row->second.contains(one.key.column);
        });
    }
    m_session->want(wishes);
}

std::optional<PlaneRender::TileRow> PlaneRender::takeRow()
{
    const auto found = m_rows.find(m_nextRow);
    if (found == m_rows.end() || found->second.size() < static_cast<std::size_t>(m_all.endColumn))
        return std::nullopt;
    TileRow row = std::move(found->second);
    m_rows.erase(found);
    ++m_nextRow;
    return row;
}

// One thread at a time goes on; the others leave what they brought and go.
void PlaneRender::advance()
{
    std::unique_lock lock(m_mutex);
    if (m_isAdvancing || m_isDone)
        return;
    m_isAdvancing = true;
    while (!m_error && m_nextRow < m_all.endRow) {
        auto row = takeRow();
        if (!row)
            break;
        const std::int32_t next = m_nextRow;
        lock.unlock();
        if (next < m_all.endRow)
            wantRows(next);
        auto passed = passOn(*row);
        if (passed && m_callbacks.progress)
            m_callbacks.progress(static_cast<double>(next) / m_all.endRow);
        lock.lock();
        if (!passed)
            m_error = m_error.value_or(passed.error());
    }
    m_isAdvancing = false;
    if (!m_error && m_nextRow < m_all.endRow)
        return;
    m_isDone = true;
    Result<void> result;
    if (m_error)
        result = std::unexpected(*m_error);
    lock.unlock();
    finish(std::move(result));
}

Result<void> PlaneRender::passOn(const TileRow& tiles)
{
    try {
        const std::int64_t columns = m_plane.columns;
        const std::int64_t rows = tiles.begin()->second->rect.rows;
        m_pixels.resize(static_cast<std::size_t>(rows * columns));
        for (const auto& [column, tile] : tiles)
            paintClasses(
                tile->classView(), m_colours, m_pixels.data() + tile->rect.column, columns);
        for (std::int64_t row = 0; row < rows; ++row)
            if (auto passed = m_callbacks.sink(rgbOf(m_pixels.data() + row * columns)); !passed)
                return passed;
        return {};
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory for a row of the picture.");
    }
}

std::span<const std::uint8_t> PlaneRender::rgbOf(const Pixel* pixels)
{
    for (std::size_t column = 0; column < m_rgb.size() / 3; ++column) {
        m_rgb[3 * column] = static_cast<std::uint8_t>(pixels[column] >> 16);
        m_rgb[3 * column + 1] = static_cast<std::uint8_t>(pixels[column] >> 8);
        m_rgb[3 * column + 2] = static_cast<std::uint8_t>(pixels[column]);
    }
    return m_rgb;
}

void PlaneRender::finish(Result<void> result)
{
    m_session.reset(); // it holds this object as its sink
    m_callbacks.done(std::move(result));
}

Result<void> renderPlane(Engine& engine, const OpenedVolume& volume, PlanePosition plane,
    const ColourTable& colours, const RgbRowSink& sink, const std::function<void(double)>& progress,
    const std::stop_token& stop)
{
    struct Outcome {
        std::mutex mutex;
        std::condition_variable news;
        std::optional<Result<void>> result;
    };
    const auto outcome = std::make_shared<Outcome>(); // the one that tells may be the last to leave
    const auto done = [outcome](Result<void> result) {
        const std::lock_guard lock(outcome->mutex);
        outcome->result = std::move(result);
        outcome->news.notify_all();
    };
    const auto render = PlaneRender::start(engine, volume, plane, colours, {sink, progress, done});
    const std::stop_callback onStop(stop, [&render] { render->cancel(); });
    std::unique_lock lock(outcome->mutex);
    outcome->news.wait(lock, [&] { return outcome->result.has_value(); });
    return *outcome->result;
}

} // namespace tessera
