// SPDX-License-Identifier: MIT
#include "core/source/gzip_inflater.h"

#include <algorithm>
#include <limits>
#include <new>

#include <zlib.h>

namespace tessera {

namespace {

constexpr int gzipOnly = 16; // added to the size of the window
constexpr auto firstByte = std::byte{0x1F};
constexpr std::size_t mostAtOnce = std::numeric_limits<uInt>::max();

} // namespace

void GzipInflater::End::operator()(z_stream_s* stream) const
{
    inflateEnd(stream);
    delete stream;
}

GzipInflater::GzipInflater()
{
    auto stream = std::make_unique<z_stream>();
    if (inflateInit2(stream.get(), MAX_WBITS + gzipOnly) != Z_OK)
        throw std::bad_alloc();
    m_stream.reset(stream.release());
}

bool GzipInflater::beginsMember(std::span<const std::byte> packed) const
{
    return !packed.empty() && packed.front() == firstByte;
}

GzipInflater::Step GzipInflater::inflate(
    std::span<const std::byte> packed, bool isLast, std::span<std::byte> target)
{
    if (m_isBetween && (packed.empty() ? isLast : !beginsMember(packed)))
        return {State::Ended, 0, 0};
    if (m_isBetween && !packed.empty()) {
        inflateReset(m_stream.get());
        m_isBetween = false;
    }
    // zlib takes its input as what could be written to, and never does.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
    m_stream->next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
    m_stream->avail_in = static_cast<uInt>(std::min(packed.size(), mostAtOnce));
    m_stream->next_out = reinterpret_cast<Bytef*>(target.data());
    m_stream->avail_out = static_cast<uInt>(std::min(target.size(), mostAtOnce));
    const uInt offered = m_stream->avail_in;
    const uInt room = m_stream->avail_out;
    const int answer = ::inflate(m_stream.get(), Z_NO_FLUSH);
    const Step step{State::GoesOn, offered - m_stream->avail_in, room - m_stream->avail_out};
    m_isBetween = answer == Z_STREAM_END;
    if (m_isBetween)
        return step;
    const bool isStuck = step.taken == 0 && step.made == 0 && isLast;
    if ((answer != Z_OK && answer != Z_BUF_ERROR) || isStuck)
        return {State::Damaged, step.taken, step.made};
    return step;
}

} // namespace tessera
