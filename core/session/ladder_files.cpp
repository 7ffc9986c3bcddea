// SPDX-License-Identifier: MIT
// The crop as files: written for the lower steps of the ladder, and opened by them.
#include "core/session/ladder_crop.h"

#include "core/base/path_text.h"
#include "core/kernel/sample_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <new>
#include <span>
#include <string>
#include <vector>

namespace tessera {

namespace {

constexpr std::int64_t bandBytes = 16'000'000; // of float64, read and written at once

std::filesystem::path binaryFile(const std::filesystem::path& folder)
{
    return folder / "crop.bin";
}

std::filesystem::path textFile(const std::filesystem::path& folder, std::int64_t classIndex)
{
    return folder / fmt::format("{}.csv", classIndex);
}

std::unexpected<Error> cannotWrite(const std::filesystem::path& path)
{
    return fail(ErrorCode::WriteFailed,
        fmt::format("\"{}\" could not be written; there may be no room: set TMPDIR to a folder "
                    "with more.",
            toUtf8(path)),
        toUtf8(path));
}

Result<void> append(const std::filesystem::path& path, std::span<const char> bytes)
{
    std::ofstream file(path, std::ios::binary | std::ios::app);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    return file ? Result<void>() : cannotWrite(path);
}

// A number that is computed counts as the float32 that a tile keeps.
void widen(const SampleView& view, bool isComputed, std::vector<double>& numbers)
{
    numbers.clear();
    numbers.reserve(static_cast<std::size_t>(view.rows * view.columns * view.classes));
    withElementType(view.type, [&]<class Sample>(Sample) {
        for (std::int64_t row = 0; row < view.rows; ++row)
            for (std::int64_t column = 0; column < view.columns; ++column)
                for (std::int64_t index = 0; index < view.classes; ++index) {
                    const double number = toProbability(view.row<Sample>(
                        row)[column * view.columnStride + index * view.classStride]);
                    numbers.push_back(isComputed ? static_cast<float>(number) : number);
                }
    });
}

// As numpy.savetxt writes them: "%.18e".
void appendText(const SampleView& shape, std::span<const double> numbers, std::int64_t classIndex,
    std::string& text)
{
    constexpr int decimals = 18;
    constexpr std::size_t longest = 32;
    std::array<char, longest> letters{};
    text.clear();
    for (std::int64_t pixel = 0; pixel < shape.rows * shape.columns; ++pixel) {
        const double number = numbers[static_cast<std::size_t>(pixel * shape.classes + classIndex)];
        const auto end = std::to_chars(letters.data(), letters.data() + letters.size(), number,
            std::chars_format::scientific, decimals);
        text.append(letters.data(), end.ptr);
        text.push_back((pixel + 1) % shape.columns == 0 ? '\n' : ' ');
    }
}

Result<void> writeBand(const SampleView& shape, std::span<const double> numbers,
    const std::filesystem::path& folder, const std::stop_token& stop)
{
    const auto bytes = std::as_bytes(numbers);
    if (auto written =
            append(binaryFile(folder), {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        !written)
        return written;
    std::string text;
    for (std::int64_t index = 0; index < shape.classes; ++index) {
        if (stop.stop_requested())
            return cancelled();
        appendText(shape, numbers, index, text);
        if (auto written = append(textFile(folder, index), text); !written)
            return written;
    }
    return {};
}

} // namespace

Result<void> writeLadderFiles(const VolumeSource& source, const LadderCrop& crop,
    const std::filesystem::path& folder, const std::function<void(double)>& progress,
    const std::stop_token& stop)
try {
    const LadderShape& shape = crop.shape;
    const std::int64_t rowBytes =
        shape.columns * shape.classes * static_cast<std::int64_t>(sizeof(double));
    const std::int64_t height = std::clamp<std::int64_t>(bandBytes / rowBytes, 1, shape.rows);
    ReadScratch scratch;
    std::vector<double> numbers;
    for (std::int64_t row = 0; row < shape.rows; row += height) {
        const auto samples = source.read(
            {crop.plane, row, 0, std::min(height, shape.rows - row), shape.columns}, scratch, stop);
        if (!samples)
            return std::unexpected(samples.error());
        widen(samples->view, source.info().isComputed, numbers);
        if (auto written = writeBand(samples->view, numbers, folder, stop); !written)
            return written;
        if (progress)
            progress(static_cast<double>(std::min(row + height, shape.rows))
                / static_cast<double>(shape.rows));
    }
    return {};
} catch (const std::bad_alloc&) {
    return fail(ErrorCode::OutOfMemory,
        "There is not enough memory to prepare the ladder; let it climb fewer pixels.");
}

LadderInput ladderInput(
    const LadderShape& shape, ColourTable colours, const std::filesystem::path& folder)
{
    const auto open = [](const std::filesystem::path& path) -> std::unique_ptr<std::istream> {
        return std::make_unique<std::ifstream>(path, std::ios::binary);
    };
    return {shape, std::move(colours),
        [=](std::int64_t classIndex) { return open(textFile(folder, classIndex)); },
        [=] { return open(binaryFile(folder)); }};
}

} // namespace tessera
