// SPDX-License-Identifier: MIT
#include "core/output/rgba_png.h"

#include "core/base/path_text.h"
#include "core/kernel/rgb_bytes.h"
#include "core/output/picture_writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace tessera {

namespace {

Result<void> writeStripes(StripeWriter& writer, PlaneShape shape,
    std::span<const std::uint32_t> pixels, const std::function<bool(double)>& progress)
{
    constexpr std::int64_t rowsAtOnce = 64;
    constexpr std::size_t channels = 3;
    const auto columns = static_cast<std::size_t>(shape.columns);
    Stripe stripe;
    stripe.rowLead = writer.rowLead();
    stripe.rowBytes = stripe.rowLead + columns * channels;
    for (std::int64_t first = 0; first < shape.rows; first += rowsAtOnce) {
        if (progress && !progress(static_cast<double>(first) / static_cast<double>(shape.rows)))
            return cancelled();
        stripe.firstRow = first;
        stripe.rows = std::min(rowsAtOnce, shape.rows - first);
        auto* row = reinterpret_cast<std::uint8_t*>(
            stripe.bytes.reserve(static_cast<std::size_t>(stripe.rows) * stripe.rowBytes));
        for (std::int64_t index = 0; index < stripe.rows; ++index, row += stripe.rowBytes)
            toRgbBytes(pixels.subspan(static_cast<std::size_t>(first + index) * columns, columns),
                row + stripe.rowLead);
        if (auto encoded = writer.encode(stripe); !encoded)
            return encoded;
        if (auto appended = writer.append(stripe); !appended)
            return appended;
    }
    return {};
}

} // namespace

Result<void> writeRgbPng(const std::filesystem::path& path, PlaneShape shape,
    std::span<const std::uint32_t> rgbx, const std::function<bool(double)>& progress)
{
    const auto writer = createPngWriter(path);
    if (auto begun = writer->begin(shape); !begun)
        return begun;
    if (rgbx.size()
        != static_cast<std::size_t>(shape.rows) * static_cast<std::size_t>(shape.columns))
        return fail(ErrorCode::BadArgument,
            fmt::format("\"{}\" cannot be written: {} pixels do not make {} rows of {}.",
                shownName(path), rgbx.size(), shape.rows, shape.columns),
            toUtf8(path));
    if (auto written = writeStripes(*writer, shape, rgbx, progress); !written)
        return written;
    if (progress && !progress(1))
        return cancelled();
    return writer->finish();
}

} // namespace tessera
