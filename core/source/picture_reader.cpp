// SPDX-License-Identifier: MIT
#include "core/source/picture_reader.h"

#include "core/base/checked.h"
#include "core/base/path_text.h"
#include "core/base/plain_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>

namespace tessera {

namespace {

constexpr ByteCount leastAtOnce = megabytes(256); // as other formats have it

std::size_t bytesOf(const Picture& picture) // which openPicture() checked
{
    return static_cast<std::size_t>(picture.rows * picture.columns * picture.channels)
        * elementSize(picture.type);
}

Extents stridesOf(const Picture& picture)
{
    const auto channels = static_cast<std::int64_t>(picture.channels);
    const Extents strides{static_cast<std::int64_t>(picture.columns) * channels, channels};
    return picture.channels == 1 ? strides : Extents{strides[0], strides[1], 1};
}

} // namespace

bool PictureInput::readNext(std::span<std::byte> target) noexcept
{
    try {
        auto done = file.read(position, target);
        if (!done)
            failure = std::move(done.error());
        position += target.size();
        return done.has_value();
    } catch (const std::bad_alloc&) {
        return false;
    }
}

PictureReader::PictureReader(Picture picture, std::shared_ptr<const PositionedFile> file)
    : m_file(std::move(file))
    , m_picture(std::move(picture))
    , m_bytes(bytesOf(m_picture))
    , m_cache(ChunkCache::budgetToKeep({m_bytes}))
{
}

void PictureReader::release()
{
    m_file.release();
    m_cache.drop(0);
}

Result<SlabSamples> PictureReader::read(
    const ArraySlab& slab, ReadScratch& /*scratch*/, const std::stop_token& stop) const
{
    const auto file = m_file.get();
    if (!file)
        return std::unexpected(file.error());
    const auto decode = [&](AlignedBuffer& pixels) {
        return m_picture.decode(*file, {pixels.data(), m_bytes}, stop);
    };
    auto pixels = m_cache.get({0, 0}, m_bytes, decode, stop);
    if (!pixels)
        return std::unexpected(std::move(pixels.error()));
    Extents strides = stridesOf(m_picture);
    std::int64_t first = 0;
    for (std::size_t dimension = 0; dimension < strides.size(); ++dimension) {
        first += slab.start[dimension] * strides[dimension];
        strides[dimension] *= slab.step[dimension];
    }
    const auto offset = static_cast<std::size_t>(first) * elementSize(m_picture.type);
    return SlabSamples{(*pixels)->data() + offset, std::move(strides), *std::move(pixels)};
}

Result<ArrayPtr> openPicture(
    Picture picture, const std::shared_ptr<const PositionedFile>& file, ByteCount memory)
{
    const auto& path = file->path();
    const auto samples = checkedProduct(std::array<std::uint64_t, 4>{
        picture.rows, picture.columns, picture.channels, elementSize(picture.type)});
    if (!samples || *samples > memory.value || picture.scratchBytes > memory.value - *samples)
        return fail(ErrorCode::TooLarge,
            fmt::format("{} has {} × {} pixels, which need more memory than may be used; make it "
                        "smaller, or allow more memory.",
                shownName(path), picture.columns, picture.rows),
            toUtf8(path));
    if (*samples == 0)
        return std::unexpected(damagedPicture(path, picture.format, "it has no pixels"));
    ArrayInfo info;
    info.path = path;
    info.version = file->version();
    info.shape = {picture.rows, picture.columns};
    if (picture.channels > 1)
        info.shape.push_back(picture.channels);
    info.type = picture.type;
    const StoredNumber number{
        NumberKind::Unsigned, static_cast<std::uint8_t>(elementSize(picture.type))};
    info.unit = unitOf(number);
    info.storedType = elementName(picture.type);
    info.storage = picture.format;
    info.hints.axes.push_back(
        {picture.channels > 1 ? "yxc" : "yx", fmt::format("The {} file", picture.format)});
    return std::make_shared<const OpenedArray>(std::move(info),
        std::make_shared<PictureReader>(std::move(picture), file), nullptr,
        std::max(memory, leastAtOnce));
}

Error damagedPicture(
    const std::filesystem::path& path, const std::string& format, std::string_view reason)
{
    const auto plain = toPlainName(reason);
    return {ErrorCode::Malformed,
        fmt::format("{} cannot be read as {}{}; it may be damaged, save it again.", shownName(path),
            format, plain.empty() ? "" : fmt::format(" ({})", plain)),
        toUtf8(path)};
}

} // namespace tessera
