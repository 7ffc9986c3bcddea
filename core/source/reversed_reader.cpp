// SPDX-License-Identifier: MIT
#include "core/source/reversed_reader.h"

#include <algorithm>
#include <utility>

namespace tessera {

namespace {

Extents reversed(const Extents& extents)
{
    return {extents.rbegin(), extents.rend()};
}

} // namespace

ReversedReader::ReversedReader(std::shared_ptr<SlabReader> reader)
    : m_reader(std::move(reader))
{
}

Result<SlabSamples> ReversedReader::read(
    const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const
{
    auto samples = m_reader->read(
        {reversed(slab.start), reversed(slab.count), reversed(slab.step)}, scratch, stop);
    if (samples)
        std::ranges::reverse(samples->strides);
    return samples;
}

} // namespace tessera
