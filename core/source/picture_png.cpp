// SPDX-License-Identifier: MIT
#include "core/source/picture_formats.h"

#include <algorithm>
#include <array>
#include <bit>
#include <csetjmp>
#include <cstring>
#include <png.h>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t headBytes = 33; // signature, length, "IHDR", 13 bytes of it, checksum
constexpr png_alloc_size_t mostInChunk = 8U << 20U; // texts and profiles, which nobody looks at

// What one decoding reads from and fills. What libpng's error leaps over has no destructor.
struct PngJob {
    PictureInput input;
    std::span<std::byte> pixels;
    const std::stop_token& stop;
    std::array<char, 128> said{};

    static PngJob& of(png_voidp pointer) { return *static_cast<PngJob*>(pointer); }
};

[[noreturn]] void fails(png_structp png, png_const_charp reason)
{
    PngJob& job = PngJob::of(png_get_error_ptr(png));
    std::strncpy(job.said.data(), reason, job.said.size() - 1);
    png_longjmp(png, 1);
}

void ignores(png_structp /*png*/, png_const_charp /*reason*/) { }

void readNext(png_structp png, png_bytep target, png_size_t bytes)
{
    PictureInput& input = PngJob::of(png_get_io_ptr(png)).input;
    if (!input.readNext(std::as_writable_bytes(std::span(target, bytes))))
        png_error(png, "the file ends too soon");
}

// Grey or RGB, of 8 or 16 bits, without opacity.
void setTransforms(png_structp png, png_infop info)
{
    png_set_expand(png);
    png_set_strip_alpha(png);
    if constexpr (std::endian::native == std::endian::little)
        png_set_swap(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
}

// All of it, after the leap's target was set. False where the caller stops it.
bool decodeRows(png_structp png, png_infop info, PngJob& job)
{
    png_read_info(png, info);
    const int passes = png_get_interlace_type(png, info) == PNG_INTERLACE_ADAM7 ? 7 : 1;
    setTransforms(png, info);
    const std::size_t rowBytes = png_get_rowbytes(png, info);
    const std::size_t rows = png_get_image_height(png, info);
    if (rowBytes * rows != job.pixels.size())
        png_error(png, "its extents have changed");
    for (int pass = 0; pass < passes; ++pass)
        for (std::size_t row = 0; row < rows; ++row) {
            if (job.stop.stop_requested())
                return false;
            auto* const target = job.pixels.data() + row * rowBytes;
            png_read_row(png, reinterpret_cast<png_bytep>(target), nullptr);
        }
    return true;
}

enum class Outcome : std::uint8_t { Decoded, Stopped, Failed };

// Nothing in here has a destructor: an error leaps back to setjmp.
Outcome runJob(png_structp png, png_infop info, PngJob& job)
{
    // NOLINTNEXTLINE(cert-err52-cpp,modernize-avoid-setjmp-longjmp): libpng knows no other way
    if (setjmp(png_jmpbuf(png)) != 0)
        return Outcome::Failed;
    return decodeRows(png, info, job) ? Outcome::Decoded : Outcome::Stopped;
}

Result<> decodePng(const std::shared_ptr<const PositionedFile>& file, std::span<std::byte> pixels,
    const std::stop_token& stop)
{
    PngJob job{PictureInput{*file}, pixels, stop};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &job, fails, ignores);
    png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
    if (info == nullptr) {
        png_destroy_read_struct(&png, nullptr, nullptr);
        throw std::bad_alloc();
    }
    png_set_read_fn(png, &job, readNext);
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX); // openPicture() looked at them
    png_set_chunk_malloc_max(png, mostInChunk);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, nullptr, 0);
    const Outcome outcome = runJob(png, info, job);
    png_destroy_read_struct(&png, &info, nullptr);
    if (outcome == Outcome::Stopped)
        return cancelled();
    if (outcome == Outcome::Decoded)
        return {};
    return std::unexpected(
        job.input.failure.value_or(damagedPicture(file->path(), "PNG", job.said.data())));
}

std::uint32_t bigEndian(std::span<const std::byte> bytes)
{
    std::uint32_t value = 0;
    for (const auto byte : bytes)
        value = value << 8U | std::to_integer<std::uint32_t>(byte);
    return value;
}

} // namespace

Result<Picture> pngPicture(const PositionedFile& file)
{
    constexpr std::size_t header = 12; // where "IHDR" is; its four fields follow
    std::array<std::byte, headBytes> head{};
    if (file.size().value < head.size())
        return std::unexpected(damagedPicture(file.path(), "PNG", "it ends in its head"));
    if (auto done = file.read(0, head); !done)
        return std::unexpected(std::move(done.error()));
    const std::span bytes(head);
    constexpr std::uint32_t name = 0x49484452; // "IHDR"
    const auto depth = std::to_integer<unsigned>(bytes[header + 12]);
    const auto colour = std::to_integer<unsigned>(bytes[header + 13]);
    if (bigEndian(bytes.subspan(header, 4)) != name)
        return std::unexpected(damagedPicture(file.path(), "PNG", "it has no head"));
    Picture picture;
    picture.columns = bigEndian(bytes.subspan(header + 4, 4));
    picture.rows = bigEndian(bytes.subspan(header + 8, 4));
    picture.channels = (colour & PNG_COLOR_MASK_COLOR) != 0 ? 3 : 1;
    constexpr unsigned deep = 16;
    picture.type = depth == deep ? ElementType::UInt16 : ElementType::UInt8;
    picture.format = "PNG";
    // The library keeps some rows, of four samples a pixel at the most.
    constexpr std::uint64_t rowsAndSamples = 3 * 4;
    picture.scratchBytes = picture.columns * rowsAndSamples * elementSize(picture.type);
    picture.decode = decodePng;
    return picture;
}

} // namespace tessera
