// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/colour.h"
#include "core/session/stripe_writer.h"
#include "core/tile/tile_builder.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace tessera {

// What the pieces of a picture cost, summed over all workers. Times in nanoseconds.
struct RenderCost {
    std::int64_t readNs = 0; // and decode
    std::int64_t reduceNs = 0;
    std::int64_t paintNs = 0;
    std::int64_t encodeNs = 0;
    std::int64_t writeNs = 0;
    ByteCount bytesDecoded; // of samples

    RenderCost& operator+=(const RenderCost& other);
};

// What becomes of a picture of which something cannot be read. In any case its subject's
// PlaneDamage has what it was.
enum class DamagePolicy : std::uint8_t {
    Stop, // the first damage is the end, and its reason the error
    Refuse, // nothing is written, but all of the plane is looked at
    Mark, // it is written, with stripes where pixels are lost
};

// What stays the same while a plane is rendered.
struct RenderJob {
    SubjectPtr subject;
    int level = 0;
    ColourTable colours;
    DamagePolicy policy = DamagePolicy::Stop;
};

// Makes blocks of stripes: reads, reduces and paints them a few rows at a time, so that nothing but
// the stripe grows with the picture. Its memory is used again for the next block.
// Threads: one at a time.
class StripePainter {
public:
    // `block` lies inside the stripe's rows; `stepRows` are built at a time. Adds to `cost`. Throws
    // std::bad_alloc.
    Result<void> paint(const RenderJob& job, const PixelRect& block, std::int64_t stepRows,
        Stripe& stripe, const std::stop_token& stop, RenderCost& cost);

private:
    void fitTo(const RenderJob& job, const PixelRect& step);
    void hatch(const PixelRect& step, const TileDamage& damage);

    // Not the worker's: a cap on memory may allow fewer of these than there are workers.
    WorkerScratch m_scratch;
    std::vector<std::unique_ptr<Tile>> m_tiles; // one: the numbers of a step
    std::int64_t m_room = 0; // pixels that it has room for
    AlignedBuffer m_pixels;
};

} // namespace tessera
