// SPDX-License-Identifier: MIT
// The kernel alone, from memory to memory: reduce, block means, paint.
#include "core/kernel/mean_reducer.h"
#include "core/kernel/paint.h"
#include "core/kernel/reduce.h"
#include "core/kernel/sample_value.h"
#include "tests/benchmarks/bench.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <random>
#include <type_traits>
#include <vector>

using namespace tessera;

namespace {

constexpr unsigned seed = 20260731;

// Samples as a random forest writes them: hundredths, which add up to one.
struct Field {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t classes = 0;
    std::vector<double> shares; // pixel by pixel
};

Field randomField(std::int64_t rows, std::int64_t columns, std::int64_t classes)
{
    std::mt19937 random(seed);
    std::uniform_int_distribution<std::int64_t> pick(0, classes - 1);
    constexpr int trees = 100;
    Field field{rows, columns, classes, {}};
    field.shares.resize(static_cast<std::size_t>(rows * columns * classes));
    for (std::int64_t pixel = 0; pixel < rows * columns; ++pixel) {
        double* votes = field.shares.data() + pixel * classes;
        const std::int64_t favourite = pick(random);
        int left = trees;
        while (left > 0) {
            const int votesHere = std::min(left, 1 + static_cast<int>(random() % 40));
            const bool isFavourite = random() % 2 == 0;
            votes[isFavourite ? favourite : pick(random)] += votesHere;
            left -= votesHere;
        }
        for (std::int64_t index = 0; index < classes; ++index)
            votes[index] /= trees;
    }
    return field;
}

template <class Sample> std::vector<Sample> storedAs(const Field& field)
{
    std::vector<Sample> samples;
    samples.reserve(field.shares.size());
    for (const double share : field.shares)
        samples.push_back(static_cast<Sample>(std::is_integral_v<Sample> ? share * 255 : share));
    return samples;
}

template <class Sample> SampleView viewOf(const Field& field, const std::vector<Sample>& samples)
{
    ElementType type = ElementType::Float64;
    if constexpr (sizeof(Sample) == 1)
        type = ElementType::UInt8;
    else if constexpr (sizeof(Sample) == 4)
        type = ElementType::Float32;
    return {type, reinterpret_cast<const std::byte*>(samples.data()), field.rows, field.columns,
        field.classes, field.columns * field.classes, field.classes, 1};
}

// Output of the kernel, used again in every repeat: fresh pages would be measured otherwise.
struct Output {
    Output(std::int64_t rows, std::int64_t columns, ElementType type)
        : codes(static_cast<std::size_t>(rows * columns))
        , numbers(static_cast<std::size_t>(rows * columns) * elementSize(type))
        , target{reinterpret_cast<std::byte*>(codes.data()), numbers.data(), false, type, columns}
    {
    }
    std::vector<std::uint8_t> codes;
    std::vector<std::byte> numbers;
    ClassTarget target;
};

template <class Sample>
void checkReduced(const Field& field, const std::vector<Sample>& samples, const Output& output)
{
    for (std::size_t pixel = 0; pixel < output.codes.size(); pixel += 101) {
        const Sample* first = samples.data() + pixel * static_cast<std::size_t>(field.classes);
        const auto best = std::max_element(first, first + field.classes) - first;
        bench::check(output.codes[pixel] == best, "the first of the largest wins");
    }
}

template <class Sample>
void benchReduce(const bench::Options& options, const Field& field, const char* type)
{
    const auto samples = storedAs<Sample>(field);
    const SampleView view = viewOf(field, samples);
    Output output(field.rows, field.columns, view.type);
    const auto timing = bench::measure(options, [&] {
        ReduceCounts counts;
        reduceClasses(view, output.target, counts);
    });
    checkReduced(field, samples, output);
    const double megapixels = static_cast<double>(field.rows * field.columns) / 1e6;
    bench::print(fmt::format("reduce {} x {}", type, field.classes), timing, megapixels, "Mpx");
}

void benchMeans(const bench::Options& options, const Field& field, int level)
{
    const auto samples = storedAs<float>(field);
    const SampleView view = viewOf(field, samples);
    double sum = 0;
    const auto timing = bench::measure(options, [&] {
        sum = 0;
        MeanReducer reducer(level, field.columns, field.classes);
        const auto sink = [&](const SampleView& means) { sum += *means.row<double>(0); };
        reducer.feed(view, sink);
        reducer.finish(sink);
    });
    const auto rowsOfLevel = static_cast<double>(((field.rows - 1) >> level) + 1);
    bench::check(sum >= 0 && sum <= rowsOfLevel, "means of probabilities are probabilities");
    const double megapixels = static_cast<double>(field.rows * field.columns) / 1e6;
    bench::print(fmt::format("means level {}, float32 x {}", level, field.classes), timing,
        megapixels, "Mpx");
}

template <class Sample>
void benchPaint(const bench::Options& options, const Field& field, const char* type)
{
    const auto samples = storedAs<Sample>(field);
    const SampleView view = viewOf(field, samples);
    Output output(field.rows, field.columns, view.type);
    ReduceCounts counts;
    reduceClasses(view, output.target, counts);
    const ColourTable colours(static_cast<std::size_t>(field.classes), {{10, 100, 200}});
    std::vector<Pixel> pixels(output.codes.size());
    const ClassView tile{output.target.codes, output.target.numbers, false, view.type, field.rows,
        field.columns, field.columns};
    const auto timing =
        bench::measure(options, [&] { paintClasses(tile, colours, pixels.data(), field.columns); });
    const Sample best = *std::max_element(samples.begin(), samples.begin() + field.classes);
    bench::check((pixels.front() & 0xFF) == static_cast<Pixel>(200 * toProbability(best)),
        "a channel is colour x number");
    bench::print(fmt::format("paint {}", type), timing,
        static_cast<double>(field.rows * field.columns) / 1e6, "Mpx");
}

} // namespace

int main(int argumentCount, char** arguments)
{
    const auto options = bench::optionsFrom(argumentCount, arguments);
    // The talk's middle size, or a corner of it.
    const std::int64_t rows = options.isSmoke ? 33 : 1920;
    const std::int64_t columns = options.isSmoke ? 47 : 2560;
    for (const std::int64_t classes : {2, 4, 16}) {
        const Field field = randomField(rows, columns, classes);
        benchReduce<std::uint8_t>(options, field, "uint8");
        benchReduce<float>(options, field, "float32");
        benchReduce<double>(options, field, "float64");
        benchMeans(options, field, 1);
        benchMeans(options, field, 2);
    }
    const Field field = randomField(rows, columns, 4);
    benchPaint<float>(options, field, "float32");
    benchPaint<double>(options, field, "float64");
    return 0;
}
