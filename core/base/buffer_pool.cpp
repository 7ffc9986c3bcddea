// SPDX-License-Identifier: MIT
#include "core/base/buffer_pool.h"

#include <new>
#include <utility>

namespace tessera {

namespace {

// Sizes are rounded to few classes, so that tiles at the far edges serve each other too; what is
// smaller than a page costs too little to be kept.
constexpr std::size_t sizeStep = std::size_t{16} << 10;

std::size_t classOf(std::size_t bytes)
{
    return (bytes + sizeStep - 1) / sizeStep * sizeStep;
}

} // namespace

std::shared_ptr<BufferPool> BufferPool::create(
    ByteCount idleLimit, std::shared_ptr<MemoryBudget> budget)
{
    return std::shared_ptr<BufferPool>(new BufferPool(idleLimit, std::move(budget)));
}

BufferPool::BufferPool(ByteCount idleLimit, std::shared_ptr<MemoryBudget> budget)
    : m_idleLimit(idleLimit)
    , m_budget(std::move(budget))
{
    if (m_budget)
        m_budget->join(*this);
}

BufferPool::~BufferPool()
{
    if (m_budget)
        m_budget->leave(*this);
    for (const auto& [bytes, memories] : m_idleBySize)
        for (std::byte* const memory : memories)
            AlignedBuffer::release(memory, bytes);
}

AlignedBuffer BufferPool::take(std::size_t bytes)
{
    if (bytes < sizeStep)
        return AlignedBuffer(bytes);
    const std::size_t rounded = classOf(bytes);
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_idleBySize.find(rounded);
            found != m_idleBySize.end() && !found->second.empty()) {
            std::byte* const memory = found->second.back();
            found->second.pop_back();
            m_idle -= ByteCount{rounded};
            return {AlignedBuffer::Memory(memory, {rounded, shared_from_this()}), bytes};
        }
    }
    return {AlignedBuffer::Memory(AlignedBuffer::allocate(rounded), {rounded, shared_from_this()}),
        bytes};
}

ByteCount BufferPool::idle() const
{
    const std::lock_guard lock(m_mutex);
    return m_idle;
}

std::uint64_t BufferPool::oldestUse() const
{
    const std::lock_guard lock(m_mutex);
    return m_idle.value == 0 ? nothing : 0;
}

void BufferPool::dropOldest()
{
    const std::lock_guard lock(m_mutex);
    for (auto& [bytes, memories] : m_idleBySize) {
        if (memories.empty())
            continue;
        AlignedBuffer::release(memories.back(), bytes);
        memories.pop_back();
        m_idle -= ByteCount{bytes};
        return;
    }
}

void BufferPool::giveBack(std::byte* memory, std::size_t bytes)
{
    if (!keep(memory, bytes))
        AlignedBuffer::release(memory, bytes);
}

bool BufferPool::keep(std::byte* memory, std::size_t bytes)
try {
    const std::lock_guard lock(m_mutex);
    if (m_idle + ByteCount{bytes} > m_idleLimit)
        return false;
    m_idleBySize[bytes].push_back(memory);
    m_idle += ByteCount{bytes};
    return true;
} catch (const std::bad_alloc&) {
    return false; // no room to remember it
}

} // namespace tessera
