// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/byte_count.h"
#include "core/base/memory_budget.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace tessera {

// Keeps the memory of buffers that are done with for those that come next: touching fresh memory
// costs more than all arithmetic on it. Never holds more idle memory than `idleLimit`, and none
// where a budget needs it. Threads: every member may be called from any thread.
// NOLINTNEXTLINE(cppcoreguidelines-special-member-functions): a tenant is never copied.
class BufferPool : public std::enable_shared_from_this<BufferPool>, private MemoryBudget::Tenant {
public:
    static std::shared_ptr<BufferPool> create(
        ByteCount idleLimit, std::shared_ptr<MemoryBudget> budget = nullptr);
    ~BufferPool() override;

    // As AlignedBuffer(bytes), but its memory comes back here. Throws std::bad_alloc.
    AlignedBuffer take(std::size_t bytes);

    ByteCount idle() const;

private:
    friend struct FreeBuffer;
    BufferPool(ByteCount idleLimit, std::shared_ptr<MemoryBudget> budget);
    std::uint64_t oldestUse() const override;
    void dropOldest() override;
    void giveBack(std::byte* memory, std::size_t bytes);
    bool keep(std::byte* memory, std::size_t bytes);

    const ByteCount m_idleLimit;
    const std::shared_ptr<MemoryBudget> m_budget; // may be null
    mutable std::mutex m_mutex;
    std::map<std::size_t, std::vector<std::byte*>> m_idleBySize; // guarded by m_mutex
    ByteCount m_idle; // guarded by m_mutex
};

} // namespace tessera
