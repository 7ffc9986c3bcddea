// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"

#include <cstddef>
#include <memory>
#include <span>

namespace tessera {

class BufferPool;

// Gives the memory of a buffer back to where it came from.
struct FreeBuffer {
    std::size_t bytes = 0; // as allocated
    std::shared_ptr<BufferPool> pool = nullptr; // null: to the system
    void operator()(std::byte* memory) const;
};

// Uninitialised memory on a cache-line border, for samples and pictures. All of it is counted, so
// that a cap on memory can be checked. Throws std::bad_alloc; jobs catch it once, around the whole
// job. Threads: one buffer by one at a time; the counts by any.
class AlignedBuffer {
public:
    static constexpr std::size_t alignment = 64;

    AlignedBuffer() = default;
    explicit AlignedBuffer(std::size_t bytes);

    std::byte* data() { return m_data.get(); }
    const std::byte* data() const { return m_data.get(); }
    std::size_t size() const { return m_size; }

    // Makes room for `bytes`; what was in it may be lost. Never shrinks.
    std::byte* reserve(std::size_t bytes)
    {
        if (bytes > m_size) {
            *this = {};
            *this = AlignedBuffer(bytes);
        }
        return data();
    }

    template <class T> std::span<T> as()
    {
        return {reinterpret_cast<T*>(m_data.get()), m_size / sizeof(T)};
    }
    template <class T> std::span<const T> as() const
    {
        return {reinterpret_cast<const T*>(m_data.get()), m_size / sizeof(T)};
    }

    // Of all buffers of the process, those that lie idle in a pool included.
    static ByteCount heldBytes();
    static ByteCount peakBytes(); // the most since the start, or since resetPeak()
    static void resetPeak();

private:
    friend class BufferPool;
    friend struct FreeBuffer;

    using Memory = std::unique_ptr<std::byte, FreeBuffer>;

    AlignedBuffer(Memory memory, std::size_t size)
        : m_data(std::move(memory))
        , m_size(size)
    {
    }
    static std::byte* allocate(std::size_t bytes);
    static void release(std::byte* memory, std::size_t bytes);

    Memory m_data;
    std::size_t m_size = 0;
};

} // namespace tessera
