// SPDX-License-Identifier: MIT
#pragma once

#include "core/levels/cell_archive.h"
#include "core/tile/plane_cells.h"
#include "tests/support/tile_reference.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace tessera::test {

// An archive in memory. Threads: every member may be called from any thread.
class MemoryArchive final : public CellArchive {
public:
    CellPtr load(const std::string& plane, const CellPosition& position, PlaneShape shape,
        std::int64_t classes) override
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_cells.find({plane, position});
        if (found == m_cells.end() || found->second->shape != shape
            || found->second->classes != classes)
            return nullptr;
        return found->second;
    }
    void save(const std::string& plane, const CellPosition& position, const MeanCell& cell) override
    {
        auto kept = std::make_shared<MeanCell>();
        kept->shape = cell.shape;
        kept->classes = cell.classes;
        kept->isUniform = cell.isUniform;
        kept->means = copyOf(cell.means);
        kept->counts = copyOf(cell.counts);
        const std::lock_guard lock(m_mutex);
        m_cells.insert_or_assign({plane, position}, std::move(kept));
    }
    bool holds(const std::string& plane, const CellPosition& position) override
    {
        const std::lock_guard lock(m_mutex);
        return m_cells.contains({plane, position});
    }
    std::size_t count() const
    {
        const std::lock_guard lock(m_mutex);
        return m_cells.size();
    }

private:
    static AlignedBuffer copyOf(const AlignedBuffer& buffer)
    {
        AlignedBuffer copy(buffer.size());
        for (std::size_t at = 0; at < buffer.size(); ++at)
            copy.data()[at] = buffer.data()[at];
        return copy;
    }

    mutable std::mutex m_mutex;
    std::map<std::pair<std::string, CellPosition>, CellPtr> m_cells; // guarded by m_mutex
};

// A subject whose coarse tiles are made of cells, whatever the size of its plane.
inline SubjectPtr subjectWithCells(const std::shared_ptr<const VolumeSource>& source,
    std::int64_t edge, std::int64_t cellEdge, CellPlaces places, TileKind kind = TileKind::Classes)
{
    const VolumeInfo& info = source->info();
    TileSubject subject{
        nextSubjectId(), source, {}, kind, Measure::TopProbability, TileGrid(info.plane, edge)};
    subject.cells = std::make_shared<PlaneCells>(
        TileGrid(info.plane, cellEdge), info.classes, std::move(places));
    return std::make_shared<const TileSubject>(std::move(subject));
}

inline CellPlaces memoryPlaces(ByteCount budget = megabytes(100))
{
    return {std::make_shared<CellStore>(budget)};
}

} // namespace tessera::test
