// SPDX-License-Identifier: MIT
#include "core/source/text_stream.h"

#include "core/base/path_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t packedBytes = std::size_t{64} << 10U;
constexpr std::array gzipMagic{std::byte{0x1F}, std::byte{0x8B}};

} // namespace

Result<bool> isGzipFile(const PositionedFile& file)
{
    std::array<std::byte, gzipMagic.size()> first{};
    if (file.size().value < first.size())
        return false;
    if (auto read = file.read(0, first); !read)
        return std::unexpected(std::move(read.error()));
    return first == gzipMagic;
}

Result<TextStream> TextStream::begin(std::shared_ptr<const PositionedFile> file)
{
    const auto isPacked = isGzipFile(*file);
    if (!isPacked)
        return std::unexpected(isPacked.error());
    return TextStream(std::move(file), *isPacked);
}

TextStream::TextStream(std::shared_ptr<const PositionedFile> file, bool isPacked)
    : m_file(std::move(file))
{
    if (!isPacked)
        return;
    m_inflater.emplace();
    m_packed = AlignedBuffer(packedBytes);
}

Result<std::size_t> TextStream::read(std::span<char> target)
{
    const auto bytes = std::as_writable_bytes(target);
    if (m_inflater)
        return inflated(bytes);
    const std::size_t count =
        std::min<std::uint64_t>(bytes.size(), m_file->size().value - m_offset);
    if (auto read = m_file->read(m_offset, bytes.first(count)); !read)
        return std::unexpected(std::move(read.error()));
    m_offset += count;
    return count;
}

Result<> TextStream::loadPacked()
{
    m_used = 0;
    m_held = std::min<std::uint64_t>(m_packed.size(), m_file->size().value - m_offset);
    auto read = m_file->read(m_offset, std::span(m_packed.data(), m_held));
    m_offset += m_held;
    return read;
}

Result<std::size_t> TextStream::inflated(std::span<std::byte> target)
{
    std::size_t made = 0;
    while (made < target.size() && !m_isEnded) {
        if (m_used == m_held)
            if (auto loaded = loadPacked(); !loaded)
                return std::unexpected(std::move(loaded.error()));
        const auto step = m_inflater->inflate(std::span(m_packed.data() + m_used, m_held - m_used),
            m_offset == m_file->size().value, target.subspan(made));
        m_used += step.taken;
        made += step.made;
        m_isEnded = step.state == GzipInflater::State::Ended;
        if (step.state == GzipInflater::State::Damaged)
            return fail(ErrorCode::Malformed,
                fmt::format("{} cannot be unpacked: its gzip data are damaged or end too soon near "
                            "byte {}; get the file again from where it came.",
                    shownName(m_file->path()), m_offset - (m_held - m_used)),
                toUtf8(m_file->path()));
    }
    return made;
}

} // namespace tessera
