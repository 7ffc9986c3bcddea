// SPDX-License-Identifier: MIT
#include "core/source/wire_bytes.h"

#include "core/base/plain_text.h"

#include <algorithm>
#include <climits>

namespace tessera {

void WireWriter::number(std::uint64_t value, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i)
        m_bytes.push_back(static_cast<std::byte>(value >> (i * CHAR_BIT)));
}

void WireWriter::count(std::size_t value)
{
    constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max();
    number32(static_cast<std::uint32_t>(std::min(value, most)));
}

void WireWriter::bytes(std::span<const std::byte> value)
{
    count(value.size());
    m_bytes.insert(m_bytes.end(), value.begin(), value.end());
}

std::span<const std::byte> WireReader::take(std::size_t size)
{
    if (size > m_rest.size())
        reject();
    if (!m_isGood)
        return {};
    const auto taken = m_rest.first(size);
    m_rest = m_rest.subspan(size);
    return taken;
}

std::uint64_t WireReader::number(std::size_t size)
{
    std::uint64_t value = 0;
    const auto taken = take(size);
    for (std::size_t i = 0; i < taken.size(); ++i)
        value |= std::to_integer<std::uint64_t>(taken[i]) << (i * CHAR_BIT);
    return value;
}

bool WireReader::flag()
{
    const std::uint8_t value = number8();
    if (value > 1)
        reject();
    return m_isGood && value == 1;
}

std::size_t WireReader::count(std::size_t most, std::size_t leastBytes)
{
    const std::size_t value = number32();
    if (value > most || (leastBytes != 0 && value > m_rest.size() / leastBytes))
        reject();
    return m_isGood ? value : 0;
}

std::vector<std::byte> WireReader::bytes(std::size_t most)
{
    const auto taken = take(count(most, 1));
    return {taken.begin(), taken.end()};
}

std::string WireReader::rawText(std::size_t most)
{
    const auto taken = take(count(most, 1));
    std::string text(taken.size(), '\0');
    std::ranges::transform(
        taken, text.begin(), [](std::byte value) { return std::to_integer<char>(value); });
    return text;
}

std::string WireReader::pathText(std::size_t most)
{
    std::string text = rawText(most);
    if (text.find('\0') != std::string::npos)
        reject();
    return text;
}

std::string WireReader::plainText(std::size_t most)
{
    std::string text = rawText(most);
    if (!isPlainText(text))
        reject();
    return text;
}

} // namespace tessera
