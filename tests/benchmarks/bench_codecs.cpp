// SPDX-License-Identifier: MIT
// Chunks unpacked from memory to memory, one thread; libhdf5's own filters for comparison, where it
// has them.
#include "core/source/codec_chunk.h"
#include "tests/benchmarks/bench.h"
#include "tests/benchmarks/pack_chunk.h"
#include "tests/support/hdf5_chunk.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <random>
#include <vector>

using namespace tessera;
using bench::Bytes;

namespace {

constexpr std::size_t classes = 4;

// Samples as a random forest writes them: hundredths, which add up to one.
template <class Sample> Bytes forestSamples(std::size_t pixels)
{
    constexpr int trees = 100;
    std::mt19937 random(20260731); // NOLINT(*-msc51-cpp): the same in every run
    std::vector<Sample> shares(pixels * classes);
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
        Sample* votes = shares.data() + pixel * classes;
        const std::size_t favourite = random() % classes;
        int left = trees;
        while (left > 0) {
            const int votesHere = std::min(left, 1 + static_cast<int>(random() % 40));
            const bool isFavourite = random() % 2 == 0;
            votes[isFavourite ? favourite : random() % classes] += static_cast<Sample>(votesHere);
            left -= votesHere;
        }
        for (std::size_t index = 0; index < classes; ++index)
            votes[index] /= trees;
    }
    Bytes bytes(shares.size() * sizeof(Sample));
    std::memcpy(bytes.data(), shares.data(), bytes.size());
    return bytes;
}

void report(const bench::Options& options, const std::string& name,
    const std::vector<FilterStep>& steps, const Bytes& samples, const Bytes& stored)
{
    Bytes out(samples.size());
    DecodeScratch scratch;
    const auto timing = bench::measure(options, [&] {
        const auto done = decodeChunk(steps, 0, stored, out, scratch);
        bench::check(done.has_value(), done ? name : done.error().message);
    });
    bench::check(out == samples, "the samples come back");
    const auto ratio = static_cast<double>(samples.size()) / static_cast<double>(stored.size());
    bench::print(fmt::format("{} ({:.1f} : 1)", name, ratio), timing,
        static_cast<double>(samples.size()) / 1e6, "MB");
}

void benchLibhdf5(const bench::Options& options, const std::string& name,
    const std::vector<FilterStep>& steps, const Bytes& samples, std::size_t width)
{
    const auto chunk = test::chunkOfLibhdf5(steps, samples, width);
    report(options, name, chunk.steps, samples, chunk.stored);
    const test::ReadByLibhdf5 reading(steps, samples, width);
    Bytes out(samples.size());
    const auto timing = bench::measure(options, [&] { reading.read(out); });
    bench::check(out == samples, "the samples come back");
    bench::print(fmt::format("{} by H5Dread", name), timing,
        static_cast<double>(samples.size()) / 1e6, "MB");
}

void benchAll(const bench::Options& options, const char* type, const Bytes& samples, unsigned width)
{
    const FilterStep shuffle{2, "shuffle", false, {width}};
    const FilterStep deflate{1, "deflate", false, {4}};
    const FilterStep fletcher32{3, "fletcher32", false, {}};
    const auto named = [&](const char* name) { return fmt::format("{} {}", type, name); };
    benchLibhdf5(options, named("shuffle"), {shuffle}, samples, width);
    benchLibhdf5(options, named("fletcher32"), {fletcher32}, samples, width);
    benchLibhdf5(options, named("deflate 4"), {deflate}, samples, width);
    benchLibhdf5(options, named("shuffle, deflate 4"), {shuffle, deflate}, samples, width);
    for (const auto& packed : bench::packEveryWay(samples, width))
        report(options, named(packed.name.c_str()), packed.steps, samples, packed.stored);
}

} // namespace

int main(int argumentCount, char** arguments)
{
    const auto options = bench::optionsFrom(argumentCount, arguments);
    const std::size_t edge = options.isSmoke ? 17 : 256;
    benchAll(options, "float32", forestSamples<float>(edge * edge), sizeof(float));
    benchAll(options, "float64", forestSamples<double>(edge * edge), sizeof(double));
    return 0;
}
