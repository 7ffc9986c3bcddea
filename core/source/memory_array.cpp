// SPDX-License-Identifier: MIT
#include "core/source/memory_array.h"

#include "core/base/path_text.h"
#include "core/source/array_file.h"
#include "core/source/strided_copy.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace tessera {

namespace {

Extents steppedStrides(const Extents& strides, const Extents& step)
{
    Extents result(strides.size());
    std::ranges::transform(strides, step, result.begin(), std::multiplies<>());
    return result;
}

} // namespace

MemoryArray::MemoryArray(AlignedBuffer samples, MemoryLayout layout, std::filesystem::path path)
    : m_path(std::move(path))
    , m_strides(layout.strides.empty() ? denseStrides(layout.shape) : std::move(layout.strides))
    , m_conversion(layout.number, layout.isScaled)
{
    if (m_conversion.isInPlace())
        m_conversion.inPlace(
            {samples.data(), samples.size() - samples.size() % m_conversion.stored().bytes});
    m_samples = std::make_shared<const AlignedBuffer>(std::move(samples));
}

Result<SlabSamples> MemoryArray::read(
    const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const
{
    if (stop.stop_requested())
        return cancelled();
    auto samples = held();
    if (!samples)
        return std::unexpected(wasReleased(m_path));
    std::int64_t first = 0;
    for (std::size_t dimension = 0; dimension < m_strides.size(); ++dimension)
        first += slab.start[dimension] * m_strides[dimension];
    const std::size_t bytes = m_conversion.stored().bytes;
    const std::byte* const from = samples->data() + static_cast<std::size_t>(first) * bytes;
    Extents strides = steppedStrides(m_strides, slab.step);
    if (m_conversion.isInPlace())
        return SlabSamples{from, std::move(strides), std::move(samples)};

    Extents dense = denseStrides(slab.count);
    const auto count = static_cast<std::size_t>(slab.samples());
    auto* const stored = scratch.stored.reserve(count * bytes);
    copyStrided(from, strides, stored, dense, slab.count, bytes);
    auto* const target = scratch.samples.reserve(count * elementSize(m_conversion.delivered()));
    m_conversion.apart({stored, count * bytes}, target);
    return SlabSamples{target, std::move(dense)};
}

void MemoryArray::release()
{
    const std::lock_guard lock(m_mutex);
    m_samples.reset();
}

std::shared_ptr<const AlignedBuffer> MemoryArray::held() const
{
    const std::lock_guard lock(m_mutex);
    return m_samples;
}

Error tooLargeForMemory(const std::filesystem::path& path, std::string_view subject,
    ByteCount needed, ByteCount allowed, std::string_view remedy)
{
    return {ErrorCode::TooLarge,
        fmt::format("{} has to be in memory as a whole, which needs {}, but {} may be used; {}, or "
                    "allow more memory.",
            subject, toText(needed), toText(allowed), remedy),
        toUtf8(path)};
}

} // namespace tessera
