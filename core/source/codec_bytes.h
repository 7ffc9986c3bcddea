// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace tessera::codec {

// Takes a chunk's bytes from the front; never more than there are.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes)
        : m_bytes(bytes)
    {
    }

    std::size_t left() const { return m_bytes.size(); }
    std::optional<std::span<const std::byte>> take(std::uint64_t count)
    {
        if (count > m_bytes.size())
            return std::nullopt;
        const auto taken = m_bytes.first(static_cast<std::size_t>(count));
        m_bytes = m_bytes.subspan(taken.size());
        return taken;
    }
    std::optional<std::uint64_t> takeBigEndian(std::size_t width)
    {
        const auto bytes = take(width);
        if (!bytes)
            return std::nullopt;
        std::uint64_t value = 0;
        for (const std::byte byte : *bytes)
            value = value << 8U | std::to_integer<std::uint64_t>(byte);
        return value;
    }

private:
    std::span<const std::byte> m_bytes;
};

} // namespace tessera::codec
