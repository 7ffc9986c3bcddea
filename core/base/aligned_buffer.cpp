// SPDX-License-Identifier: MIT
#include "core/base/aligned_buffer.h"

#include "core/base/buffer_pool.h"
#include "core/base/held_memory.h"

#include <atomic>
#include <cstdint>
#include <new>

namespace tessera {

namespace {

// Of the whole process, because that is what a cap on memory means.
struct Ledger {
    std::atomic<std::uint64_t> held{0};
    std::atomic<std::uint64_t> peak{0};

    void add(std::uint64_t bytes)
    {
        const std::uint64_t now = held.fetch_add(bytes, std::memory_order_relaxed) + bytes;
        std::uint64_t most = peak.load(std::memory_order_relaxed);
        while (now > most && !peak.compare_exchange_weak(most, now, std::memory_order_relaxed)) { }
    }
    void remove(std::uint64_t bytes) { held.fetch_sub(bytes, std::memory_order_relaxed); }
};

Ledger& ledger()
{
    static Ledger all;
    return all;
}

} // namespace

void addHeldBytes(std::size_t bytes)
{
    ledger().add(bytes);
}

void removeHeldBytes(std::size_t bytes)
{
    ledger().remove(bytes);
}

AlignedBuffer::AlignedBuffer(std::size_t bytes)
    : m_data(allocate(bytes), FreeBuffer{bytes})
    , m_size(bytes)
{
}

ByteCount AlignedBuffer::heldBytes()
{
    return {ledger().held.load(std::memory_order_relaxed)};
}

ByteCount AlignedBuffer::peakBytes()
{
    return {ledger().peak.load(std::memory_order_relaxed)};
}

void AlignedBuffer::resetPeak()
{
    ledger().peak.store(ledger().held.load(std::memory_order_relaxed), std::memory_order_relaxed);
}

std::byte* AlignedBuffer::allocate(std::size_t bytes)
{
    if (bytes == 0)
        return nullptr;
    auto* const memory =
        static_cast<std::byte*>(::operator new(bytes, std::align_val_t{alignment}));
    ledger().add(bytes);
    return memory;
}

void AlignedBuffer::release(std::byte* memory, std::size_t bytes)
{
    ::operator delete(memory, std::align_val_t{alignment});
    ledger().remove(bytes);
}

void FreeBuffer::operator()(std::byte* memory) const
{
    if (pool)
        pool->giveBack(memory, bytes);
    else
        AlignedBuffer::release(memory, bytes);
}

} // namespace tessera
