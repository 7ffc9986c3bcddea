// SPDX-License-Identifier: MIT
#pragma once

#include "core/output/picture_writer.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>
#include <span>
#include <vector>

namespace tessera::test {

// RGB, without gaps.
struct RgbPicture {
    PlaneShape shape;
    std::vector<std::uint8_t> bytes;
};

inline RgbPicture noisePicture(PlaneShape shape)
{
    constexpr unsigned seed = 7;
    std::mt19937 random(seed);
    RgbPicture picture{
        shape, std::vector<std::uint8_t>(static_cast<std::size_t>(shape.rows * shape.columns * 3))};
    std::ranges::generate(picture.bytes, [&] { return static_cast<std::uint8_t>(random()); });
    return picture;
}

// Areas of one colour with a little noise, as pictures of classes are.
inline RgbPicture areaPicture(PlaneShape shape)
{
    RgbPicture picture = noisePicture(shape);
    for (std::size_t at = 0; at < picture.bytes.size(); ++at)
        if (at % 64 != 0)
            picture.bytes[at] = static_cast<std::uint8_t>(at / 4096 * 31);
    return picture;
}

inline Stripe stripeOf(
    const StripeWriter& writer, const RgbPicture& picture, std::int64_t first, std::int64_t rows)
{
    const auto rowBytes = static_cast<std::size_t>(picture.shape.columns) * 3;
    Stripe stripe;
    stripe.firstRow = first;
    stripe.rows = std::min(rows, picture.shape.rows - first);
    stripe.rowLead = writer.rowLead();
    stripe.rowBytes = stripe.rowLead + rowBytes;
    stripe.bytes = AlignedBuffer(static_cast<std::size_t>(stripe.rows) * stripe.rowBytes);
    std::memset(stripe.bytes.data(), 0xAA, stripe.bytes.size()); // memory is used again
    for (std::int64_t row = 0; row < stripe.rows; ++row)
        std::memcpy(
            stripe.bytes.data() + static_cast<std::size_t>(row) * stripe.rowBytes + stripe.rowLead,
            picture.bytes.data() + static_cast<std::size_t>(first + row) * rowBytes, rowBytes);
    return stripe;
}

// Without the end.
inline Result<void> writeStripes(
    StripeWriter& writer, const RgbPicture& picture, std::int64_t rowsAtOnce)
{
    if (auto begun = writer.begin(picture.shape); !begun)
        return begun;
    for (std::int64_t row = 0; row < picture.shape.rows; row += rowsAtOnce) {
        Stripe stripe = stripeOf(writer, picture, row, rowsAtOnce);
        if (auto encoded = writer.encode(stripe); !encoded)
            return encoded;
        if (auto appended = writer.append(stripe); !appended)
            return appended;
    }
    return {};
}

inline Result<void> writePicture(
    StripeWriter& writer, const RgbPicture& picture, std::int64_t rowsAtOnce)
{
    const auto written = writeStripes(writer, picture, rowsAtOnce);
    return written ? writer.finish() : written;
}

} // namespace tessera::test
