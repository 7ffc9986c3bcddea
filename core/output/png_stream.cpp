// SPDX-License-Identifier: MIT
#include "core/output/png_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <csetjmp>
#include <png.h>
#include <string_view>
#include <utility>

namespace tessera {

namespace {

extern "C" {

void tesseraPngError(png_structp png, png_const_charp message)
{
    static_cast<PngStream*>(png_get_error_ptr(png))->keepMessage(message);
    png_longjmp(png, 1);
}

void tesseraPngWarning(png_structp /*png*/, png_const_charp /*message*/) { }

void tesseraPngWrite(png_structp png, png_bytep data, std::size_t size)
{
    auto* stream = static_cast<PngStream*>(png_get_io_ptr(png));
    if (!stream->forward(std::as_bytes(std::span(data, size))))
        png_error(png, "write failed");
}

void tesseraPngFlush(png_structp /*png*/) { }

} // extern "C"

// The three below are left by longjmp when libpng fails; they own nothing.

bool tryHeader(png_structp png, png_infop info, std::uint32_t columns, std::uint32_t rows)
{
    constexpr int bitsPerChannel = 8;
    constexpr std::size_t bytesPerPiece = 65536; // of compressed data; fewer, larger writes
    if (setjmp(png_jmpbuf(png)) != 0)
        return false;
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_IHDR(png, info, columns, rows, bitsPerChannel, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
        PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    // Class pictures have large even areas: measured, filters only cost time on them, and level 1
    // is five times as fast as the default.
    png_set_compression_level(png, 1);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_compression_buffer_size(png, bytesPerPiece);
    png_write_info(png, info);
    return true;
}

bool tryRow(png_structp png, const std::uint8_t* rgb)
{
    if (setjmp(png_jmpbuf(png)) != 0)
        return false;
    png_write_row(png, rgb);
    return true;
}

bool tryEnd(png_structp png)
{
    if (setjmp(png_jmpbuf(png)) != 0)
        return false;
    png_write_end(png, nullptr);
    return true;
}

} // namespace

PngStream::PngStream(PartialFile file, std::string shownName)
    : m_file(std::move(file))
    , m_shownName(std::move(shownName))
    , m_png(
          png_create_write_struct(PNG_LIBPNG_VER_STRING, this, tesseraPngError, tesseraPngWarning))
    , m_info(m_png == nullptr ? nullptr : png_create_info_struct(m_png))
{
}

PngStream::~PngStream()
{
    png_destroy_write_struct(&m_png, &m_info);
}

Result<void> PngStream::begin(std::uint32_t columns, std::uint32_t rows)
{
    if (m_info == nullptr)
        return fail(ErrorCode::OutOfMemory,
            fmt::format("\"{}\" cannot be written: there is not enough memory.", m_shownName),
            m_shownName);
    png_set_write_fn(m_png, this, tesseraPngWrite, tesseraPngFlush);
    if (!tryHeader(m_png, m_info, columns, rows))
        return lastError();
    return {};
}

Result<void> PngStream::writeRow(const std::uint8_t* rgb)
{
    if (!tryRow(m_png, rgb))
        return lastError();
    return {};
}

Result<void> PngStream::end()
{
    if (!tryEnd(m_png))
        return lastError();
    return m_file.commit();
}

bool PngStream::forward(std::span<const std::byte> bytes)
{
    m_written = m_file.write(bytes);
    return m_written.has_value();
}

void PngStream::keepMessage(const char* message)
{
    m_message.fill('\0');
    std::string_view(message).copy(m_message.data(), m_message.size() - 1);
}

std::unexpected<Error> PngStream::lastError() const
{
    if (!m_written)
        return std::unexpected(m_written.error());
    return fail(ErrorCode::WriteFailed,
        fmt::format("\"{}\" cannot be written: {}.", m_shownName, m_message.data()), m_shownName);
}

} // namespace tessera
