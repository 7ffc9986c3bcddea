// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>

namespace tessera {

// Uninitialised memory on a cache-line border, for samples and pictures.
// Throws std::bad_alloc; jobs catch it once, around the whole job.
class AlignedBuffer {
public:
    static constexpr std::size_t alignment = 64;

    AlignedBuffer() = default;
    explicit AlignedBuffer(std::size_t bytes)
        : m_data(bytes == 0
                  ? nullptr
                  : static_cast<std::byte*>(::operator new(bytes, std::align_val_t{alignment})))
        , m_size(bytes)
    {
    }

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

private:
    struct Free {
        void operator()(std::byte* memory) const
        {
            ::operator delete(memory, std::align_val_t{alignment});
        }
    };
    std::unique_ptr<std::byte, Free> m_data;
    std::size_t m_size = 0;
};

} // namespace tessera
