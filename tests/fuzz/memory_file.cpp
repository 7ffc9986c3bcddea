// SPDX-License-Identifier: MIT
#include "tests/fuzz/memory_file.h"

#include "tests/fuzz/fuzz_target.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

namespace tessera::fuzz {

MemoryFile::MemoryFile()
    : m_descriptor(::memfd_create("fuzz", MFD_CLOEXEC))
{
    check(m_descriptor >= 0, "there is a file in memory");
}

MemoryFile::~MemoryFile()
{
    ::close(m_descriptor);
}

void MemoryFile::hold(std::string_view content) const
{
    check(::ftruncate(m_descriptor, 0) == 0, "it can be emptied");
    check(::pwrite(m_descriptor, content.data(), content.size(), 0)
            == static_cast<ssize_t>(content.size()),
        "it can be written");
}

std::filesystem::path MemoryFile::path() const
{
    return fmt::format("/proc/self/fd/{}", m_descriptor);
}

} // namespace tessera::fuzz
