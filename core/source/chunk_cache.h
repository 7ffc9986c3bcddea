// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/buffer_pool.h"
#include "core/base/error.h"
#include "core/base/memory_budget.h"

#include <compare>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>

namespace tessera {

struct ChunkKey {
    std::uint64_t array = 0; // as newArray() gives it
    std::uint64_t chunk = 0;

    friend auto operator<=>(const ChunkKey&, const ChunkKey&) = default;
};

using ChunkPtr = std::shared_ptr<const AlignedBuffer>;

// Keeps decoded chunks that several reads need, within its byte budget those used last; who looks
// at a dropped one keeps its own hold of it. Threads: any; two that need one chunk decode it once.
// NOLINTNEXTLINE(cppcoreguidelines-special-member-functions): a tenant is never copied.
class ChunkCache : private MemoryBudget::Tenant {
public:
    // `all`: of the whole process; null: there is no such thing.
    explicit ChunkCache(ByteCount budget, std::shared_ptr<MemoryBudget> all = nullptr);
    ~ChunkCache() override;

    std::uint64_t newArray(); // a number that no other array has

    bool holds(const ChunkKey& key) const;

    // Fills a buffer of exactly the chunk's size; what fails is forgotten.
    using Decode = std::function<Result<>(AlignedBuffer& chunk)>;

    // The chunk, decoded by this call or by another thread that this one then waits for, until it
    // is stopped. Throws what `decode` throws. A chunk beyond the budget is made, but not kept.
    Result<ChunkPtr> get(
        const ChunkKey& key, std::size_t bytes, const Decode& decode, const std::stop_token& stop);

    void drop(std::uint64_t array); // what is decoded meanwhile is not kept either

    // From this size on, chunks are decoded one at a time, into the cache even where only one
    // reader needs them, and others give way to what that takes.
    static constexpr std::size_t largeChunk = std::size_t{16} << 20;

    ByteCount budget() const { return m_budget; }
    const std::shared_ptr<MemoryBudget>& all() const { return m_all; }
    bool canKeep(ByteCount chunk) const { return chunk <= m_room; }
    static ByteCount budgetToKeep(ByteCount chunk); // the least one under which it can be kept
    ByteCount held() const; // what is being decoded included
    std::uint64_t decoded() const; // chunks, since the beginning

private:
    struct Flight;
    struct Entry {
        ChunkKey key;
        ChunkPtr chunk;
        std::uint64_t used = 0;
    };
    using Entries = std::list<Entry>;
    class Landing;
    class LargeTurn;

    std::uint64_t oldestUse() const override;
    void dropOldest() override;
    std::uint64_t stamp() const { return m_all ? m_all->stamp() : 0; }

    Result<ChunkPtr> decodeInto(const ChunkKey& key, std::size_t bytes, const Decode& decode,
        const std::shared_ptr<Flight>& flight, const std::stop_token& stop);
    void makeRoom(std::size_t bytes, Entries& dropped); // with m_mutex

    const ByteCount m_budget;
    const std::shared_ptr<MemoryBudget> m_all;
    const ByteCount m_room; // of the budget, for chunks
    std::shared_ptr<BufferPool> m_pool; // the memory of one dropped chunk serves the next
    mutable std::mutex m_mutex; // guards all below
    std::condition_variable_any m_landed;
    Entries m_entries; // used last at the front
    std::map<ChunkKey, Entries::iterator> m_found;
    std::map<ChunkKey, std::shared_ptr<Flight>> m_flights;
    ByteCount m_held;
    bool m_isLargeUnderWay = false;
    std::uint64_t m_decoded = 0;
    std::uint64_t m_lastArray = 0;
};

} // namespace tessera
