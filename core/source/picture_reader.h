// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/array_file.h"
#include "core/source/chunk_cache.h"
#include "core/source/opened_array.h"
#include "core/source/positioned_file.h"
#include "core/source/stored_number.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

namespace tessera {

// A picture that can only be decoded as a whole: its extents, as its head claims them, and what
// decodes it.
struct Picture {
    std::uint64_t rows = 0;
    std::uint64_t columns = 0;
    std::uint64_t channels = 1; // 1 or 3
    ElementType type = ElementType::UInt8; // or UInt16
    std::string format; // "PNG"
    std::uint64_t scratchBytes = 0; // that decoding takes beside the pixels

    // Fills `pixels`, rows × columns × channels, in this machine's order of bytes. May throw
    // std::bad_alloc.
    using Decode = std::function<Result<>(const std::shared_ptr<const PositionedFile>& file,
        std::span<std::byte> pixels, const std::stop_token& stop)>;
    Decode decode;
};

// What a library decodes from, byte after byte. Threads: one at a time.
struct PictureInput {
    const PositionedFile& file;
    std::uint64_t position = 0;
    std::optional<Error> failure = std::nullopt; // of the system

    // The next bytes; false where they cannot be read. A library calls it, which no exception may
    // go through.
    bool readNext(std::span<std::byte> target) noexcept;
};

// Shows a picture as an array: rows, columns and, where there are three, channels. It is decoded
// when it is first looked at, and kept. Threads: as SlabReader.
class PictureReader final : public SlabReader {
public:
    PictureReader(Picture picture, std::shared_ptr<const PositionedFile> file);

    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const override;
    void release() override;

private:
    ArrayFile m_file;
    Picture m_picture;
    std::size_t m_bytes;
    mutable ChunkCache m_cache; // of the one picture
};

// Errors: TooLarge where the picture and what decoding takes are more than `memory`; Malformed.
Result<ArrayPtr> openPicture(
    Picture picture, const std::shared_ptr<const PositionedFile>& file, ByteCount memory);

// The error where a picture cannot be decoded; `reason` is the library's, any bytes.
Error damagedPicture(
    const std::filesystem::path& path, const std::string& format, std::string_view reason);

} // namespace tessera
