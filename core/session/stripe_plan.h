// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/session/stripe_writer.h"
#include "core/tile/tile_subject.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace tessera {

// How a plane is rendered in pieces that need little memory: stripes of whole rows, which a file
// takes one after the other; blocks of columns, each read by one thread; and steps, the rows of a
// block that are built at a time. All in pixels of the level. Pieces end on borders of chunks where
// chunks are not too large for that.
struct StripePlan {
    PlaneShape shape; // of the level
    std::int64_t stripeRows = 1;
    std::int64_t blockColumns = 1;
    std::int64_t stepRows = 1;
    std::size_t rowBytes = 0; // of a stripe
    int workers = 1; // that may build at once
    int stripesInFlight = 1;

    std::int64_t stripes() const { return (shape.rows + stripeRows - 1) / stripeRows; }
    std::int64_t blocksPerStripe() const
    {
        return (shape.columns + blockColumns - 1) / blockColumns;
    }
    PixelRect stripe(std::int64_t index) const;
    PixelRect block(std::int64_t stripeIndex, std::int64_t index) const;
};

struct StripeWish {
    int level = 0;
    int threads = 1;
    std::optional<ByteCount> memory =
        std::nullopt; // a cap on what stripes and workers hold together
    std::optional<PlaneShape> corner = std::nullopt; // only so much of the level, from the top left
};

// Errors: TooLarge where the memory does not allow even the smallest pieces.
Result<StripePlan> planStripes(
    const TileSubject& subject, const StripeWish& wish, const StripeWriter& writer);

} // namespace tessera
