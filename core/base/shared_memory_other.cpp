// SPDX-License-Identifier: MIT
#include "core/base/shared_memory.h"

#include <utility>

// For systems on which we do not know how to share memory of a size that stays.
namespace tessera {

namespace {

std::unexpected<Error> unknownSystem()
{
    return fail(
        ErrorCode::Unsupported, "On this system the program does not know how to share memory.");
}

} // namespace

Result<SharedMemory> SharedMemory::create(std::size_t)
{
    return unknownSystem();
}

Result<SharedMemory> SharedMemory::adopt(OwnedDescriptor, std::size_t)
{
    return unknownSystem();
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

SharedMemory::~SharedMemory() = default;

} // namespace tessera
