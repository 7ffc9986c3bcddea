// SPDX-License-Identifier: MIT
#include "core/source/chunk_cache.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace tessera {

namespace {

// Of the budget, for memory that waits idle for the next chunk.
constexpr std::uint64_t idlePart = 8;

ByteCount idleLimit(ByteCount budget)
{
    return {budget.value / idlePart};
}

} // namespace

// A chunk that one thread decodes and others may wait for.
struct ChunkCache::Flight {
    std::optional<Result<ChunkPtr>> result;
    bool isWanted = true; // its array was not dropped meanwhile
};

// Ends a flight whatever happens, so that nobody waits for ever.
class ChunkCache::Landing {
public:
    Landing(
        ChunkCache& cache, const ChunkKey& key, std::size_t bytes, std::shared_ptr<Flight> flight)
        : m_cache(cache)
        , m_key(key)
        , m_bytes(bytes)
        , m_flight(std::move(flight))
    {
    }
    Landing(const Landing&) = delete;
    Landing& operator=(const Landing&) = delete;
    ~Landing() { land(cancelled()); }

    void land(Result<ChunkPtr> result)
    {
        const std::lock_guard lock(m_cache.m_mutex);
        if (m_flight->result)
            return;
        const bool isKept = result && m_flight->isWanted && ByteCount{m_bytes} <= m_cache.m_room;
        if (isKept) {
            m_cache.m_entries.push_front({m_key, *result, m_cache.stamp()});
            m_cache.m_found.emplace(m_key, m_cache.m_entries.begin());
        } else {
            m_cache.m_held -= ByteCount{m_bytes};
        }
        if (m_flight->isWanted)
            m_cache.m_flights.erase(m_key);
        m_flight->result = std::move(result);
        m_cache.m_landed.notify_all();
    }

private:
    ChunkCache& m_cache;
    ChunkKey m_key;
    std::size_t m_bytes;
    std::shared_ptr<Flight> m_flight;
};

// A large chunk is decoded: by one thread at a time, because each needs its stored bytes and what
// filters make of them besides the samples.
class ChunkCache::LargeTurn {
public:
    LargeTurn(ChunkCache& cache, std::size_t bytes, const std::stop_token& stop)
        : m_cache(cache)
        , m_isLarge(bytes >= largeChunk)
    {
        if (!m_isLarge)
            return;
        {
            std::unique_lock lock(cache.m_mutex);
            m_isTaken = cache.m_landed.wait(lock, stop, [&] { return !cache.m_isLargeUnderWay; });
            cache.m_isLargeUnderWay = cache.m_isLargeUnderWay || m_isTaken;
        }
        constexpr std::uint64_t copies = 2; // stored and decoded
        if (m_isTaken && cache.m_all)
            cache.m_all->settle({copies * bytes});
    }
    LargeTurn(const LargeTurn&) = delete;
    LargeTurn& operator=(const LargeTurn&) = delete;
    ~LargeTurn()
    {
        if (!m_isTaken)
            return;
        const std::lock_guard lock(m_cache.m_mutex);
        m_cache.m_isLargeUnderWay = false;
        m_cache.m_landed.notify_all();
    }

    bool isStopped() const { return m_isLarge && !m_isTaken; }

private:
    ChunkCache& m_cache;
    bool m_isLarge;
    bool m_isTaken = false;
};

ChunkCache::ChunkCache(ByteCount budget, std::shared_ptr<MemoryBudget> all)
    : m_budget(budget)
    , m_all(std::move(all))
    , m_room(budget - idleLimit(budget))
    , m_pool(BufferPool::create(idleLimit(budget), m_all))
{
    if (m_all)
        m_all->join(*this);
}

ChunkCache::~ChunkCache()
{
    if (m_all)
        m_all->leave(*this);
}

std::uint64_t ChunkCache::oldestUse() const
{
    const std::lock_guard lock(m_mutex);
    return m_entries.empty() ? nothing : m_entries.back().used;
}

void ChunkCache::dropOldest()
{
    Entries dropped; // freed after the lock
    const std::lock_guard lock(m_mutex);
    if (m_entries.empty())
        return;
    m_found.erase(m_entries.back().key);
    m_held -= ByteCount{m_entries.back().chunk->size()};
    dropped.splice(dropped.begin(), m_entries, std::prev(m_entries.end()));
}

ByteCount ChunkCache::budgetToKeep(ByteCount chunk)
{
    return {chunk.value + chunk.value / (idlePart - 1) + 1};
}

std::uint64_t ChunkCache::newArray()
{
    const std::lock_guard lock(m_mutex);
    return ++m_lastArray;
}

bool ChunkCache::holds(const ChunkKey& key) const
{
    const std::lock_guard lock(m_mutex);
    return m_found.contains(key);
}

Result<ChunkPtr> ChunkCache::get(
    const ChunkKey& key, std::size_t bytes, const Decode& decode, const std::stop_token& stop)
{
    std::shared_ptr<Flight> own;
    Entries dropped; // freed after the lock
    {
        std::unique_lock lock(m_mutex);
        while (!own) {
            if (const auto found = m_found.find(key); found != m_found.end()) {
                m_entries.splice(m_entries.begin(), m_entries, found->second);
                found->second->used = stamp();
                return found->second->chunk;
            }
            const auto flying = m_flights.find(key);
            if (flying == m_flights.end()) {
                own = std::make_shared<Flight>();
                m_flights.emplace(key, own);
                makeRoom(bytes, dropped);
                m_held += ByteCount{bytes};
                break;
            }
            const auto flight = flying->second;
            if (!m_landed.wait(lock, stop, [&] { return flight->result.has_value(); }))
                return cancelled();
            // One that was stopped says nothing of the chunk: the next in line decodes it.
            if (*flight->result || flight->result->error().code != ErrorCode::Cancelled)
                return *flight->result;
        }
    }
    dropped.clear();
    return decodeInto(key, bytes, decode, own, stop);
}

Result<ChunkPtr> ChunkCache::decodeInto(const ChunkKey& key, std::size_t bytes,
    const Decode& decode, const std::shared_ptr<Flight>& flight, const std::stop_token& stop)
{
    Landing landing(*this, key, bytes, flight);
    const LargeTurn turn(*this, bytes, stop);
    if (turn.isStopped())
        return cancelled();
    auto chunk = std::make_shared<AlignedBuffer>(m_pool->take(bytes));
    const auto done = decode(*chunk);
    Result<ChunkPtr> result =
        done ? Result<ChunkPtr>(std::move(chunk)) : Result<ChunkPtr>(std::unexpected(done.error()));
    if (done) {
        const std::lock_guard lock(m_mutex);
        ++m_decoded;
    }
    landing.land(result);
    if (m_all)
        m_all->settle();
    return result;
}

void ChunkCache::makeRoom(std::size_t bytes, Entries& dropped)
{
    while (!m_entries.empty() && m_held + ByteCount{bytes} > m_room) {
        m_found.erase(m_entries.back().key);
        m_held -= ByteCount{m_entries.back().chunk->size()};
        dropped.splice(dropped.begin(), m_entries, std::prev(m_entries.end()));
    }
}

void ChunkCache::drop(std::uint64_t array)
{
    Entries dropped; // freed after the lock
    const std::lock_guard lock(m_mutex);
    for (auto at = m_entries.begin(); at != m_entries.end();) {
        const auto next = std::next(at);
        if (at->key.array == array) {
            m_found.erase(at->key);
            m_held -= ByteCount{at->chunk->size()};
            dropped.splice(dropped.begin(), m_entries, at);
        }
        at = next;
    }
    std::erase_if(m_flights, [&](const auto& flight) {
        if (flight.first.array != array)
            return false;
        flight.second->isWanted = false;
        return true;
    });
}

ByteCount ChunkCache::held() const
{
    const std::lock_guard lock(m_mutex);
    return m_held;
}

std::uint64_t ChunkCache::decoded() const
{
    const std::lock_guard lock(m_mutex);
    return m_decoded;
}

} // namespace tessera
