// SPDX-License-Identifier: MIT
#include "core/tile/prefetch.h"

#include "core/cost/stopwatch.h"
#include "core/tile/finer_keeper.h"
#include "core/tile/tile_format.h"

#include <algorithm>
#include <utility>

namespace tessera {

namespace {

// Of the cache, for all that is foreseen at a time.
constexpr std::uint64_t shareOfCache = 4;

// For all tiles of one finer level, of each of the planes beside the one that is shown.
constexpr std::uint64_t shareForFiner = 16;

// What the cache will hold of it.
ByteCount bytesOf(const TileWish& wish)
{
    const TileSubject& subject = *wish.subject;
    const PixelRect rect = subject.grid.tileRect(wish.key.level, wish.key.row, wish.key.column);
    return {static_cast<std::uint64_t>(rect.rows * rect.columns)
        * tileFormat(subject, wish.key.level).bytes().value};
}

// std::ranges::contains came with GCC 13.
bool isAmong(const std::vector<TileWish>& wishes, const TileKey& key)
{
    return std::ranges::find(wishes, key, &TileWish::key) != wishes.end();
}

bool hasAnyOf(const TileGroup& group, const std::vector<TileWish>& wishes)
{
    for (std::size_t tile = 0; tile < group.tileCount(); ++tile)
        if (isAmong(wishes, group.keyOf(tile)))
            return true;
    return false;
}

} // namespace

std::shared_ptr<Prefetch> Prefetch::create(
    SchedulerParts parts, std::shared_ptr<const TileScheduler> scheduler)
{
    std::shared_ptr<Prefetch> prefetch(new Prefetch(std::move(parts), std::move(scheduler)));
    prefetch->m_parts.pool.addIdle(prefetch);
    return prefetch;
}

Prefetch::Prefetch(SchedulerParts parts, std::shared_ptr<const TileScheduler> scheduler)
    : m_parts(std::move(parts))
    , m_scheduler(std::move(scheduler))
    , m_mostWorkers(std::max(1, m_parts.pool.threads() / 2))
{
}

// With m_mutex held.
std::vector<TileWish> Prefetch::worthMaking(const std::vector<TileWish>& wishes) const
{
    std::vector<TileWish> worth;
    const ByteCount most{m_parts.cache.budget().value / shareOfCache};
    ByteCount foreseen;
    for (const TileWish& wish : wishes) {
        const ByteCount bytes = bytesOf(wish);
        if (foreseen + bytes > most)
            continue;
        foreseen += bytes;
        const bool isUnderWay = std::ranges::any_of(
            m_groups, [&](const GroupPtr& group) { return hasAnyOf(*group, {wish}); });
        // Slices may share an image.
        if (!isUnderWay && !isAmong(worth, wish.key) && !m_failed.contains(wish.key)
            && !m_parts.cache.contains(wish.key, wish.quality))
            worth.push_back(wish);
    }
    return worth;
}

void Prefetch::foresee(const std::vector<TileWish>& wishes)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_isClosed)
            return;
        std::erase_if(m_groups, [&](const GroupPtr& group) {
            if (group->isStarted() && hasAnyOf(*group, wishes))
                return false;
            group->abandon();
            return true;
        });
        const std::int64_t now = nowNs();
        for (TileRun& run : planRuns(worthMaking(wishes)))
            m_groups.push_back(std::make_shared<TileGroup>(std::move(run), now, m_parts.buffers));
        if (m_groups.empty())
            return;
    }
    m_parts.pool.wake();
}

void Prefetch::close()
{
    const std::lock_guard lock(m_mutex);
    m_isClosed = true;
    for (const GroupPtr& group : m_groups)
        group->abandon();
    m_groups.clear();
}

Work Prefetch::take()
{
    if (m_scheduler->state().pending > 0)
        return {};
    const std::lock_guard lock(m_mutex);
    if (m_running >= m_mostWorkers)
        return {};
    for (const GroupPtr& group : m_groups) {
        if (!group->hasBlocks())
            continue;
        ++m_running;
        const std::size_t block = group->takeBlock(nowNs());
        return [self = shared_from_this(), group, block](
                   WorkerContext& context) { self->runBlock(group, block, context); };
    }
    return {};
}

void Prefetch::runBlock(const GroupPtr& group, std::size_t block, WorkerContext& context)
{
    const FinerKeeper finer(group->run().subject,
        {m_parts.cache, *m_parts.costs, m_parts.buffers.get(), context.worker, shareForFiner},
        [this](TilePtr tile) { takeFiner(std::move(tile)); });
    auto cost = group->build(block, context.scratch, &finer);
    bool isSettled = false;
    {
        const std::lock_guard lock(m_mutex);
        --m_running;
        isSettled = group->settle(std::move(cost));
    }
    if (isSettled)
        keep(*group, context.worker);
}

void Prefetch::takeFiner(TilePtr tile)
{
    const std::lock_guard lock(m_mutex);
    if (!m_isClosed)
        m_parts.cache.insert(std::move(tile));
}

// Under the lock, as TileScheduler::keep(): a session that has closed clears the cache once.
void Prefetch::keep(TileGroup& group, int worker)
{
    std::vector<TilePtr> tiles;
    if (!group.error()) {
        auto bills = group.bills(worker, nowNs());
        auto made = group.takeTiles();
        for (std::size_t index = 0; index < made.size(); ++index) {
            countClasses(*made[index]);
            bills[index].isAhead = true;
            made[index]->billSerial = m_parts.costs->append(std::move(bills[index]));
            tiles.push_back(std::move(made[index]));
        }
    }
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_groups, [&group](const GroupPtr& one) { return one.get() == &group; });
    if (m_isClosed)
        return;
    for (std::size_t tile = 0; group.error() && tile < group.tileCount(); ++tile)
        m_failed.insert(group.keyOf(tile));
    for (TilePtr& tile : tiles) {
        if (tile->damage.parts > 0) // whoever wants it is told by the scheduler
            m_failed.insert(tile->key);
        else
            m_parts.cache.insert(std::move(tile));
    }
}

} // namespace tessera
