// SPDX-License-Identifier: MIT
#include "core/base/child_channel.h"

#include <utility>

// For systems on which we do not know how to start another program.
namespace tessera {

Result<ChildChannel> ChildChannel::start(const std::filesystem::path&, std::span<const std::string>)
{
    return fail(ErrorCode::Unsupported,
        "On this system the program does not know how to start the one that reads HDF5 files.");
}

ChildChannel::ChildChannel(int process, OwnedDescriptor socket)
    : m_process(process)
    , m_socket(std::move(socket), MessageSocket::Takes::Bytes)
{
}

ChildChannel::ChildChannel(ChildChannel&& other) noexcept
    : m_process(std::exchange(other.m_process, -1))
    , m_socket(std::move(other.m_socket))
{
}

ChildChannel& ChildChannel::operator=(ChildChannel&& other) noexcept
{
    std::swap(m_process, other.m_process);
    std::swap(m_socket, other.m_socket);
    return *this;
}

std::chrono::nanoseconds ChildChannel::cpuTime() const
{
    return {};
}

ChildEnd ChildChannel::end()
{
    m_socket.close();
    return {};
}

std::filesystem::path ownProgram()
{
    return {};
}

} // namespace tessera
