// SPDX-License-Identifier: MIT
#include "core/source/picture_formats.h"

#include "core/base/path_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdio>
#include <utility>

#include <jpeglib.h>

namespace tessera {

namespace {

constexpr std::size_t bufferBytes = 65536;
// A progressive file may have very many scans, each of which takes as long as the picture is large.
constexpr int mostScans = 200;

// One decoding. libjpeg's error leaps to `back`; nothing on the way has a destructor.
struct JpegJob {
    PictureInput input;
    const std::stop_token& stop;
    std::array<char, JMSG_LENGTH_MAX> said{};
    std::array<JOCTET, bufferBytes> buffer{};
    jpeg_decompress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg_source_mgr source{};
    jpeg_progress_mgr progress{};
    std::jmp_buf back{};

    static JpegJob& of(jpeg_common_struct* jpeg)
    {
        return *static_cast<JpegJob*>(jpeg->client_data);
    }
    static JpegJob& of(jpeg_decompress_struct* jpeg)
    {
        return *static_cast<JpegJob*>(jpeg->client_data);
    }
};

[[noreturn]] void leapBack(JpegJob& job)
{
    // NOLINTNEXTLINE(cert-err52-cpp,modernize-avoid-setjmp-longjmp): libjpeg knows no other way
    std::longjmp(job.back, 1);
}

[[noreturn]] void fails(j_common_ptr jpeg)
{
    JpegJob& job = JpegJob::of(jpeg);
    (*jpeg->err->format_message)(jpeg, job.said.data());
    leapBack(job);
}

void ignores(j_common_ptr /*jpeg*/, int /*level*/) { }
void ignoresText(j_common_ptr /*jpeg*/) { }
void doesNothing(j_decompress_ptr /*jpeg*/) { }

// Behind the end of the file there are ends of image: what was there is shown.
boolean fill(j_decompress_ptr jpeg)
{
    constexpr std::array<JOCTET, 2> end{0xFF, JPEG_EOI};
    JpegJob& job = JpegJob::of(jpeg);
    const std::uint64_t size = job.input.file.size().value;
    auto bytes = static_cast<std::size_t>(job.input.position < size
            ? std::min<std::uint64_t>(size - job.input.position, bufferBytes)
            : 0);
    if (bytes == 0) {
        std::ranges::copy(end, job.buffer.begin());
        bytes = end.size();
    } else if (!job.input.readNext(std::as_writable_bytes(std::span(job.buffer).first(bytes)))) {
        leapBack(job);
    }
    job.source.next_input_byte = job.buffer.data();
    job.source.bytes_in_buffer = bytes;
    return TRUE;
}

void skip(j_decompress_ptr jpeg, long bytes)
{
    JpegJob& job = JpegJob::of(jpeg);
    if (bytes <= 0)
        return;
    const auto wanted = static_cast<std::size_t>(bytes);
    const std::size_t here = std::min(wanted, job.source.bytes_in_buffer);
    job.source.next_input_byte += here;
    job.source.bytes_in_buffer -= here;
    job.input.position += wanted - here;
}

void lookAround(j_common_ptr jpeg)
{
    JpegJob& job = JpegJob::of(jpeg);
    if (job.stop.stop_requested() || job.jpeg.input_scan_number > mostScans)
        leapBack(job);
}

void begin(JpegJob& job)
{
    job.jpeg.err = jpeg_std_error(&job.errors);
    job.errors.error_exit = fails;
    job.errors.emit_message = ignores;
    job.errors.output_message = ignoresText;
    job.jpeg.client_data = &job;
    jpeg_create_decompress(&job.jpeg);
    job.source.init_source = doesNothing;
    job.source.fill_input_buffer = fill;
    job.source.skip_input_data = skip;
    job.source.resync_to_restart = jpeg_resync_to_restart;
    job.source.term_source = doesNothing;
    job.jpeg.src = &job.source;
    job.progress.progress_monitor = lookAround;
    job.jpeg.progress = &job.progress;
    jpeg_read_header(&job.jpeg, TRUE);
    job.jpeg.out_color_space = job.jpeg.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
}

void decodeRows(JpegJob& job, std::span<std::byte> pixels)
{
    jpeg_start_decompress(&job.jpeg);
    const std::size_t rowBytes =
        std::size_t{job.jpeg.output_width} * static_cast<std::size_t>(job.jpeg.output_components);
    if (rowBytes * job.jpeg.output_height != pixels.size())
        leapBack(job); // it was written anew
    while (job.jpeg.output_scanline < job.jpeg.output_height) {
        auto* row = reinterpret_cast<JSAMPROW>(
            pixels.data() + std::size_t{job.jpeg.output_scanline} * rowBytes);
        jpeg_read_scanlines(&job.jpeg, &row, 1);
    }
}

// Nothing in here has a destructor: an error leaps back to setjmp. No pixels: the head only.
bool runJob(JpegJob& job, std::span<std::byte> pixels)
{
    // NOLINTNEXTLINE(cert-err52-cpp,modernize-avoid-setjmp-longjmp): libjpeg knows no other way
    if (setjmp(job.back) != 0)
        return false;
    begin(job);
    if (!pixels.empty())
        decodeRows(job, pixels);
    return true;
}

Error errorOf(const JpegJob& job)
{
    if (job.input.failure)
        return *job.input.failure;
    if (job.stop.stop_requested())
        return cancelled().error();
    return damagedPicture(job.input.file.path(), "JPEG", job.said.data());
}

Result<> decodeJpeg(const std::shared_ptr<const PositionedFile>& file, std::span<std::byte> pixels,
    const std::stop_token& stop)
{
    const auto job = std::make_unique<JpegJob>(PictureInput{*file}, stop);
    const bool isDecoded = runJob(*job, pixels);
    jpeg_destroy_decompress(&job->jpeg);
    return isDecoded ? Result<>() : std::unexpected(errorOf(*job));
}

} // namespace

Result<Picture> jpegPicture(const PositionedFile& file)
{
    const std::stop_token never;
    const auto job = std::make_unique<JpegJob>(PictureInput{file}, never);
    const bool isRead = runJob(*job, {});
    const auto& jpeg = job->jpeg;
    Picture picture;
    picture.rows = jpeg.image_height;
    picture.columns = jpeg.image_width;
    picture.channels = jpeg.num_components == 1 ? 1 : 3;
    picture.format = "JPEG";
    picture.decode = decodeJpeg;
    const bool isCmyk = jpeg.num_components > 3;
    // Of one that comes in scans, all coefficients are in memory until the last.
    if (isRead && jpeg_has_multiple_scans(&job->jpeg) != 0)
        picture.scratchBytes = std::uint64_t{jpeg.image_height} * jpeg.image_width
            * static_cast<std::uint64_t>(jpeg.num_components) * sizeof(JCOEF);
    jpeg_destroy_decompress(&job->jpeg);
    if (!isRead)
        return std::unexpected(errorOf(*job));
    if (isCmyk)
        return fail(ErrorCode::Unsupported,
            fmt::format(
                "{} is a JPEG file for printing (CMYK); save it as RGB.", shownName(file.path())),
            toUtf8(file.path()));
    return picture;
}

} // namespace tessera
