// SPDX-License-Identifier: MIT
#include "core/session/ladder_tessera.h"

#include "core/cost/process_memory.h"
#include "core/session/session.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <unordered_set>

namespace tessera {

namespace {

constexpr ByteCount cacheBudget = megabytes(2); // each tile is needed once

// Paints each tile where it belongs, in the thread that brings it.
class CropSink : public TileSink {
public:
    CropSink(const LadderShape& shape, const ColourTable& colours)
        : m_shape(shape)
        , m_colours(colours)
        , m_picture(static_cast<std::size_t>(shape.pixels()) * 3)
    {
    }

    void expect(const std::vector<TileWish>& wishes)
    {
        const std::lock_guard lock(m_mutex);
        for (const TileWish& wish : wishes)
            m_missing.insert(wish.key);
    }

    void tilesFinished(std::vector<TileOutcome> outcomes) override
    {
        for (const TileOutcome& outcome : outcomes) {
            if (outcome.tile)
                paint(**outcome.tile);
            const std::lock_guard lock(m_mutex);
            if (!outcome.tile && !m_error)
                m_error = outcome.tile.error();
            m_missing.erase(outcome.key);
            m_news.notify_all();
        }
    }

    Result<LadderPicture> waitForPicture()
    {
        std::unique_lock lock(m_mutex);
        m_news.wait(lock, [this] { return m_missing.empty() || m_error; });
        if (m_error)
            return std::unexpected(*m_error);
        return std::move(m_picture);
    }

private:
    // Tiles do not overlap, so no lock is needed; some rows at a time, so that they stay in the
    // cache.
    void paint(const Tile& tile)
    {
        constexpr std::int64_t bandRows = 64;
        const std::int64_t columns =
            std::min(tile.rect.columns, m_shape.columns - tile.rect.column);
        const std::int64_t rows = std::min(tile.rect.rows, m_shape.rows - tile.rect.row);
        std::vector<Pixel> pixels(static_cast<std::size_t>(bandRows * columns));
        ClassView band = tile.classView();
        band.columns = columns;
        for (std::int64_t row = 0; row < rows; row += bandRows) {
            band.rows = std::min(bandRows, rows - row);
            paintClasses(band, m_colours, pixels.data(), columns);
            for (std::int64_t line = 0; line < band.rows; ++line)
                toRgb(pixels.data() + line * columns, columns,
                    m_picture.data()
                        + 3 * ((tile.rect.row + row + line) * m_shape.columns + tile.rect.column));
            const std::int64_t step = bandRows * band.rowStride;
            band.codes += step * (band.wideCodes ? 2 : 1);
            band.numbers += step * static_cast<std::int64_t>(elementSize(band.numberType));
        }
    }

    static void toRgb(const Pixel* pixels, std::int64_t count, std::uint8_t* rgb)
    {
        for (std::int64_t index = 0; index < count; ++index, rgb += 3) {
            rgb[0] = static_cast<std::uint8_t>(pixels[index] >> 16);
            rgb[1] = static_cast<std::uint8_t>(pixels[index] >> 8);
            rgb[2] = static_cast<std::uint8_t>(pixels[index]);
        }
    }

    LadderShape m_shape;
    const ColourTable& m_colours;
    LadderPicture m_picture; // each tile writes its own part
    std::mutex m_mutex;
    std::condition_variable m_news;
    std::unordered_set<TileKey, TileKeyHash> m_missing; // guarded by m_mutex
    std::optional<Error> m_error; // guarded by m_mutex
};

} // namespace

Result<LadderPicture> climbTessera(const VolumeLocation& location, PlanePosition plane,
    const LadderShape& shape, const ColourTable& colours, int threads)
{
    const auto volume = openVolume(location, ByteCount{physicalMemory().value / 2});
    if (!volume)
        return std::unexpected(volume.error());
    Engine engine({threads, cacheBudget, nullptr});
    const auto sink = std::make_shared<CropSink>(shape, colours);
    Session session(
        engine, OpenedVolume{volume->probabilities, nullptr}, std::make_shared<CostLog>(1), sink);
    session.setPlane(plane);
    auto wishes = session.wishesFor({{{0, 0, shape.rows, shape.columns}, 0}, true, false});
    std::ranges::sort(wishes, {}, [](const TileWish& wish) {
        return std::pair{wish.key.row, wish.key.column}; // the way it lies in the file
    });
    sink->expect(wishes);
    session.want(wishes);
    return sink->waitForPicture();
}

} // namespace tessera
