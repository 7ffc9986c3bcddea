// SPDX-License-Identifier: MIT
#include "core/session/reading_thumbnail.h"

#include "core/cost/stopwatch.h"
#include "core/palette/look.h"
#include "core/tile/block_plan.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace tessera {

namespace {

std::int64_t dividedUp(std::int64_t value, std::int64_t divisor)
{
    return (value + divisor - 1) / divisor;
}

int levelFor(const PlaneShape& shape, std::int64_t edge)
{
    int level = 0;
    while (dividedUp(std::max(shape.rows, shape.columns), std::int64_t{1} << level) > edge)
        ++level;
    return level;
}

// About how much is decoded for so much of the plane, one row of a step's many. In floating point:
// shapes are claims, their product need not fit.
double decodedBytes(const VolumeInfo& info, const PlaneShape& shape, int level)
{
    const auto element = static_cast<double>(elementSize(info.type));
    const auto sampledRows = static_cast<double>(shape.rows >> level) + 1;
    if (info.chunk.empty())
        return sampledRows * static_cast<double>(shape.columns * info.classes) * element;
    double chunkBytes = element;
    for (const std::uint64_t extent : info.chunk)
        chunkBytes *= static_cast<double>(extent);
    const auto chunks = [&info](std::int64_t extent, Axis axis) {
        return static_cast<double>(
            dividedUp(extent, std::max<std::int64_t>(1, info.chunkExtent(axis))));
    };
    return chunkBytes * std::min(sampledRows, chunks(shape.rows, Axis::Y))
        * chunks(shape.columns, Axis::X) * chunks(info.classes, Axis::Class);
}

struct ThumbnailPlan {
    int level = 0;
    PixelRect rect; // in pixels of the level
};

// The whole plane, or so much of its middle as may be decoded.
ThumbnailPlan planThumbnail(const VolumeInfo& info, const ThumbnailWish& wish)
{
    PlaneShape shape = info.plane;
    const auto most = static_cast<double>(wish.bytes.value);
    while (std::max(shape.rows, shape.columns) > wish.edge
        && decodedBytes(info, shape, levelFor(shape, wish.edge)) > most)
        shape = {dividedUp(shape.rows, 2), dividedUp(shape.columns, 2)};
    const int level = levelFor(shape, wish.edge);
    const std::int64_t step = std::int64_t{1} << level;
    return {level,
        {(info.plane.rows - shape.rows) / 2 / step, (info.plane.columns - shape.columns) / 2 / step,
            dividedUp(shape.rows, step), dividedUp(shape.columns, step)}};
}

// Nothing is drawn where nobody writes.
void clear(Tile& tile)
{
    const std::span codes = tile.codes.as<std::byte>();
    std::ranges::fill(codes, std::byte{0xFF});
    static_assert(specialCode<std::uint8_t>(SpecialCode::Damaged) == 0xFF);
    std::ranges::fill(tile.numbers.as<std::byte>(), std::byte{0});
}

ColourTable coloursFor(const VolumeInfo& info)
{
    return colourTable(defaultLook(static_cast<std::size_t>(info.classes), info.classNames));
}

} // namespace

Result<Thumbnail> makeThumbnail(const OpenedVolume& volume, const ThumbnailWish& wish,
    WorkerScratch& scratch, const std::stop_token& stop)
{
    const auto other =
        volume.array ? readOtherwise(volume, wish.reading, stop) : Result<OpenedVolume>(volume);
    if (!other)
        return std::unexpected(other.error());
    const Stopwatch watch;
    const VolumeInfo& info = other->probabilities->info();
    const auto [level, rect] = planThumbnail(info, wish);
    const auto subject = std::make_shared<const TileSubject>(
        TileSubject{nextSubjectId(), other->probabilities, {info.zCount / 2, 0}, TileKind::Classes,
            Measure::TopProbability, TileGrid(info.plane, wish.edge)});
    std::vector<std::unique_ptr<Tile>> tiles;
    tiles.push_back(makeTileOf(subject, {subject->id, level, 0, 0}, TileQuality::Sampled, rect));
    clear(*tiles.front());

    Thumbnail result{info, rect.rows, rect.columns, {}, subject->grid.coveredAtLevel0(level, rect)};
    const std::int64_t mostNs = std::chrono::nanoseconds(wish.time).count();
    for (const PixelRect& block : planBlocks(*subject, level, TileQuality::Sampled, rect)) {
        if (watch.elapsedNs() > mostNs) {
            result.isWhole = false;
            break;
        }
        const auto built =
            buildBlock({*subject, level, TileQuality::Sampled, block, tiles}, scratch, stop);
        if (!built)
            return std::unexpected(built.error());
    }
    result.pixels.resize(static_cast<std::size_t>(rect.rows * rect.columns));
    paintClasses(tiles.front()->classView(), coloursFor(info), result.pixels.data(), rect.columns);
    return result;
}

ThumbnailRequest::ThumbnailRequest(Work work)
    : m_work(std::move(work))
{
}

ThumbnailRequest::~ThumbnailRequest()
{
    m_stop.request_stop();
}

std::shared_ptr<ThumbnailRequest> ThumbnailRequest::start(
    Engine& engine, Open open, ThumbnailWish wish, Done done)
{
    std::shared_ptr<ThumbnailRequest> request(new ThumbnailRequest({}));
    // It holds nothing of the request, which stops it when it dies.
    request->m_work = [open = std::move(open), wish = std::move(wish), done = std::move(done),
                          stop = request->m_stop.get_token()](WorkerContext& context) {
        auto result = [&]() -> Result<Thumbnail> {
            try {
                const auto volume = open(stop);
                if (!volume)
                    return std::unexpected(volume.error());
                return makeThumbnail(*volume, wish, context.scratch, stop);
            } catch (const std::bad_alloc&) {
                return fail(ErrorCode::OutOfMemory, "There is not enough memory for a preview.");
            }
        }();
        if (!stop.stop_requested())
            done(std::move(result));
    };
    engine.pool().add(request);
    return request;
}

Work ThumbnailRequest::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_work, {});
}

std::shared_ptr<ThumbnailRequest> requestThumbnail(
    Engine& engine, OpenedVolume volume, ThumbnailWish wish, ThumbnailRequest::Done done)
{
    return ThumbnailRequest::start(
        engine,
        [volume = std::move(volume)](
            const std::stop_token&) -> Result<OpenedVolume> { return volume; },
        std::move(wish), std::move(done));
}

std::shared_ptr<ThumbnailRequest> requestThumbnail(Engine& engine, VolumeLocation location,
    OpenLimits limits, ThumbnailWish wish, ThumbnailRequest::Done done)
{
    return ThumbnailRequest::start(
        engine,
        [location = std::move(location), limits = std::move(limits)](
            const std::stop_token& stop) { return openVolume(location, limits, {}, stop); },
        std::move(wish), std::move(done));
}

} // namespace tessera
