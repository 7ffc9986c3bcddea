// SPDX-License-Identifier: MIT
#include "tests/support/guarded_memory.h"

#include <algorithm>
#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

namespace tessera::test {

GuardedMemory::GuardedMemory(std::size_t capacity)
{
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    m_usable = (capacity + page - 1) / page * page;
    m_mapped = m_usable + page;
    void* memory =
        ::mmap(nullptr, m_mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        std::abort();
    m_begin = static_cast<std::byte*>(memory);
    if (::mprotect(m_begin + m_usable, page, PROT_NONE) != 0)
        std::abort();
}

GuardedMemory::~GuardedMemory()
{
    ::munmap(m_begin, m_mapped);
}

std::span<std::byte> GuardedMemory::last(std::size_t count)
{
    if (count > m_usable)
        std::abort();
    return {m_begin + m_usable - count, count};
}

std::span<std::byte> GuardedMemory::last(std::span<const std::byte> content)
{
    const auto place = last(content.size());
    std::ranges::copy(content, place.begin());
    return place;
}

} // namespace tessera::test
