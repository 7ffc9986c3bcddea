// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

namespace tessera::test {

// Memory with a forbidden page behind it: who reads or writes past its end ends the program, also a
// library that no sanitizer watches.
class GuardedMemory {
public:
    explicit GuardedMemory(std::size_t capacity);
    GuardedMemory(const GuardedMemory&) = delete;
    GuardedMemory& operator=(const GuardedMemory&) = delete;
    ~GuardedMemory();

    std::span<std::byte> last(std::size_t count); // up to the forbidden page
    std::span<std::byte> last(std::span<const std::byte> content); // filled with it

private:
    std::byte* m_begin = nullptr;
    std::size_t m_usable = 0;
    std::size_t m_mapped = 0;
};

} // namespace tessera::test
