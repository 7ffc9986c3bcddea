// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/volume_source.h"

#include <atomic>
#include <cstdint>

namespace tessera::test {

// Two classes in chunks of 128 × 128, of which only those that touch `written` exist: there is a
// formula in that rectangle, and `fill` everywhere else. Threads: as VolumeSource.
class SparseSource final : public VolumeSource {
public:
    static constexpr std::int64_t chunkEdge = 128;
    static constexpr std::uint64_t chunkBytes =
        std::uint64_t{chunkEdge} * chunkEdge * 2 * sizeof(float);

    // Where it does not know, all must be read.
    SparseSource(PlaneShape plane, const PixelRect& written, float fill, bool knows = true)
        : m_written(written)
        , m_fill(fill)
        , m_knows(knows)
    {
        m_info.axes = *parseAxes("yxc");
        m_info.plane = plane;
        m_info.classes = 2;
        m_info.shape = {
            static_cast<std::uint64_t>(plane.rows), static_cast<std::uint64_t>(plane.columns), 2};
        m_info.chunk = {chunkEdge, chunkEdge, 2};
    }
    const VolumeInfo& info() const override { return m_info; }
    Result<Samples> read(const SourceRegion& region, ReadScratch& scratch,
        const std::stop_token& /*stop*/) const override
    {
        const auto bytes =
            static_cast<std::size_t>(region.rows * region.columns * 2) * sizeof(float);
        scratch.samples.reserve(bytes);
        float* value = scratch.samples.as<float>().data();
        for (std::int64_t row = region.row; row < region.row + region.rows; ++row)
            for (std::int64_t column = region.column; column < region.column + region.columns;
                ++column, value += 2)
                put(row, column, value);
        m_bytesRead += bytes;
        return Samples{{ElementType::Float32, scratch.samples.data(), region.rows, region.columns,
                           2, region.columns * 2, 2, 1},
            {bytes}};
    }
    bool holdsNothing(const SourceRegion& region) const override
    {
        return m_knows
            && (m_written.isEmpty() || region.row + region.rows <= chunkStart(m_written.row)
                || region.column + region.columns <= chunkStart(m_written.column)
                || region.row >= chunkEnd(m_written.row + m_written.rows)
                || region.column >= chunkEnd(m_written.column + m_written.columns));
    }
    std::uint64_t bytesRead() const { return m_bytesRead; }

private:
    static std::int64_t chunkStart(std::int64_t first) { return first - first % chunkEdge; }
    static std::int64_t chunkEnd(std::int64_t end) { return chunkStart(end + chunkEdge - 1); }
    void put(std::int64_t row, std::int64_t column, float* value) const
    {
        const bool isWritten = row >= m_written.row && row < m_written.row + m_written.rows
            && column >= m_written.column && column < m_written.column + m_written.columns;
        value[0] = isWritten ? static_cast<float>((7 * row + 13 * column) % 101) / 100 : m_fill;
        value[1] = isWritten ? 1 - value[0] : m_fill;
    }

    VolumeInfo m_info;
    PixelRect m_written;
    float m_fill;
    bool m_knows;
    mutable std::atomic<std::uint64_t> m_bytesRead = 0;
};

} // namespace tessera::test
