// SPDX-License-Identifier: MIT
#include "core/base/partial_file.h"
#include "core/output/checked_row_writer.h"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace tessera {

namespace {

// "NPY format", version 1.0: magic, version, length of the text, the text, padded with blanks so
// that the data begins at a multiple of 64.
std::string npyHeader(PlaneShape shape)
{
    using namespace std::string_literals;
    constexpr std::size_t alignment = 64;
    constexpr std::size_t lengthBytes = 2;
    constexpr unsigned byteBits = 8;
    constexpr std::size_t byteMask = 0xFF;
    const std::string magic = "\x93NUMPY\x01\x00"s;
    std::string text =
        fmt::format("{{'descr': '|u1', 'fortran_order': False, 'shape': ({}, {}, {}), }}",
            shape.rows, shape.columns, CheckedRowWriter::channels);
    const std::size_t unpadded = magic.size() + lengthBytes + text.size() + 1;
    text.append((alignment - unpadded % alignment) % alignment, ' ');
    text += '\n';
    return magic + static_cast<char>(text.size() & byteMask)
        + static_cast<char>(text.size() >> byteBits) + text;
}

class NpyWriter final : public CheckedRowWriter {
public:
    NpyWriter(const std::filesystem::path& target, PlaneShape shape, PartialFile file)
        : CheckedRowWriter(target, shape)
        , m_file(std::move(file))
    {
    }

private:
    Result<void> encodeRow(std::span<const std::uint8_t> rgb) override
    {
        return m_file.write(std::as_bytes(rgb));
    }
    Result<void> encodeEnd() override { return m_file.commit(); }

    PartialFile m_file;
};

} // namespace

Result<std::unique_ptr<RowWriter>> createNpyWriter(
    const std::filesystem::path& target, PlaneShape shape)
{
    if (auto valid = CheckedRowWriter::checkShape(target, shape); !valid)
        return std::unexpected(valid.error());
    auto file = PartialFile::create(target);
    if (!file)
        return std::unexpected(file.error());
    const std::string header = npyHeader(shape);
    if (auto written = file->write(std::as_bytes(std::span(header))); !written)
        return std::unexpected(written.error());
    return std::make_unique<NpyWriter>(target, shape, std::move(*file));
}

} // namespace tessera
