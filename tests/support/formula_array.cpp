// SPDX-License-Identifier: MIT
#include "tests/support/formula_array.h"

#include <cmath>
#include <cstring>

namespace tessera::test {

namespace {

class FormulaReader final : public SlabReader {
public:
    explicit FormulaReader(FormulaSpec spec)
        : m_spec(std::move(spec))
    {
    }

    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const override
    {
        if (stop.stop_requested())
            return cancelled();
        ++m_spec.count->reads;
        m_spec.count->samples += slab.samples();
        if (m_spec.isBroken)
            return fail(ErrorCode::Unreadable, "This part is broken.");
        const auto size = elementSize(m_spec.info.type);
        std::byte* target =
            scratch.samples.reserve(static_cast<std::size_t>(slab.samples()) * size);
        Extents at(slab.count.size(), 0);
        Extents position(slab.count.size(), 0);
        for (std::int64_t sample = 0; sample < slab.samples(); ++sample, target += size) {
            for (std::size_t dimension = 0; dimension < at.size(); ++dimension)
                position[dimension] = slab.start[dimension] + at[dimension] * slab.step[dimension];
            store(m_spec.formula(position), target);
            for (auto dimension = at.size(); dimension-- > 0;) {
                if (++at[dimension] < slab.count[dimension])
                    break;
                at[dimension] = 0;
            }
        }
        return SlabSamples{scratch.samples.data(), denseStrides(slab.count)};
    }

    void release() override { }

private:
    void store(double number, std::byte* target) const
    {
        withElementType(m_spec.info.type, [&](auto sample) {
            using Sample = decltype(sample);
            if constexpr (std::is_integral_v<Sample>)
                sample = static_cast<Sample>(std::lround(number));
            else if constexpr (std::is_same_v<Sample, double>)
                sample = number / m_spec.info.unit;
            else if constexpr (std::is_same_v<Sample, float>)
                sample = static_cast<float>(number);
            std::memcpy(target, &sample, sizeof sample);
        });
    }

    FormulaSpec m_spec;
};

double wave(std::span<const std::int64_t> position, std::size_t without, double phase)
{
    double sum = phase;
    for (std::size_t dimension = 0; dimension < position.size(); ++dimension)
        if (dimension != without)
            sum += 0.05 * static_cast<double>(dimension + 1)
                * static_cast<double>(position[dimension]);
    return std::sin(sum);
}

double logitAt(std::span<const std::int64_t> position, std::size_t classes, double index)
{
    constexpr double sharpness = 3;
    return sharpness * wave(position, classes, index * index + index);
}

} // namespace

ArrayPtr formulaArray(const FormulaSpec& spec)
{
    return std::make_shared<const OpenedArray>(
        spec.info, std::make_shared<FormulaReader>(spec), nullptr, megabytes(256));
}

Formula smoothProbabilities(std::vector<std::uint64_t> shape, std::size_t classes, double total)
{
    return [shape = std::move(shape), classes, total](std::span<const std::int64_t> position) {
        double sum = 0;
        for (std::uint64_t index = 0; index < shape[classes]; ++index)
            sum += std::exp(logitAt(position, classes, static_cast<double>(index)));
        const auto own = static_cast<double>(position[classes]);
        return total * std::exp(logitAt(position, classes, own)) / sum;
    };
}

Formula smoothLogits(std::size_t classes)
{
    return [classes](std::span<const std::int64_t> position) {
        constexpr double shared = 2;
        return logitAt(position, classes, static_cast<double>(position[classes]))
            + shared * wave(position, classes, 1);
    };
}

Formula smoothField(double most)
{
    return [most](std::span<const std::int64_t> position) {
        constexpr double half = 0.5;
        return most * (half + half * wave(position, position.size(), 0));
    };
}

} // namespace tessera::test
