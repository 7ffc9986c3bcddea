// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"

#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

namespace tessera {

// What the buffers of the process may hold together, and who gives way when it is more: the entry
// used longest ago, in whatever cache it lies. Every cache has a limit of its own too, under which
// it works alone; the budget steps in where together they are too much, or where something large
// that is no cache needs room.
// Threads: every member may be called from any thread; settle() and leave() hold no lock of the
// caller.
class MemoryBudget {
public:
    // Calls come from any thread, under the lock of the budget: they must not call it back.
    class Tenant {
    public:
        Tenant() = default;
        Tenant(const Tenant&) = delete;
        Tenant& operator=(const Tenant&) = delete;
        virtual ~Tenant() = default;

        static constexpr std::uint64_t nothing = ~std::uint64_t{0};
        // The stamp of what dropOldest() would drop; 0 for what nobody misses; `nothing` if empty.
        virtual std::uint64_t oldestUse() const = 0;
        virtual void dropOldest() = 0;
    };

    explicit MemoryBudget(ByteCount total);

    ByteCount total() const { return m_total; }

    // A stamp for a use that happens now: greater than all before.
    std::uint64_t stamp() { return m_clock.fetch_add(1, std::memory_order_relaxed) + 1; }

    void join(Tenant& tenant);
    void leave(Tenant& tenant); // no call of it is under way afterwards, and none comes

    // Drops until what all buffers hold, and `wanted` more, is within the total, or nothing is
    // left to drop.
    void settle(ByteCount wanted = {});

private:
    const ByteCount m_total;
    std::atomic<std::uint64_t> m_clock{0};
    std::mutex m_mutex;
    std::vector<Tenant*> m_tenants; // guarded by m_mutex
};

} // namespace tessera
