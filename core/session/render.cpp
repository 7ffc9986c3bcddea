// SPDX-License-Identifier: MIT
#include "core/session/render.h"

#include <condition_variable>
#include <optional>
#include <unordered_map>
#include <utility>

namespace tessera {

namespace {

// Collects tiles by row until a row is whole.
class TileRowInbox : public TileSink {
public:
    void tilesFinished(std::vector<TileOutcome> outcomes) override
    {
        {
            const std::lock_guard lock(m_mutex);
            for (TileOutcome& outcome : outcomes) {
                if (outcome.tile)
                    m_rows[outcome.key.row].emplace(outcome.key.column, std::move(*outcome.tile));
                else if (!m_error)
                    m_error = std::move(outcome.tile.error());
            }
        }
        m_news.notify_all();
    }

    Result<std::map<std::int32_t, TilePtr>> takeRow(
        std::int32_t row, std::size_t columns, const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        m_news.wait(lock, stop, [&] { return m_error || m_rows[row].size() == columns; });
        if (m_error)
            return std::unexpected(*m_error);
        if (m_rows[row].size() != columns)
            return cancelled();
        return std::move(m_rows.extract(row).mapped());
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_news;
    std::unordered_map<std::int32_t, std::map<std::int32_t, TilePtr>> m_rows; // guarded by m_mutex
    std::optional<Error> m_error; // guarded by m_mutex
};

// Paints one row of tiles and passes its pixel rows on.
class RowPainter {
public:
    RowPainter(PlaneShape plane, const ColourTable& colours, const RgbRowSink& sink)
        : m_plane(plane)
        , m_colours(colours)
        , m_sink(sink)
        , m_rgb(static_cast<std::size_t>(plane.columns) * 3)
    {
    }

    Result<void> paint(const std::map<std::int32_t, TilePtr>& tiles)
    {
        const std::int64_t rows = tiles.begin()->second->rect.rows;
        m_pixels.resize(static_cast<std::size_t>(rows * m_plane.columns));
        for (const auto& [column, tile] : tiles)
            paintClasses(
                tile->classView(), m_colours, m_pixels.data() + tile->rect.column, m_plane.columns);
        for (std::int64_t row = 0; row < rows; ++row)
            if (auto done = m_sink(rgbOf(m_pixels.data() + row * m_plane.columns)); !done)
                return done;
        return {};
    }

private:
    std::span<const std::uint8_t> rgbOf(const Pixel* pixels)
    {
        for (std::size_t column = 0; column < m_rgb.size() / 3; ++column) {
            m_rgb[3 * column] = static_cast<std::uint8_t>(pixels[column] >> 16);
            m_rgb[3 * column + 1] = static_cast<std::uint8_t>(pixels[column] >> 8);
            m_rgb[3 * column + 2] = static_cast<std::uint8_t>(pixels[column]);
        }
        return m_rgb;
    }

    PlaneShape m_plane;
    const ColourTable& m_colours;
    const RgbRowSink& m_sink;
    std::vector<std::uint8_t> m_rgb;
    std::vector<Pixel> m_pixels;
};

} // namespace

Result<void> renderPlane(Engine& engine, const OpenedVolume& volume, PlanePosition plane,
    const ColourTable& colours, const RgbRowSink& sink, const std::function<void(double)>& progress,
    const std::stop_token& stop)
{
    const auto inbox = std::make_shared<TileRowInbox>();
    Session session(engine, {volume.probabilities, nullptr}, std::make_shared<CostLog>(1), inbox);
    session.setPlane(plane);
    const TileGrid& grid = session.grid();
    const TileRange all = grid.tilesAt(0);
    RowPainter painter(grid.plane(), colours, sink);
    const auto rectOf = [&](std::int32_t firstRow, std::int32_t rows) {
        return PixelRect{firstRow * grid.edge(), 0, rows * grid.edge(), grid.plane().columns};
    };
    for (std::int32_t row = 0; row < all.endRow; ++row) {
        // The next row is read while this one is written; more would only cost memory.
        auto wishes = session.wishesFor({{rectOf(row, 1), 0}, true, false});
        const auto next = session.wishesFor({{rectOf(row + 1, 1), 0}, true, false});
        wishes.insert(wishes.end(), next.begin(), next.end());
        session.want(wishes);
        const auto tiles = inbox->takeRow(row, static_cast<std::size_t>(all.endColumn), stop);
        if (!tiles)
            return std::unexpected(tiles.error());
        if (auto painted = painter.paint(*tiles); !painted)
            return painted;
        if (progress)
            progress(static_cast<double>(row + 1) / all.endRow);
    }
    return {};
}

} // namespace tessera
