// SPDX-License-Identifier: MIT
// What it costs to make probabilities of numbers before they are reduced, a band of rows at a time.
#include "core/kernel/reduce.h"
#include "core/source/sample_scaler.h"
#include "tests/benchmarks/bench.h"
#include "tests/benchmarks/kernel_field.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

using namespace tessera;

namespace {

constexpr std::int64_t bandRows = 4;

struct Way {
    const char* name;
    ValueScale scale;
};

// Classes and numbers of a band, written over by the next.
struct Target {
    explicit Target(std::int64_t columns)
        : codes(static_cast<std::size_t>(bandRows * columns))
        , numbers(static_cast<std::size_t>(bandRows * columns) * sizeof(double))
        , stride(columns)
    {
    }
    ClassTarget of(ElementType type) { return {codes.data(), numbers.data(), false, type, stride}; }

    AlignedBuffer codes;
    AlignedBuffer numbers;
    std::int64_t stride;
};

SampleView bandOf(const SampleView& all, std::int64_t row)
{
    SampleView band = all;
    band.rows = std::min(bandRows, all.rows - row);
    band.data += static_cast<std::size_t>(row * all.rowStride) * elementSize(all.type);
    return band;
}

void reduceAsStored(const SampleView& all, Target& target)
{
    ReduceCounts counts;
    for (std::int64_t row = 0; row < all.rows; row += bandRows)
        reduceClasses(bandOf(all, row), target.of(all.type), counts);
}

void reduceScaled(
    const SampleView& all, const ValueScale& scale, AlignedBuffer& memory, Target& target)
{
    const SampleScaler scaler(scale, 1, all.classes);
    ReduceCounts counts;
    for (std::int64_t row = 0; row < all.rows; row += bandRows) {
        const SampleView band = bandOf(all, row);
        auto* const made =
            reinterpret_cast<double*>(memory.reserve(scaler.samplesFor(band) * sizeof(double)));
        reduceClasses(scaler.apply(band, made), target.of(ElementType::Float32), counts);
    }
}

void benchField(const bench::Options& options, const bench::Field& field, const char* layout)
{
    const std::vector<Way> scaled{{"percent", {{0, 100}}}, {"logits", {{}, Activation::Softmax}},
        {"sigmoid", {{}, Activation::Sigmoid}}};
    const SampleView all = field.view();
    Target target(all.columns);
    AlignedBuffer memory;
    std::vector<std::function<void()>> ways{[&] { reduceAsStored(all, target); }};
    std::vector<std::string> names{"as stored"};
    for (const Way& way : scaled) {
        ways.emplace_back(
            [&all, &way, &memory, &target] { reduceScaled(all, way.scale, memory, target); });
        names.emplace_back(way.name);
    }
    const auto timings = bench::measureInTurns(options, ways);
    for (std::size_t way = 0; way < ways.size(); ++way)
        bench::print(fmt::format("{} {} classes {}", names[way], all.classes, layout), timings[way],
            static_cast<double>(all.rows * all.columns) / 1e6, "Mpx");
}

} // namespace

int main(int argumentCount, char** arguments)
{
    const auto options = bench::optionsFrom(argumentCount, arguments);
    const std::int64_t rows = options.isSmoke ? 8 : 1920;
    const std::int64_t columns = options.isSmoke ? 64 : 2560;
    for (const std::int64_t classes : {4, 16}) {
        const std::int64_t height = classes == 4 ? rows : rows / 4;
        benchField(options, bench::Field({height, columns, classes, ElementType::Float32, false}),
            "in pixels");
        benchField(options, bench::Field({height, columns, classes, ElementType::Float32, true}),
            "in planes");
    }
}
