// SPDX-License-Identifier: MIT
#include "core/base/partial_file.h"
#include "core/base/path_text.h"
#include "core/base/picture_mark.h"
#include "core/output/deflate_piece.h"
#include "core/output/picture_writer.h"

#include <fmt/format.h>
#include <libdeflate.h>

#include <array>
#include <cstring>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace tessera {

namespace {

constexpr std::int64_t mostRows = 0x7FFF'FFFF; // of the PNG format
constexpr std::int64_t mostColumns = 0x1000'0000; // that stripes of one row can be counted in

constexpr std::size_t chunkLead = 8; // length and type
constexpr std::size_t chunkEnd = 4; // checksum
constexpr std::array<std::uint8_t, 2> zlibHeader{0x78, 0x01}; // 32 kB window, fastest

void putBigEndian(std::byte* out, std::uint32_t value)
{
    constexpr unsigned topByte = 24;
    constexpr unsigned byteBits = 8;
    for (unsigned shift = topByte + byteBits; shift > 0; ++out) {
        shift -= byteBits;
        *out = static_cast<std::byte>(value >> shift);
    }
}

// Makes a chunk of what stands `chunkLead` bytes after `chunk`; returns its length.
std::size_t closeChunk(std::byte* chunk, const char* type, std::size_t bytes)
{
    constexpr std::size_t typeBytes = 4;
    putBigEndian(chunk, static_cast<std::uint32_t>(bytes));
    std::memcpy(chunk + typeBytes, type, typeBytes);
    putBigEndian(
        chunk + chunkLead + bytes, libdeflate_crc32(0, chunk + typeBytes, typeBytes + bytes));
    return chunkLead + bytes + chunkEnd;
}

// A PNG whose pixels are one zlib stream of independent pieces, one a stripe, each in a chunk of
// its own. Rows are not filtered: measured, filters only cost time on pictures of classes.
class PngWriter final : public StripeWriter {
public:
    explicit PngWriter(std::filesystem::path target)
        : m_target(std::move(target))
    {
    }

    std::size_t rowLead() const override { return 1; } // the number of the filter
    std::size_t encodedBound(std::size_t bytes) const override
    {
        return chunkLead + zlibHeader.size() + DeflatePiece::bound(bytes) + chunkEnd;
    }

    Result<void> begin(PlaneShape shape) override
    {
        if (auto checked = checkedPictureBytes(m_target, shape); !checked)
            return std::unexpected(std::move(checked.error()));
        if (shape.rows > mostRows || shape.columns > mostColumns)
            return fail(ErrorCode::TooLarge,
                fmt::format("\"{}\" cannot be written: a PNG picture has at most {} rows and {} "
                            "columns; let the name end in .npy.",
                    shownName(m_target), mostRows, mostColumns),
                toUtf8(m_target));
        auto file = PartialFile::create(m_target);
        if (!file)
            return std::unexpected(file.error());
        m_file.emplace(std::move(*file));
        return writeHeader(shape);
    }

    Result<void> encode(Stripe& stripe) override
    {
        const std::span bytes(
            stripe.bytes.data(), static_cast<std::size_t>(stripe.rows) * stripe.rowBytes);
        for (std::size_t row = 0; row < bytes.size(); row += stripe.rowBytes)
            bytes[row] = std::byte{0}; // no filter
        stripe.encoded.reserve(encodedBound(bytes.size()));
        std::byte* const chunk = stripe.encoded.data();
        std::byte* data = chunk + chunkLead;
        if (stripe.firstRow == 0) {
            std::memcpy(data, zlibHeader.data(), zlibHeader.size());
            data += zlibHeader.size();
        }
        auto compressor = takeCompressor();
        const std::size_t piece =
            compressor->compress(bytes, {data, DeflatePiece::bound(bytes.size())});
        giveBack(std::move(compressor));
        if (piece == 0)
            return fail(ErrorCode::WriteFailed,
                fmt::format("\"{}\" cannot be written: its pixels could not be compressed.",
                    shownName(m_target)),
                toUtf8(m_target));
        data += piece;
        stripe.checksum = libdeflate_adler32(1, bytes.data(), bytes.size());
        stripe.encodedBytes =
            closeChunk(chunk, "IDAT", static_cast<std::size_t>(data - chunk) - chunkLead);
        return {};
    }

    Result<void> append(const Stripe& stripe) override
    {
        m_checksum = joinedAdler32(
            m_checksum, stripe.checksum, static_cast<std::uint64_t>(stripe.rows) * stripe.rowBytes);
        return m_file->write({stripe.encoded.data(), stripe.encodedBytes});
    }

    Result<void> finish() override
    {
        // A last block without content, and the checksum of all pieces.
        constexpr std::array<std::uint8_t, 2> lastBlock{0x03, 0x00};
        constexpr std::size_t checksumBytes = 4;
        std::array<std::byte, 2 * (chunkLead + chunkEnd) + lastBlock.size() + checksumBytes> end{};
        std::memcpy(end.data() + chunkLead, lastBlock.data(), lastBlock.size());
        putBigEndian(end.data() + chunkLead + lastBlock.size(), m_checksum);
        const std::size_t first = closeChunk(end.data(), "IDAT", lastBlock.size() + checksumBytes);
        closeChunk(end.data() + first, "IEND", 0);
        if (auto written = m_file->write(end); !written)
            return written;
        return m_file->commit(PartialFile::Safety::WithTheSystem);
    }

private:
    using Compressor = std::unique_ptr<DeflatePiece>;

    Result<void> writeHeader(PlaneShape shape)
    {
        constexpr std::array<std::uint8_t, 8> signature{
            0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
        // 8 bits, RGB, the only compression and filter method there are, not interlaced.
        constexpr std::array<std::uint8_t, 5> form{8, 2, 0, 0, 0};
        constexpr std::size_t edgeBytes = 4;
        constexpr std::size_t headerBytes = 2 * edgeBytes + form.size();
        constexpr std::size_t srgbBytes = 1; // rendering intent 0, perceptual
        std::array<std::byte,
            signature.size() + 3 * (chunkLead + chunkEnd) + headerBytes + srgbBytes
                + pictureMark.size()>
            head{};
        std::memcpy(head.data(), signature.data(), signature.size());
        std::byte* chunk = head.data() + signature.size();
        putBigEndian(chunk + chunkLead, static_cast<std::uint32_t>(shape.columns));
        putBigEndian(chunk + chunkLead + edgeBytes, static_cast<std::uint32_t>(shape.rows));
        std::memcpy(chunk + chunkLead + 2 * edgeBytes, form.data(), form.size());
        chunk += closeChunk(chunk, "IHDR", headerBytes);
        chunk += closeChunk(chunk, "sRGB", srgbBytes);
        std::memcpy(chunk + chunkLead, pictureMark.data(), pictureMark.size());
        closeChunk(chunk, "tEXt", pictureMark.size());
        return m_file->write(head);
    }

    Compressor takeCompressor()
    {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_compressors.empty()) {
                Compressor one = std::move(m_compressors.back());
                m_compressors.pop_back();
                return one;
            }
        }
        return std::make_unique<DeflatePiece>();
    }

    void giveBack(Compressor compressor)
    {
        const std::lock_guard lock(m_mutex);
        m_compressors.push_back(std::move(compressor));
    }

    std::filesystem::path m_target;
    std::optional<PartialFile> m_file; // once begun
    std::uint32_t m_checksum = 1; // of what was appended
    std::mutex m_mutex;
    std::vector<Compressor> m_compressors; // guarded by m_mutex; not in use
};

} // namespace

std::unique_ptr<StripeWriter> createPngWriter(const std::filesystem::path& target)
{
    return std::make_unique<PngWriter>(target);
}

} // namespace tessera
