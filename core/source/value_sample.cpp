// SPDX-License-Identifier: MIT
#include "core/source/value_sample.h"

#include "core/base/checked.h"
#include "core/base/half.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace tessera {

namespace {

constexpr std::uint64_t mostChunks = 12; // of all places but the first
constexpr std::uint64_t mostBytes = 8U << 20U; // decoded, of the same
constexpr std::uint64_t mostChunksOfLooks = 64; // first places along one dimension after the other
constexpr std::uint64_t mostChunksAtOnce = 256;
constexpr std::uint64_t mostBytesAtOnce = 64U << 20U; // 64 classes in chunks of 1 MB
constexpr std::uint64_t mostSamples = 1U << 16U; // of one box
constexpr std::size_t mostFailures = 2; // then the file is damaged, or its reader gone

// A box is so many pixels wide and, where a chunk is decoded anyway, high.
constexpr std::int64_t boxColumns = 8;
constexpr std::int64_t boxRows = 4;
constexpr std::int64_t columnStep = 4;

bool isOneOf(std::span<const std::size_t> dimensions, std::size_t dimension)
{
    return std::ranges::find(dimensions, dimension) != dimensions.end();
}

// The number in the file that a delivered sample stands for.
double numberOf(const std::byte* sample, ElementType type, double unit)
{
    constexpr double mostOf8Bits = 255;
    constexpr double mostOf16Bits = 65535;
    return withElementType(type, [&](auto value) {
        std::memcpy(&value, sample, sizeof value);
        if constexpr (std::is_same_v<decltype(value), std::uint8_t>)
            return unit == mostOf8Bits ? value : value * (unit / mostOf8Bits);
        else if constexpr (std::is_same_v<decltype(value), std::uint16_t>)
            return unit == mostOf16Bits ? value : value * (unit / mostOf16Bits);
        else
            return static_cast<double>(value) * unit;
    });
}

// Takes every `step`th of the samples.
void copyNumbers(const SlabSamples& samples, const Extents& count, const Extents& step,
    const ArrayInfo& info, std::vector<double>& target)
{
    Extents at(count.size(), 0);
    const auto size = static_cast<std::int64_t>(elementSize(info.type));
    for (double& value : target) {
        std::int64_t place = 0;
        for (std::size_t dimension = 0; dimension < at.size(); ++dimension)
            place += at[dimension] * step[dimension] * samples.strides[dimension];
        value = numberOf(samples.data + place * size, info.type, info.unit);
        for (auto dimension = at.size(); dimension-- > 0;) {
            if (++at[dimension] < count[dimension])
                break;
            at[dimension] = 0;
        }
    }
}

// Spread evenly however many are taken, in any number of dimensions.
double spread(std::size_t place, std::size_t dimension)
{
    constexpr double golden = 0.6180339887498949;
    constexpr double middle = 0.5;
    const double step = std::pow(golden, 1.0 / static_cast<double>(dimension + 1));
    const double at = middle + static_cast<double>(place) * step;
    return at - std::floor(at);
}

} // namespace

ValueSampler::ValueSampler(
    const OpenedArray& array, const Axes& likeliest, const std::stop_token& stop)
    : m_array(array)
    , m_likeliest(likeliest)
    , m_stop(stop)
{
    if (!array.info.chunk.empty())
        m_chunkBytes = checkedProduct(checkedProduct(array.info.chunk).value_or(mostBytesAtOnce),
            elementSize(array.info.type))
                           .value_or(std::numeric_limits<std::uint64_t>::max());
}

std::uint64_t ValueSampler::chunksFor(std::span<const std::size_t> whole) const
{
    std::uint64_t chunks = 1;
    if (m_chunkBytes != 0)
        for (const auto dimension : whole) {
            const auto extent = m_array.info.shape[dimension];
            const auto chunk = m_array.info.chunk[dimension];
            const auto more = extent / chunk + (extent % chunk == 0 ? 0 : 1);
            chunks =
                checkedProduct(chunks, more).value_or(std::numeric_limits<std::uint64_t>::max());
        }
    return chunks;
}

bool ValueSampler::isAffordable(std::span<const std::size_t> whole) const
{
    std::uint64_t samples = 1;
    for (const auto dimension : whole)
        samples = checkedProduct(samples, m_array.info.shape[dimension]).value_or(mostSamples + 1);
    const auto chunks = chunksFor(whole);
    const auto bytes = checkedProduct(chunks, m_chunkBytes);
    // One chunk is decoded for the view too, however large it is.
    return samples <= mostSamples && chunks <= mostChunksAtOnce
        && (chunks == 1 || (bytes && *bytes <= mostBytesAtOnce));
}

bool ValueSampler::pay(std::uint64_t chunks, bool isFirstPlace)
{
    const bool isFirst = m_chunksRead == 0;
    const auto after = m_chunksRead + chunks;
    const auto bytes = checkedProduct(after, m_chunkBytes);
    const bool isCheap = after <= (isFirstPlace ? mostChunksOfLooks : mostChunks) && bytes
        && *bytes <= (isFirstPlace ? mostBytesAtOnce : mostBytes);
    if (!isFirst && m_chunkBytes != 0 && !isCheap)
        return false;
    m_chunksRead = after;
    return true;
}

std::int64_t ValueSampler::positionIn(std::size_t place, std::size_t dimension) const
{
    const auto extent = static_cast<std::int64_t>(m_array.info.shape[dimension]);
    if (place > 0)
        return std::min(
            extent - 1, static_cast<std::int64_t>(spread(place - 1, dimension) * double(extent)));
    const Axis axis = m_likeliest.order[dimension];
    return axis == Axis::Y || axis == Axis::X ? extent / 2 : 0;
}

ArraySlab ValueSampler::slabAt(std::size_t place, std::span<const std::size_t> whole) const
{
    const auto& shape = m_array.info.shape;
    ArraySlab slab{Extents(shape.size(), 0), Extents(shape.size(), 1), Extents(shape.size(), 1)};
    std::uint64_t samples = 1;
    for (const auto dimension : whole) {
        slab.count[dimension] = static_cast<std::int64_t>(shape[dimension]);
        samples *= shape[dimension];
    }
    // The fastest of the others are given a width: one, two where a chunk is decoded anyway.
    const std::size_t mostWide = m_chunkBytes != 0 ? 2 : 1;
    std::size_t wide = 0;
    for (auto dimension = shape.size(); dimension-- > 0;) {
        if (isOneOf(whole, dimension))
            continue;
        const bool isWide = shape[dimension] > 1 && wide < mostWide
            && samples * static_cast<std::uint64_t>(boxColumns) <= mostSamples;
        slab.start[dimension] = positionIn(place, dimension);
        if (!isWide)
            continue;
        widen(slab, dimension, wide == 0 ? boxColumns : boxRows);
        samples *= static_cast<std::uint64_t>(slab.count[dimension]);
        ++wide;
    }
    return slab;
}

// Around its start, inside one chunk.
void ValueSampler::widen(ArraySlab& slab, std::size_t dimension, std::int64_t most) const
{
    const auto& info = m_array.info;
    const auto extent = static_cast<std::int64_t>(info.shape[dimension]);
    const auto chunk = m_chunkBytes == 0
        ? extent
        : static_cast<std::int64_t>(std::min(info.chunk[dimension], info.shape[dimension]));
    const auto position = slab.start[dimension];
    const auto first = position / chunk * chunk;
    const auto end = std::min(extent, first + chunk);
    const auto count = std::min(most, end - first);
    const auto step = std::clamp<std::int64_t>((end - first) / count, 1, columnStep);
    const auto reach = (count - 1) * step;
    slab.start[dimension] = std::clamp(position - reach / 2, first, end - 1 - reach);
    slab.count[dimension] = count;
    slab.step[dimension] = step;
}

// Formats read rows with steps between them, but not all of them anything else.
Result<ValueBox> ValueSampler::read(const ArraySlab& slab)
{
    ArraySlab dense = slab;
    for (std::size_t dimension = 0; dimension < slab.count.size(); ++dimension)
        dense.count[dimension] = (slab.count[dimension] - 1) * slab.step[dimension] + 1;
    dense.step.assign(dense.step.size(), 1);
    const auto samples = m_array.reader->read(dense, m_scratch, m_stop);
    if (!samples)
        return std::unexpected(samples.error());
    ValueBox box{slab.count, {}, std::vector<double>(static_cast<std::size_t>(slab.samples()))};
    copyNumbers(*samples, slab.count, slab.step, m_array.info, box.values);
    return box;
}

Result<std::vector<ValueBox>> ValueSampler::take(
    const std::vector<std::size_t>& whole, std::size_t first, std::size_t end)
{
    std::vector<ValueBox> boxes;
    boxes.reserve(end - first);
    const auto chunks = chunksFor(whole);
    if (first == 0)
        m_starts.clear();
    m_starts.reserve(m_starts.size() + end - first);
    for (auto place = first; place < end && m_failures < mostFailures; ++place) {
        if (m_stop.stop_requested())
            return cancelled();
        auto slab = slabAt(place, whole);
        if (place > 0 && std::ranges::find(m_starts, slab.start) != m_starts.end())
            continue;
        if (!pay(chunks, place == 0))
            break;
        auto box = read(slab);
        m_starts.push_back(std::move(slab.start));
        if (box) {
            box->whole = whole;
            boxes.push_back(*std::move(box));
        } else if (m_stop.stop_requested()) {
            return cancelled();
        } else {
            ++m_failures;
        }
    }
    return boxes;
}

} // namespace tessera
