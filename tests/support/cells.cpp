// SPDX-License-Identifier: MIT
#include "tests/support/cells.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace tessera::test {

namespace {

bool areSame(const AlignedBuffer& one, const AlignedBuffer& other)
{
    return one.size() == other.size()
        && (one.size() == 0 || std::memcmp(one.data(), other.data(), one.size()) == 0);
}

// All pixels become the same but these.
void clearAround(const CellSpec& spec, MeanCell& cell)
{
    const auto clear = [&](auto numbers) {
        const auto classes = static_cast<std::size_t>(spec.classes);
        const std::vector around(numbers.begin(), numbers.begin() + spec.classes);
        for (std::int64_t row = 0; row < spec.shape.rows; ++row)
            for (std::int64_t column = 0; column < spec.shape.columns; ++column)
                if (std::ranges::find(spec.pixels, std::pair{row, column}) == spec.pixels.end())
                    std::ranges::copy(around,
                        numbers
                            .subspan(static_cast<std::size_t>(row * spec.shape.columns + column)
                                    * classes,
                                classes)
                            .begin());
    };
    clear(cell.means.as<float>());
    if (spec.hasCounts)
        clear(cell.counts.as<std::uint64_t>());
}

} // namespace

CellPtr makeCell(const CellSpec& spec)
{
    constexpr std::uint32_t notANumberEvery = 7;
    constexpr float small = 1.0F / 1024;
    auto cell = std::make_shared<MeanCell>();
    cell->shape = spec.shape;
    cell->classes = spec.classes;
    cell->isUniform = spec.isUniform;
    const std::int64_t pixels = spec.isUniform ? 1 : spec.shape.rows * spec.shape.columns;
    const auto numbers = static_cast<std::size_t>(pixels * spec.classes);
    cell->means = AlignedBuffer(numbers * sizeof(float));
    std::uint32_t step = spec.seed;
    for (float& mean : cell->means.as<float>())
        mean = ++step % notANumberEvery == 0 ? std::numeric_limits<float>::quiet_NaN()
                                             : static_cast<float>(step % 1024) * small;
    cell->counts = AlignedBuffer(spec.hasCounts ? numbers * sizeof(std::uint64_t) : 0);
    for (std::uint64_t& count : cell->counts.as<std::uint64_t>())
        count = ++step % notANumberEvery == 0 ? 0 : step;
    if (!spec.pixels.empty())
        clearAround(spec, *cell);
    return cell;
}

bool areSame(const MeanCell& one, const MeanCell& other)
{
    return one.shape == other.shape && one.classes == other.classes
        && one.isUniform == other.isUniform && areSame(one.means, other.means)
        && areSame(one.counts, other.counts);
}

} // namespace tessera::test
