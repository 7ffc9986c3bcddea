// SPDX-License-Identifier: MIT
#pragma once

#include <unistd.h>
#include <utility>

namespace tessera {

// Closes one of the system's descriptors when it goes.
// Threads: one at a time.
class OwnedDescriptor {
public:
    OwnedDescriptor() = default;
    explicit OwnedDescriptor(int number)
        : m_number(number)
    {
    }
    OwnedDescriptor(OwnedDescriptor&& other) noexcept
        : m_number(other.release())
    {
    }
    OwnedDescriptor& operator=(OwnedDescriptor&& other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    OwnedDescriptor(const OwnedDescriptor&) = delete;
    OwnedDescriptor& operator=(const OwnedDescriptor&) = delete;
    ~OwnedDescriptor() { close(); }

    bool isOpen() const { return m_number >= 0; }
    int number() const { return m_number; } // -1 where none is open
    int release() { return std::exchange(m_number, -1); } // the caller closes it
    void close()
    {
        if (m_number >= 0)
            ::close(m_number);
        m_number = -1;
    }

private:
    int m_number = -1;
};

} // namespace tessera
