// SPDX-License-Identifier: MIT
// The kernel alone, from memory to memory: reduce, merge, paint and block means. The variants and
// the floor take turns. The floor of a case is reading the same bytes into registers and filling
// the same output, row by row.
#include "core/kernel/kernel_table.h"
#include "core/kernel/mean_reducer.h"
#include "tests/benchmarks/bench.h"
#include "tests/benchmarks/kernel_field.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fmt/format.h>
#include <functional>
#include <string>
#include <vector>

using namespace tessera;
using bench::Field;
using bench::FieldShape;
using bench::Output;

namespace {

std::uint64_t keptAlive = 0; // what the floor read, so that it is read

void readBytes(const std::byte* bytes, std::int64_t count)
{
    std::uint64_t all = 0;
    for (std::int64_t at = 0; at + 8 <= count; at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes + at, sizeof word);
        all |= word;
    }
    keptAlive ^= all;
}

// Talk-sized, but no more than about 160 MB; in cache: a band as the readers hand them on.
FieldShape shaped(const bench::Options& options, FieldShape shape, bool inCache = false)
{
    shape.rows = options.isSmoke ? 33 : 1920;
    shape.columns = options.isSmoke ? 47 : 2560;
    const std::int64_t most = inCache ? 256 * 1024 : std::int64_t{160} * 1000 * 1000;
    const std::int64_t rowBytes =
        shape.columns * shape.classes * static_cast<std::int64_t>(elementSize(shape.type));
    shape.rows = std::max<std::int64_t>(1, std::min(shape.rows, most / rowBytes));
    return shape;
}

std::string nameOf(const char* what, const FieldShape& shape)
{
    return fmt::format("{} {} x {}{}", what, elementName(shape.type), shape.classes,
        shape.isPlanar ? " planes" : "");
}

// Times the floor and every variant in turns and prints a line for each.
void printVariants(const bench::Options& options, const std::string& name, double megapixels,
    const std::function<void()>& floor, const std::function<void(const KernelTable&)>& work)
{
    std::vector<std::function<void()>> ways{floor};
    for (const KernelTable& kernel : supportedKernels())
        ways.emplace_back([&kernel, &work] { work(kernel); });
    const auto timings = bench::measureInTurns(options, ways);
    bench::print(name + ", floor", timings.front(), megapixels, "Mpx");
    for (std::size_t index = 0; index < supportedKernels().size(); ++index)
        bench::print(fmt::format("{}, {}", name, supportedKernels()[index].name),
            timings[index + 1], megapixels, "Mpx");
}

void floorOfReduce(const Field& field, const ClassTarget& target)
{
    const SampleView view = field.view();
    const auto size = static_cast<std::int64_t>(elementSize(view.type));
    const std::int64_t planes = field.shape().isPlanar ? view.classes : 1;
    for (std::int64_t row = 0; row < view.rows; ++row) {
        for (std::int64_t plane = 0; plane < planes; ++plane)
            readBytes(view.data + (row * view.rowStride + plane * view.classStride) * size,
                view.columns * view.classes / planes * size);
        const ClassTarget line = target.shifted(row, 0);
        std::memset(line.codes, 1, static_cast<std::size_t>(view.columns));
        std::memset(line.numbers, 1, static_cast<std::size_t>(view.columns * size));
    }
}

void benchReduce(const bench::Options& options, const FieldShape& shape, int passes = 1)
{
    const Field field(shape);
    Output expected(shape);
    ReduceCounts ignored;
    scalar::reduceClasses(field.view(), expected.target(), ignored);
    Output output(shape);
    const auto repeatedly = [&](const auto& once) {
        for (int pass = 0; pass < passes; ++pass)
            once();
    };
    printVariants(
        options, nameOf(passes > 1 ? "reduce in cache" : "reduce", shape),
        static_cast<double>(shape.pixels() * passes) / 1e6,
        [&] { repeatedly([&] { floorOfReduce(field, output.target()); }); },
        [&](const KernelTable& kernel) {
            ReduceCounts counts;
            repeatedly([&] { kernel.reduce(field.view(), output.target(), counts); });
        });
    bench::check(output == expected, "variants reduce to the same bits");
}

void benchMerge(const bench::Options& options, const FieldShape& shape)
{
    const Field field(shape);
    Output expected(shape);
    ReduceCounts ignored;
    scalar::reduceClasses(field.view(), expected.target(), ignored);
    Output output(shape);
    const SampleView view = field.view();
    const auto eachPlane = [&](const auto& use) {
        SampleView plane = view;
        plane.classes = 1;
        for (std::int64_t index = 0; index < view.classes; ++index) {
            plane.data = view.data
                + index * view.classStride * static_cast<std::int64_t>(elementSize(view.type));
            use(plane, index);
        }
    };
    printVariants(
        options, nameOf("merge plane by plane", shape), static_cast<double>(shape.pixels()) / 1e6,
        [&] {
            const auto size = static_cast<std::int64_t>(elementSize(view.type));
            eachPlane([&](const SampleView& plane, std::int64_t index) {
                readBytes(plane.data, shape.pixels() * size);
                if (index > 0) {
                    readBytes(output.target().codes, shape.pixels());
                    readBytes(output.target().numbers, shape.pixels() * size);
                }
                std::memset(output.target().codes, 1, static_cast<std::size_t>(shape.pixels()));
                std::memset(
                    output.target().numbers, 1, static_cast<std::size_t>(shape.pixels() * size));
            });
        },
        [&](const KernelTable& kernel) {
            eachPlane([&](const SampleView& plane, std::int64_t index) {
                kernel.merge(plane, index, output.target());
            });
        });
    bench::check(output == expected, "variants merge to the same bits");
}

void benchPaint(const bench::Options& options, const FieldShape& shape)
{
    const Field field(shape);
    Output output(shape);
    ReduceCounts ignored;
    scalar::reduceClasses(field.view(), output.target(), ignored);
    const ColourTable colours(static_cast<std::size_t>(shape.classes), {{10, 100, 200}});
    std::vector<Pixel> expected(static_cast<std::size_t>(shape.pixels()));
    scalar::paintClasses(output.view(), colours, expected.data(), shape.columns);
    std::vector<Pixel> pixels(expected.size());
    printVariants(
        options, nameOf("paint", shape), static_cast<double>(shape.pixels()) / 1e6,
        [&] {
            const ClassView view = output.view();
            const auto size = static_cast<std::int64_t>(elementSize(shape.type));
            for (std::int64_t row = 0; row < view.rows; ++row) {
                readBytes(view.codes + row * view.rowStride, view.columns);
                readBytes(view.numbers + row * view.rowStride * size, view.columns * size);
                std::fill_n(pixels.data() + row * view.columns, view.columns, Pixel{1});
            }
        },
        [&](const KernelTable& kernel) {
            kernel.paint(output.view(), colours, pixels.data(), shape.columns);
        });
    bench::check(pixels == expected, "variants paint the same pixels");
}

void benchMeans(const bench::Options& options, const FieldShape& shape, int level)
{
    const Field field(shape);
    double sum = 0;
    const auto timings = bench::measureInTurns(options,
        {[&] {
             const SampleView view = field.view();
             readBytes(view.data, static_cast<std::int64_t>(field.byteCount()));
         },
            [&] {
                sum = 0;
                MeanReducer reducer(level, shape.columns, shape.classes);
                const auto sink = [&](const SampleView& means) { sum += *means.row<double>(0); };
                reducer.feed(field.view(), sink);
                reducer.finish(sink);
            }});
    const auto rowsOfLevel = static_cast<double>(((shape.rows - 1) >> level) + 1);
    bench::check(sum >= 0 && sum <= rowsOfLevel, "means of probabilities are probabilities");
    const double megapixels = static_cast<double>(shape.pixels()) / 1e6;
    const std::string name = nameOf(fmt::format("means level {}", level).c_str(), shape);
    bench::print(name + ", floor", timings[0], megapixels, "Mpx");
    bench::print(name, timings[1], megapixels, "Mpx");
}

} // namespace

int main(int argumentCount, char** arguments)
{
    using enum ElementType;
    const auto options = bench::optionsFrom(argumentCount, arguments);
    for (const ElementType type : {UInt8, Float16, Float32, Float64})
        for (const std::int64_t classes : {2, 3, 4, 8, 16, 32})
            benchReduce(options, shaped(options, {0, 0, classes, type, false}));
    for (const ElementType type : {UInt8, Float32, Float64})
        for (const std::int64_t classes : {4, 16})
            benchReduce(options, shaped(options, {0, 0, classes, type, true}));
    for (const ElementType type : {UInt8, Float32, Float64})
        benchReduce(options, shaped(options, {0, 0, 4, type, false}, true), 100);
    for (const ElementType type : {UInt8, Float32, Float64})
        benchMerge(options, shaped(options, {0, 0, 4, type, true}));
    for (const ElementType type : {UInt8, UInt16, Float16, Float32, Float64})
        benchPaint(options, shaped(options, {0, 0, 4, type, false}));
    benchPaint(options, shaped(options, {0, 0, 32, Float32, false}));
    for (const int level : {1, 2})
        for (const std::int64_t classes : {2, 4, 16})
            benchMeans(options, shaped(options, {0, 0, classes, Float32, false}), level);
    benchMeans(options, shaped(options, {0, 0, 4, Float64, false}), 2);
    benchMeans(options, shaped(options, {0, 0, 4, Float32, true}), 2);
    return keptAlive == 1 ? 1 : 0;
}
