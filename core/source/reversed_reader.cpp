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

ArraySlab reversed(const ArraySlab& slab)
{
    return {reversed(slab.start), reversed(slab.count), reversed(slab.step)};
}

} // namespace

ReversedReader::ReversedReader(std::shared_ptr<SlabReader> reader)
    : m_reader(std::move(reader))
{
}

Result<SlabSamples> ReversedReader::read(
    const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const
{
    auto samples = m_reader->read(reversed(slab), scratch, stop);
    if (samples)
        std::ranges::reverse(samples->strides);
    return samples;
}

bool ReversedReader::holdsNothing(const ArraySlab& slab) const
{
    return m_reader->holdsNothing(reversed(slab));
}

} // namespace tessera
