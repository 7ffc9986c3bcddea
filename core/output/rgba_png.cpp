// SPDX-License-Identifier: MIT
#include "core/output/rgba_png.h"

#include "core/base/path_text.h"
#include "core/output/checked_row_writer.h"

#include <fmt/format.h>

#include <vector>

namespace tessera {

namespace {

void toRgbBytes(std::span<const std::uint32_t> pixels, std::span<std::uint8_t> rgb)
{
    constexpr unsigned redShift = 16;
    constexpr unsigned greenShift = 8;
    std::size_t at = 0;
    for (const std::uint32_t pixel : pixels) {
        rgb[at++] = static_cast<std::uint8_t>(pixel >> redShift);
        rgb[at++] = static_cast<std::uint8_t>(pixel >> greenShift);
        rgb[at++] = static_cast<std::uint8_t>(pixel);
    }
}

} // namespace

Result<void> writeRgbPng(const std::filesystem::path& path, PlaneShape shape,
    std::span<const std::uint32_t> rgbx, const std::function<bool(double)>& progress)
{
    constexpr std::size_t rowsPerReport = 64;
    auto writer = createPngWriter(path, shape);
    if (!writer)
        return std::unexpected(writer.error());
    const auto rows = static_cast<std::size_t>(shape.rows);
    const auto columns = static_cast<std::size_t>(shape.columns);
    if (rgbx.size() != rows * columns)
        return fail(ErrorCode::BadArgument,
            fmt::format("\"{}\" cannot be written: {} pixels do not make {} rows of {}.",
                shownName(path), rgbx.size(), rows, columns),
            toUtf8(path));

    std::vector<std::uint8_t> rgb(columns * CheckedRowWriter::channels);
    for (std::size_t row = 0; row < rows; ++row) {
        if (progress && row % rowsPerReport == 0
            && !progress(static_cast<double>(row) / static_cast<double>(rows)))
            return cancelled();
        toRgbBytes(rgbx.subspan(row * columns, columns), rgb);
        if (auto written = (*writer)->writeRow(rgb); !written)
            return written;
    }
    if (progress && !progress(1))
        return cancelled();
    return (*writer)->finish();
}

} // namespace tessera
