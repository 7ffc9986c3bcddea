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
            m_cache.m_entries.push_front({m_key, *result});
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

ChunkCache::ChunkCache(ByteCount budget)
    : m_budget(budget)
    , m_room(budget - idleLimit(budget))
    , m_pool(BufferPool::create(idleLimit(budget)))
{
}

ChunkCache::~ChunkCache() = default;

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
    return decodeInto(key, bytes, decode, own);
}

Result<ChunkPtr> ChunkCache::decodeInto(const ChunkKey& key, std::size_t bytes,
    const Decode& decode, const std::shared_ptr<Flight>& flight)
{
    Landing landing(*this, key, bytes, flight);
    auto chunk = std::make_shared<AlignedBuffer>(m_pool->take(bytes));
    const auto done = decode(*chunk);
    Result<ChunkPtr> result =
        done ? Result<ChunkPtr>(std::move(chunk)) : Result<ChunkPtr>(std::unexpected(done.error()));
    if (done) {
        const std::lock_guard lock(m_mutex);
        ++m_decoded;
    }
    landing.land(result);
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
