// SPDX-License-Identifier: MIT
#include "core/source/slab_readers.h"

#include "core/source/chunked_reader.h"
#include "core/source/contiguous_reader.h"
#include "core/source/external_reader.h"
#include "core/source/strided_copy.h"

#include <atomic>
#include <utility>

namespace tessera {

namespace {

class OpaqueReader final : public SlabReader {
public:
    explicit OpaqueReader(const StoragePlan& plan)
        : m_guide(plan.guide)
        , m_conversion(plan.number, plan.isScaled)
    {
    }

    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const override
    {
        const auto samples = static_cast<std::size_t>(slab.samples());
        const std::size_t bytes = samples * m_conversion.stored().bytes;
        AlignedBuffer& memory = m_conversion.isInPlace() ? scratch.samples : scratch.stored;
        auto* const stored = memory.reserve(bytes);
        if (auto done = m_guide->readStored(slab, stored, stop); !done)
            return std::unexpected(std::move(done.error()));
        if (m_conversion.isInPlace())
            m_conversion.inPlace({stored, bytes});
        else
            m_conversion.apart({stored, bytes},
                scratch.samples.reserve(samples * elementSize(m_conversion.delivered())));
        return SlabSamples{scratch.samples.data(), denseStrides(slab.count)};
    }

    void release() override { } // the guide is released by who holds the plan

private:
    std::shared_ptr<ArrayGuide> m_guide;
    NumberConversion m_conversion;
};

// Of an array that was never written.
class FillReader final : public SlabReader {
public:
    explicit FillReader(const StoragePlan& plan)
        : m_path(plan.file)
        , m_fill(plan.fill)
    {
    }

    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& /*stop*/) const override
    {
        if (m_isReleased.load())
            return std::unexpected(wasReleased(m_path));
        const Extents strides = denseStrides(slab.count);
        auto* const target =
            scratch.samples.reserve(static_cast<std::size_t>(slab.samples()) * m_fill.size());
        fillStrided(m_fill.data(), target, strides, slab.count, m_fill.size());
        return SlabSamples{target, strides};
    }

    bool holdsNothing(const ArraySlab& /*slab*/) const override { return true; }
    void release() override { m_isReleased.store(true); }

private:
    std::filesystem::path m_path;
    std::vector<std::byte> m_fill;
    std::atomic<bool> m_isReleased = false;
};

} // namespace

std::unique_ptr<SlabReader> makeReader(
    const StoragePlan& plan, const std::shared_ptr<ChunkCache>& cache)
{
    if (std::holds_alternative<NothingStored>(plan.storage))
        return std::make_unique<FillReader>(plan);
    if (std::holds_alternative<OpaqueStorage>(plan.storage))
        return makeOpaqueReader(plan);
    if (const auto* external = std::get_if<ExternalStorage>(&plan.storage))
        return std::make_unique<ExternalReader>(plan, *external);
    if (const auto* contiguous = std::get_if<ContiguousStorage>(&plan.storage))
        return std::make_unique<ContiguousReader>(plan, contiguous->offset, plan.opened);
    return std::make_unique<ChunkedReader>(
        plan, std::get<ChunkedStorage>(plan.storage), plan.opened, cache);
}

std::unique_ptr<SlabReader> makeOpaqueReader(const StoragePlan& plan)
{
    return std::make_unique<OpaqueReader>(plan);
}

} // namespace tessera
