// SPDX-License-Identifier: MIT
#include "core/base/path_text.h"
#include "core/output/checked_row_writer.h"
#include "core/output/png_stream.h"

#include <fmt/format.h>

#include <utility>

namespace tessera {

namespace {

constexpr std::int64_t longestEdge = 0x7FFF'FFFF; // of the PNG format

class PngWriter final : public CheckedRowWriter {
public:
    PngWriter(const std::filesystem::path& target, PlaneShape shape, PartialFile file)
        : CheckedRowWriter(target, shape)
        , m_stream(std::move(file), shownName(target))
    {
    }
    Result<void> begin(PlaneShape shape)
    {
        return m_stream.begin(
            static_cast<std::uint32_t>(shape.columns), static_cast<std::uint32_t>(shape.rows));
    }

private:
    Result<void> encodeRow(std::span<const std::uint8_t> rgb) override
    {
        return m_stream.writeRow(rgb.data());
    }
    Result<void> encodeEnd() override { return m_stream.end(); }

    PngStream m_stream;
};

} // namespace

Result<std::unique_ptr<RowWriter>> createPngWriter(
    const std::filesystem::path& target, PlaneShape shape)
{
    if (auto valid = CheckedRowWriter::checkShape(target, shape); !valid)
        return std::unexpected(valid.error());
    if (shape.rows > longestEdge || shape.columns > longestEdge)
        return fail(ErrorCode::TooLarge,
            fmt::format("\"{}\" cannot be written: a PNG picture has at most {} rows and columns; "
                        "let the name end in .npy.",
                shownName(target), longestEdge),
            toUtf8(target));
    auto file = PartialFile::create(target);
    if (!file)
        return std::unexpected(file.error());
    auto writer = std::make_unique<PngWriter>(target, shape, std::move(*file));
    if (auto begun = writer->begin(shape); !begun)
        return std::unexpected(begun.error());
    return writer;
}

} // namespace tessera
