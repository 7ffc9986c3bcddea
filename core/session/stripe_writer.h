// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/error.h"
#include "core/grid/region.h"

#include <cstddef>
#include <cstdint>

namespace tessera {

// Some rows of a picture at full width, top row first. A row is `rowLead` bytes of the writer's own
// and 3 × columns bytes, RGB.
struct Stripe {
    std::int64_t firstRow = 0;
    std::int64_t rows = 0;
    std::size_t rowLead = 0;
    std::size_t rowBytes = 0; // the lead included
    AlignedBuffer bytes; // at least rows × rowBytes
    AlignedBuffer encoded; // what encode() made of it
    std::size_t encodedBytes = 0;
    std::uint32_t checksum = 0; // of encode(), for append()
};

// Takes a picture in stripes. Nothing appears under the target's name before finish() succeeded;
// destroyed earlier it leaves nothing behind.
// Threads: begin() comes first; encode() may be called by several threads at once, for different
// stripes; append() gets them in order, one at a time, and finish() comes last.
class StripeWriter {
public:
    StripeWriter() = default;
    StripeWriter(const StripeWriter&) = delete;
    StripeWriter& operator=(const StripeWriter&) = delete;
    virtual ~StripeWriter() = default;

    virtual std::size_t rowLead() const { return 0; }
    // At most, of a stripe of `bytes`; 0 where stripes are written as they are.
    virtual std::size_t encodedBound(std::size_t /*bytes*/) const { return 0; }

    virtual Result<void> begin(PlaneShape shape) = 0;
    virtual Result<void> encode(Stripe& /*stripe*/) { return {}; } // may throw std::bad_alloc
    virtual Result<void> append(const Stripe& stripe) = 0;
    virtual Result<void> finish() = 0;
};

} // namespace tessera
