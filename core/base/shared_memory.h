// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/base/owned_descriptor.h"

#include <cstddef>
#include <span>

namespace tessera {

// Memory that two processes write and read at once. Its size is sealed: neither of them can take
// pages away under the other, which would be killed by it.
// Threads: one at a time.
class SharedMemory {
public:
    SharedMemory() = default;
    // Zeros. Counted as held by this process. Errors: OutOfMemory, Unsupported (not on this
    // system).
    static Result<SharedMemory> create(std::size_t bytes);
    // That another process made; closes `descriptor` in any case. Errors: Malformed where it is not
    // of that size or not sealed, OutOfMemory, Unsupported.
    static Result<SharedMemory> adopt(OwnedDescriptor descriptor, std::size_t bytes);

    SharedMemory(SharedMemory&& other) noexcept;
    SharedMemory& operator=(SharedMemory&& other) noexcept;
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;
    ~SharedMemory();

    std::span<std::byte> bytes() const { return m_bytes; }
    int descriptor() const { return m_descriptor.number(); } // to pass on; -1 where adopted

private:
    OwnedDescriptor m_descriptor;
    std::span<std::byte> m_bytes;
};

} // namespace tessera
