// SPDX-License-Identifier: MIT
#include "core/session/image_window.h"

#include "core/tile/plane_damage.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace tessera {

namespace {

constexpr double wishedPixels = 250'000;

void collect(const SampleView& samples, std::int64_t columnStep, std::vector<double>& values)
{
    withElementType(samples.type, [&]<class Sample>(Sample) {
        for (std::int64_t row = 0; row < samples.rows; ++row)
            for (std::int64_t column = 0; column < samples.columns; column += columnStep)
                for (std::int64_t channel = 0; channel < samples.classes; ++channel) {
                    const auto value = static_cast<double>(samples.row<Sample>(
                        row)[column * samples.columnStride + channel * samples.classStride]);
                    if (std::isfinite(value))
                        values.push_back(value);
                }
    });
}

double quantile(std::vector<double>& values, double share)
{
    const auto at =
        static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return values[static_cast<std::size_t>(at)];
}

} // namespace

Result<ImageWindow> findImageWindow(
    const VolumeSource& image, PlanePosition plane, Contrast contrast, const std::stop_token& stop)
{
    const PlaneShape shape = image.info().plane;
    const double all = static_cast<double>(shape.rows) * static_cast<double>(shape.columns);
    const auto step =
        static_cast<std::int64_t>(std::max(1.0, std::floor(std::sqrt(all / wishedPixels))));
    std::vector<double> values;
    ReadScratch scratch;
    std::optional<Error> damage;
    constexpr std::int64_t rowsAtOnce = 16;
    for (std::int64_t row = 0; row < shape.rows; row += rowsAtOnce * step) {
        const std::int64_t rows = std::min(rowsAtOnce, (shape.rows - row + step - 1) / step);
        const auto samples = image.read({plane, row, 0, rows, shape.columns, step}, scratch, stop);
        if (samples)
            collect(samples->view, step, values);
        else if (isLocalDamage(samples.error()))
            damage = samples.error();
        else
            return std::unexpected(samples.error());
    }
    if (values.empty() && damage)
        return std::unexpected(*std::move(damage));
    if (values.empty())
        return ImageWindow{};
    constexpr double tail = 0.005;
    if (contrast == Contrast::MinMax) {
        const auto [low, high] = std::ranges::minmax(values);
        return ImageWindow{low, high};
    }
    return ImageWindow{quantile(values, tail), quantile(values, 1 - tail)};
}

} // namespace tessera
