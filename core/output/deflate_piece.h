// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace tessera {

// Compresses pieces of a stream that stand one after the other: each ends on a byte and refers to
// nothing before it, so that threads can make them independently. Throws std::bad_alloc.
// Threads: one at a time.
class DeflatePiece {
public:
    DeflatePiece();
    DeflatePiece(const DeflatePiece&) = delete;
    DeflatePiece& operator=(const DeflatePiece&) = delete;
    ~DeflatePiece();

    // Of bytes, at most this many; neither is to exceed 4 GB.
    static std::size_t bound(std::size_t bytes);

    // Returns how many bytes of `out` it used; `out` has room for bound(). 0: it failed.
    std::size_t compress(std::span<const std::byte> bytes, std::span<std::byte> out);

private:
    struct State; // of the library
    std::unique_ptr<State> m_state;
};

// Of two runs of bytes that stand one after the other, from those of each; `secondBytes` is the
// length of the second. (RFC 1950; of nothing it is 1.)
std::uint32_t joinedAdler32(std::uint32_t first, std::uint32_t second, std::uint64_t secondBytes);

} // namespace tessera
