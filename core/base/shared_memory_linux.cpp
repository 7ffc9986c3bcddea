// SPDX-License-Identifier: MIT
#include "core/base/shared_memory.h"

#include "core/base/held_memory.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace tessera {

namespace {

constexpr int sizeSeals = F_SEAL_SHRINK | F_SEAL_GROW;
constexpr unsigned neverExecuted = 8; // MFD_NOEXEC_SEAL, from Linux 6.3 on

std::unexpected<Error> noMemory()
{
    return fail(ErrorCode::OutOfMemory,
        "There is not enough memory to share with the program that reads HDF5 files.");
}

OwnedDescriptor makeMemory()
{
    constexpr const char* name = "tessera samples";
    constexpr unsigned usual = MFD_CLOEXEC | MFD_ALLOW_SEALING;
    const int made = ::memfd_create(name, usual | neverExecuted);
    return OwnedDescriptor(made < 0 && errno == EINVAL ? ::memfd_create(name, usual) : made);
}

std::span<std::byte> map(int descriptor, std::size_t bytes)
{
    void* const memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (memory == MAP_FAILED)
        return {};
    return {static_cast<std::byte*>(memory), bytes};
}

} // namespace

Result<SharedMemory> SharedMemory::create(std::size_t bytes)
{
    SharedMemory shared;
    shared.m_descriptor = makeMemory();
    const int descriptor = shared.m_descriptor.number();
    if (!shared.m_descriptor.isOpen() || ::ftruncate(descriptor, static_cast<off_t>(bytes)) != 0
        || ::fcntl(descriptor, F_ADD_SEALS, sizeSeals | F_SEAL_SEAL) != 0)
        return noMemory();
    shared.m_bytes = map(descriptor, bytes);
    if (shared.m_bytes.empty())
        return noMemory();
    addHeldBytes(bytes);
    return shared;
}

Result<SharedMemory> SharedMemory::adopt(OwnedDescriptor descriptor, std::size_t bytes)
{
    const int seals = ::fcntl(descriptor.number(), F_GET_SEALS);
    const off_t size = ::lseek(descriptor.number(), 0, SEEK_END);
    if (seals < 0 || (seals & sizeSeals) != sizeSeals || bytes == 0
        || size != static_cast<off_t>(bytes))
        return fail(ErrorCode::Malformed, "Shared memory is not of the size that was agreed on.");
    SharedMemory shared;
    shared.m_bytes = map(descriptor.number(), bytes);
    if (shared.m_bytes.empty())
        return noMemory();
    addHeldBytes(bytes);
    return shared;
}

SharedMemory::SharedMemory(SharedMemory&& other) noexcept
    : m_descriptor(std::move(other.m_descriptor))
    , m_bytes(std::exchange(other.m_bytes, {}))
{
}

SharedMemory& SharedMemory::operator=(SharedMemory&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

SharedMemory::~SharedMemory()
{
    if (m_bytes.empty())
        return;
    ::munmap(m_bytes.data(), m_bytes.size());
    removeHeldBytes(m_bytes.size());
}

} // namespace tessera
