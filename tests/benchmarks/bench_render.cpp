// SPDX-License-Identifier: MIT
// A picture of the talk's middle size to a file: compressed by libpng and by us, and rendered from
// a contiguous HDF5 file of float64 x 4 to PNG and NPY.
#include "core/base/temporary_folder.h"
#include "core/output/picture_writer.h"
#include "core/session/row_render.h"
#include "tests/benchmarks/bench.h"
#include "tests/support/hdf5_fixture.h"

#include <fmt/format.h>
#include <png.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <latch>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace tessera;

namespace {

constexpr std::int64_t channels = 3;
const ColourTable colours{{{0, 0, 255}}, {{0, 255, 0}}, {{255, 0, 0}}, {{0, 255, 255}}};

struct Picture {
    PlaneShape shape;
    std::vector<std::uint8_t> rgb;
};

// The sample's probabilities, side by side until they fill the plane.
void writeVolume(const std::filesystem::path& path, PlaneShape plane)
{
    const auto sample = openVolume({TESSERA_SAMPLE, {}}, OpenLimits{megabytes(100)});
    bench::check(sample.has_value(), "the sample opens");
    const VolumeInfo& info = sample->probabilities->info();
    ReadScratch scratch;
    const auto read = sample->probabilities->read(
        {{}, 0, 0, info.plane.rows, info.plane.columns, 1}, scratch, {});
    bench::check(read && read->view.type == ElementType::Float32, "the sample is float32");
    const SampleView& view = read->view;
    std::vector<double> samples;
    samples.reserve(static_cast<std::size_t>(plane.rows * plane.columns * view.classes));
    for (std::int64_t row = 0; row < plane.rows; ++row)
        for (std::int64_t column = 0; column < plane.columns; ++column)
            for (std::int64_t index = 0; index < view.classes; ++index)
                samples.push_back(
                    view.row<float>(row % view.rows)[column % view.columns * view.columnStride
                        + index * view.classStride]);
    test::writeHdf5Dataset(path,
        {.shape = {static_cast<std::uint64_t>(plane.rows),
             static_cast<std::uint64_t>(plane.columns), static_cast<std::uint64_t>(view.classes)}},
        std::span<const double>(samples));
}

Picture pictureOf(const OpenedVolume& volume)
{
    Engine engine;
    Picture picture{volume.probabilities->info().plane, {}};
    const auto sink = [&](std::span<const std::uint8_t> row) -> Result<void> {
        picture.rgb.insert(picture.rgb.end(), row.begin(), row.end());
        return {};
    };
    bench::check(renderPlane(engine, volume, {.colours = colours}, sink).has_value(),
        "the volume is rendered");
    return picture;
}

struct Way {
    std::string name;
    std::filesystem::path file;
    std::function<void()> work;
};

enum class Effort { Default, LevelOneNoFilter };

void throughLibpng(const Picture& picture, const std::filesystem::path& path, Effort effort)
{
    constexpr int bits = 8;
    std::FILE* file = std::fopen(path.c_str(), "wb");
    bench::check(file != nullptr, "the picture can be written");
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    png_init_io(png, file);
    png_set_IHDR(png, info, static_cast<png_uint_32>(picture.shape.columns),
        static_cast<png_uint_32>(picture.shape.rows), bits, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
        PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (effort == Effort::LevelOneNoFilter) {
        png_set_compression_level(png, 1);
        png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    }
    png_write_info(png, info);
    for (std::int64_t row = 0; row < picture.shape.rows; ++row)
        png_write_row(png, picture.rgb.data() + row * picture.shape.columns * channels);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    std::fclose(file);
}

// As the renderer does it, but that the rows are there already.
void throughStripes(const Picture& picture, const std::filesystem::path& path, int threads)
{
    constexpr std::int64_t stripeRows = 32;
    const auto writer = createPngWriter(path);
    bench::check(writer->begin(picture.shape).has_value(), "the picture can be written");
    const std::int64_t rowBytes = picture.shape.columns * channels;
    const std::int64_t count = (picture.shape.rows + stripeRows - 1) / stripeRows;
    std::vector<Stripe> stripes(static_cast<std::size_t>(count));
    const auto encode = [&](std::int64_t index) {
        Stripe& stripe = stripes[static_cast<std::size_t>(index)];
        stripe.firstRow = index * stripeRows;
        stripe.rows = std::min(stripeRows, picture.shape.rows - stripe.firstRow);
        stripe.rowLead = writer->rowLead();
        stripe.rowBytes = stripe.rowLead + static_cast<std::size_t>(rowBytes);
        static thread_local AlignedBuffer rows; // used again, as the renderer does
        rows.reserve(static_cast<std::size_t>(stripe.rows) * stripe.rowBytes);
        stripe.bytes = std::move(rows);
        for (std::int64_t row = 0; row < stripe.rows; ++row)
            std::memcpy(stripe.bytes.data() + static_cast<std::size_t>(row) * stripe.rowBytes
                    + stripe.rowLead,
                picture.rgb.data() + (stripe.firstRow + row) * rowBytes,
                static_cast<std::size_t>(rowBytes));
        bench::check(writer->encode(stripe).has_value(), "a stripe is compressed");
        rows = std::move(stripe.bytes);
    };
    {
        std::vector<std::jthread> workers;
        for (int worker = 0; worker < threads; ++worker)
            workers.emplace_back([&, worker] {
                for (std::int64_t index = worker; index < count; index += threads)
                    encode(index);
            });
    }
    for (const Stripe& stripe : stripes)
        bench::check(writer->append(stripe).has_value(), "a stripe is written");
    bench::check(writer->finish().has_value(), "the picture is written");
}

void renderTo(
    const std::filesystem::path& volumePath, const std::filesystem::path& path, int threads)
{
    const auto volume = openVolume({volumePath, {}}, OpenLimits{megabytes(100)});
    bench::check(volume.has_value(), "the volume opens");
    Engine engine({.threads = threads, .cacheBudget = {}, .trace = nullptr});
    auto writer = createPictureWriter(path);
    bench::check(writer.has_value(), "the format is known");
    std::latch isDone(1);
    bool isGood = false;
    const auto render = PlaneRender::start(engine, *volume, {.colours = colours},
        std::move(*writer), {{}, [&](const Result<RenderCost>& result) {
                                 isGood = result.has_value();
                                 isDone.count_down();
                             }});
    isDone.wait();
    bench::check(isGood, "the volume is rendered");
}

void checkPng(const std::filesystem::path& path, const Picture& picture)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    bench::check(png_image_begin_read_from_file(&image, path.c_str()) != 0, "libpng reads it");
    image.format = PNG_FORMAT_RGB;
    std::vector<std::uint8_t> rgb(picture.rgb.size());
    png_image_finish_read(&image, nullptr, rgb.data(), 0, nullptr);
    bench::check(rgb == picture.rgb, "libpng finds the same pixels");
}

} // namespace

int main(int argumentCount, char** arguments)
{
    const auto options = bench::optionsFrom(argumentCount, arguments);
    const PlaneShape plane = options.isSmoke ? PlaneShape{70, 300} : PlaneShape{1920, 2560};
    const auto folder = TemporaryFolder::create();
    bench::check(folder.has_value(), "there is a place for temporary files");
    const auto inFolder = [&](const char* name) { return folder->path() / name; };
    writeVolume(inFolder("volume.h5"), plane);
    const auto volume = openVolume({inFolder("volume.h5"), {}}, OpenLimits{megabytes(100)});
    bench::check(volume.has_value(), "the volume opens");
    const Picture picture = pictureOf(*volume);

    using Path = std::filesystem::path;
    std::vector<Way> ways;
    const auto add = [&](std::string name, const char* file, auto work) {
        ways.push_back(
            {std::move(name), inFolder(file), [work, path = inFolder(file)] { work(path); }});
    };
    add("PNG: libpng, default", "default.png",
        [&](const Path& path) { throughLibpng(picture, path, Effort::Default); });
    add("PNG: libpng, level 1, no filter", "fast.png",
        [&](const Path& path) { throughLibpng(picture, path, Effort::LevelOneNoFilter); });
    for (const int threads : {1, 2}) {
        const auto plural = threads == 1 ? "thread" : "threads";
        add(fmt::format("PNG: by stripes, {} {}", threads, plural), "stripes.png",
            [&, threads](const Path& path) { throughStripes(picture, path, threads); });
        for (const char* file : {"rendered.png", "rendered.npy"})
            add(fmt::format("volume to {}, {} {}", file, threads, plural), file,
                [&, threads](const Path& path) { renderTo(inFolder("volume.h5"), path, threads); });
    }

    std::vector<std::function<void()>> works;
    works.reserve(ways.size());
    for (const Way& way : ways)
        works.push_back(way.work);
    const auto timings = bench::measureInTurns(options, works);
    const double megapixels = static_cast<double>(plane.rows * plane.columns) / 1e6;
    for (std::size_t index = 0; index < ways.size(); ++index) {
        const Path& file = ways[index].file;
        bench::print(fmt::format("{}, {}", ways[index].name,
                         toText(ByteCount{std::filesystem::file_size(file)})),
            timings[index], megapixels, "Mpx");
        if (file.extension() == ".png")
            checkPng(file, picture);
    }
    return 0;
}
