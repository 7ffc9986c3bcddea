// SPDX-License-Identifier: MIT
#include "core/output/checked_row_writer.h"

#include "core/base/checked.h"
#include "core/base/path_text.h"

#include <fmt/format.h>

#include <limits>

namespace tessera {

Result<void> CheckedRowWriter::checkShape(const std::filesystem::path& target, PlaneShape shape)
{
    const bool isEmpty = shape.rows < 1 || shape.columns < 1;
    const auto pixels = isEmpty ? std::nullopt
                                : checkedProduct(static_cast<std::uint64_t>(shape.rows),
                                      static_cast<std::uint64_t>(shape.columns));
    const auto bytes = pixels ? checkedProduct(*pixels, channels) : std::nullopt;
    if (bytes && *bytes <= std::numeric_limits<std::int64_t>::max())
        return {};
    return fail(isEmpty ? ErrorCode::BadArgument : ErrorCode::TooLarge,
        fmt::format("\"{}\" cannot be written: a picture of {} rows and {} columns is {}.",
            shownName(target), shape.rows, shape.columns, isEmpty ? "empty" : "too large"),
        toUtf8(target));
}

CheckedRowWriter::CheckedRowWriter(const std::filesystem::path& target, PlaneShape shape)
    : m_shownName(shownName(target))
    , m_subject(toUtf8(target))
    , m_shape(shape)
{
}

Result<void> CheckedRowWriter::writeRow(std::span<const std::uint8_t> rgb)
{
    if (m_state)
        m_state = checkRow(rgb.size());
    if (m_state)
        m_state = encodeRow(rgb);
    ++m_row;
    return m_state;
}

Result<void> CheckedRowWriter::finish()
{
    if (m_state)
        m_state = checkEnd();
    if (m_state)
        m_state = encodeEnd();
    return m_state;
}

Result<void> CheckedRowWriter::checkRow(std::size_t bytes) const
{
    if (m_row >= m_shape.rows)
        return fail(ErrorCode::BadArgument,
            fmt::format(
                "\"{}\" cannot be written: it got more than {} rows.", m_shownName, m_shape.rows),
            m_subject);
    const std::size_t expected = static_cast<std::size_t>(m_shape.columns) * channels;
    if (bytes != expected)
        return fail(ErrorCode::BadArgument,
            fmt::format("\"{}\" cannot be written: row {} has {} bytes, not {}.", m_shownName,
                m_row, bytes, expected),
            m_subject);
    return {};
}

Result<void> CheckedRowWriter::checkEnd() const
{
    if (m_row == m_shape.rows)
        return {};
    return fail(ErrorCode::BadArgument,
        fmt::format(
            "\"{}\" cannot be written: it got {} of {} rows.", m_shownName, m_row, m_shape.rows),
        m_subject);
}

} // namespace tessera
