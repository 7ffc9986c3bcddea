// SPDX-License-Identifier: MIT
#include "core/tile/tile_scheduler.h"

#include "core/cost/stopwatch.h"
#include "core/tile/finer_keeper.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace tessera {

namespace {

bool isDamaged(const TileOutcome& outcome)
{
    return outcome.tile && (*outcome.tile)->damage.parts > 0;
}

// Nothing was read for it, so nothing else can be missing.
bool isNotKept(const TileGroup& group)
{
    return group.run().isOnlyIfKept && group.error() && group.error()->code == ErrorCode::NotFound;
}

} // namespace

std::shared_ptr<TileScheduler> TileScheduler::create(SchedulerParts parts)
{
    std::shared_ptr<TileScheduler> scheduler(new TileScheduler(std::move(parts)));
    scheduler->m_parts.pool.add(scheduler);
    return scheduler;
}

TileScheduler::TileScheduler(SchedulerParts parts)
    : m_parts(std::move(parts))
{
}

// A group that has begun goes on when any of its tiles is still wanted; all others are formed anew.
void TileScheduler::keepStartedGroups(const std::vector<TileWish>& wishes)
{
    std::unordered_map<TileKey, std::size_t, TileKeyHash> ranks;
    for (std::size_t rank = 0; rank < wishes.size(); ++rank)
        ranks.emplace(wishes[rank].key, rank);
    std::erase_if(m_groups, [&](const GroupPtr& group) {
        std::size_t best = wishes.size();
        for (std::size_t tile = 0; group->isStarted() && tile < group->tileCount(); ++tile)
            if (const auto found = ranks.find(group->keyOf(tile)); found != ranks.end())
                if (wishes[found->second].quality <= group->run().quality
                    && wishes[found->second].isOnlyIfKept == group->run().isOnlyIfKept)
                    best = std::min(best, found->second);
        group->setRank(best);
        if (best < wishes.size())
            return false;
        m_cancelled += group->isStarted() ? group->tileCount() : 0;
        group->abandon();
        return true;
    });
}

// Puts the wishes that nobody works on in `fresh`, those answered already in `known`.
void TileScheduler::sortOut(
    const std::vector<TileWish>& wishes, FreshWishes& fresh, std::vector<TileOutcome>& known)
{
    std::unordered_map<TileKey, TileQuality, TileKeyHash> underWay;
    for (const GroupPtr& group : m_groups)
        for (std::size_t tile = 0; tile < group->tileCount(); ++tile) {
            TileQuality& best =
                underWay.try_emplace(group->keyOf(tile), TileQuality::Spread).first->second;
            best = std::max(best, group->run().quality);
        }
    m_open.clear();
    for (std::size_t rank = 0; rank < wishes.size(); ++rank) {
        const TileWish& one = wishes[rank];
        const auto building = underWay.find(one.key);
        if (building != underWay.end() && building->second >= one.quality) {
            m_open.emplace(one.key, one.quality);
        } else if (const auto failure = m_failures.find(one.key); failure != m_failures.end()) {
            known.push_back({one.key, std::unexpected(failure->second)});
        } else if (TilePtr tile = m_parts.cache.find(one.key);
            tile && tile->quality >= one.quality) {
            known.push_back({one.key, std::move(tile)});
            ++m_fromCache;
        } else {
            m_open.emplace(one.key, one.quality);
            fresh.wishes.push_back(one);
            fresh.ranks.push_back(rank);
        }
    }
}

void TileScheduler::addGroups(const FreshWishes& fresh)
{
    const std::int64_t now = nowNs();
    for (TileRun& run : planRuns(fresh.wishes)) {
        run.rank = fresh.ranks[run.rank]; // among all wishes, as that of the groups that go on
        m_groups.push_back(std::make_shared<TileGroup>(std::move(run), now, m_parts.buffers));
    }
    std::ranges::stable_sort(m_groups, {}, [](const GroupPtr& group) { return group->run().rank; });
}

void TileScheduler::wish(const std::vector<TileWish>& wishes)
{
    std::vector<TileOutcome> known;
    {
        const std::lock_guard lock(m_mutex);
        if (m_isClosed)
            return;
        keepStartedGroups(wishes);
        FreshWishes fresh;
        sortOut(wishes, fresh, known);
        addGroups(fresh);
        m_wished = wishes.size();
        m_wishedFailed = static_cast<std::size_t>(
            std::ranges::count_if(known, [](const TileOutcome& one) { return !one.tile; }));
        m_wishedDamaged = static_cast<std::size_t>(std::ranges::count_if(known, isDamaged));
    }
    m_parts.pool.wake();
    if (!known.empty())
        m_parts.sink->tilesFinished(std::move(known));
}

void TileScheduler::forgetFailures()
{
    const std::lock_guard lock(m_mutex);
    m_failures.clear();
    for (const TileKey& key : m_damaged)
        m_parts.cache.remove(key);
    m_damaged.clear();
}

void TileScheduler::close()
{
    const std::lock_guard lock(m_mutex);
    m_isClosed = true;
    for (const GroupPtr& group : m_groups)
        group->abandon();
    m_groups.clear();
    m_open.clear();
}

SchedulerState TileScheduler::state() const
{
    const std::lock_guard lock(m_mutex);
    return {m_wished, m_open.size(), m_wishedFailed, m_wishedDamaged, m_fromCache, m_cancelled};
}

Work TileScheduler::take()
{
    const std::lock_guard lock(m_mutex);
    for (const GroupPtr& group : m_groups) {
        if (!group->hasBlocks())
            continue;
        const std::size_t block = group->takeBlock(nowNs());
        return [self = shared_from_this(), group, block](
                   WorkerContext& context) { self->runBlock(group, block, context); };
    }
    return {};
}

void TileScheduler::runBlock(const GroupPtr& group, std::size_t block, WorkerContext& context)
{
    const std::int64_t start = nowNs();
    const FinerKeeper finer(group->run().subject,
        {m_parts.cache, *m_parts.costs, m_parts.buffers.get(), context.worker},
        [this](TilePtr tile) { takeFiner(std::move(tile)); });
    auto cost = group->build(block, context.scratch, &finer);
    traceBlock(*group, context.worker, start, cost);
    bool isSettled = false;
    {
        const std::lock_guard lock(m_mutex);
        isSettled = group->settle(std::move(cost));
    }
    if (!isSettled)
        return;
    if (isNotKept(*group)) {
        forget(group);
        return;
    }
    auto outcomes = finish(group, context.worker);
    {
        const std::lock_guard lock(m_mutex);
        std::erase(m_groups, group);
        if (m_isClosed)
            return;
        std::erase_if(outcomes, [this](const TileOutcome& one) { return !keep(one); });
    }
    if (!outcomes.empty())
        m_parts.sink->tilesFinished(std::move(outcomes));
}

// Nobody waits for it any more, and it may be wished for again. Others wait for its tiles where it
// was given up.
void TileScheduler::forget(const GroupPtr& group)
{
    const std::lock_guard lock(m_mutex);
    if (std::erase(m_groups, group) == 0)
        return;
    for (std::size_t tile = 0; tile < group->tileCount(); ++tile)
        m_open.erase(group->keyOf(tile));
}

// Remembers what came out; true when somebody wants it still. Under the lock, so that a session
// which has closed can clear the cache once and for all.
bool TileScheduler::keep(const TileOutcome& outcome)
{
    if (outcome.tile)
        m_parts.cache.insert(*outcome.tile);
    else
        m_failures.insert_or_assign(outcome.key, outcome.tile.error());
    if (isDamaged(outcome))
        m_damaged.insert(outcome.key);
    const auto open = m_open.find(outcome.key);
    if (open == m_open.end())
        return false;
    // A sample could overtake the exact tile that is on its way.
    if (outcome.tile && (*outcome.tile)->quality < open->second)
        return false;
    m_wishedFailed += outcome.tile ? 0 : 1;
    m_wishedDamaged += isDamaged(outcome) ? 1 : 0;
    m_open.erase(open);
    return true;
}

// Nobody asked for it, or nobody had begun it.
void TileScheduler::takeFiner(TilePtr tile)
{
    std::vector<TileOutcome> wanted;
    {
        const std::lock_guard lock(m_mutex);
        if (m_isClosed)
            return;
        const TileKey key = tile->key;
        m_failures.erase(key);
        if (TileOutcome outcome{key, std::move(tile)}; keep(outcome)) {
            wanted.push_back(std::move(outcome));
            dropIdleGroups();
        }
    }
    if (!wanted.empty())
        m_parts.sink->tilesFinished(std::move(wanted));
}

// Those of which all tiles came in another way before they were begun.
void TileScheduler::dropIdleGroups()
{
    std::erase_if(m_groups, [this](const GroupPtr& group) {
        bool isIdle = !group->isStarted();
        for (std::size_t tile = 0; isIdle && tile < group->tileCount(); ++tile)
            isIdle = !m_open.contains(group->keyOf(tile));
        return isIdle;
    });
}

std::vector<TileOutcome> TileScheduler::finish(const GroupPtr& group, int worker)
{
    std::vector<TileOutcome> outcomes;
    if (group->error()) {
        for (TileBill& bill : group->failureBills(worker, nowNs()))
            m_parts.costs->append(std::move(bill));
        for (std::size_t tile = 0; tile < group->tileCount(); ++tile)
            outcomes.push_back({group->keyOf(tile), std::unexpected(*group->error())});
        return outcomes;
    }
    auto bills = group->bills(worker, nowNs());
    auto tiles = group->takeTiles();
    for (std::size_t index = 0; index < tiles.size(); ++index) {
        Stopwatch watch;
        countClasses(*tiles[index]);
        bills[index].bytesKept = tiles[index]->bytes();
        bills[index].reduceNs += watch.elapsedNs();
        tiles[index]->billSerial = m_parts.costs->append(bills[index]);
        const TileKey key = tiles[index]->key;
        outcomes.push_back({key, TilePtr(std::move(tiles[index]))});
    }
    return outcomes;
}

void TileScheduler::traceBlock(
    const TileGroup& group, int worker, std::int64_t startNs, const Result<BlockCost>& cost) const
{
    if (!m_parts.trace)
        return;
    const TileRun& run = group.run();
    const std::string name = fmt::format("{} level {} row {} columns {}-{}",
        run.subject->kind == TileKind::Image ? "image" : "classes", run.level, run.row,
        run.firstColumn, run.endColumn - 1);
    const std::string args = cost
        ? fmt::format(R"({{"read_us":{:.1f},"reduce_us":{:.1f},"bytes":{},"exact":{}}})",
              static_cast<double>(cost->readNs) / 1e3, static_cast<double>(cost->reduceNs) / 1e3,
              cost->bytesRead.value, run.quality == TileQuality::Exact)
        : std::string(R"({"failed":true})");
    m_parts.trace->span(Trace::firstWorkerLane + worker, name, startNs, nowNs(), args);
}

} // namespace tessera
