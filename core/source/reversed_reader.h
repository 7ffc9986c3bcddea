// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_slab.h"

#include <memory>

namespace tessera {

// Turns the dimensions of an array round: what is its first one here is the last one of the array
// that is read, as in files that store the first dimension as the fastest.
// Threads: as SlabReader.
class ReversedReader final : public SlabReader {
public:
    explicit ReversedReader(std::shared_ptr<SlabReader> reader); // not null

    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const override;
    bool holdsNothing(const ArraySlab& slab) const override;
    void release() override { m_reader->release(); }

private:
    std::shared_ptr<SlabReader> m_reader;
};

} // namespace tessera
