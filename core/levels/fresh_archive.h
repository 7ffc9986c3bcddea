// SPDX-License-Identifier: MIT
#pragma once

#include "core/levels/cell_archive.h"

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace tessera {

// An archive in which nothing is found but what was saved through it: so all is made anew, and
// replaces what was there.
// Threads: as CellArchive.
class FreshArchive final : public CellArchive {
public:
    explicit FreshArchive(std::shared_ptr<CellArchive> archive)
        : m_archive(std::move(archive))
    {
    }

    CellPtr load(const std::string& plane, const CellPosition& position, PlaneShape shape,
        std::int64_t classes) override
    {
        return isFresh(plane, position) ? m_archive->load(plane, position, shape, classes)
                                        : nullptr;
    }
    void save(const std::string& plane, const CellPosition& position, const MeanCell& cell) override
    {
        m_archive->save(plane, position, cell);
        const std::lock_guard lock(m_mutex);
        m_saved.emplace(plane, position);
    }
    bool holds(const std::string& plane, const CellPosition& position) override
    {
        return isFresh(plane, position) && m_archive->holds(plane, position);
    }

private:
    bool isFresh(const std::string& plane, const CellPosition& position)
    {
        const std::lock_guard lock(m_mutex);
        return m_saved.contains({plane, position});
    }

    const std::shared_ptr<CellArchive> m_archive;
    std::mutex m_mutex;
    std::set<std::pair<std::string, CellPosition>> m_saved; // guarded by m_mutex
};

} // namespace tessera
