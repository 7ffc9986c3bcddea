// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/chunk_grid.h"
#include "core/source/storage_plan.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace tessera {

// Which chunks of an array were ever written. Where that was not told when the file was opened, the
// guide is asked for those that matter, once for each.
// Threads: every member may be called from any thread; asking the guide may wait for it.
class WrittenChunks {
public:
    // `written`: all of them, rising; empty where that is not known. `guide` outlives this.
    WrittenChunks(
        ChunkGrid grid, std::optional<std::vector<std::uint64_t>> written, ArrayGuide& guide);

    // False also where that cannot be said cheaply: the slab touches very many chunks.
    bool touchesNone(const ArraySlab& slab) const;

private:
    enum class State : std::uint8_t { Unknown, Written, Absent };

    bool touchesListed(const ArraySlab& slab) const;
    bool isAbsent(std::span<const std::uint64_t> chunks) const;
    bool ask(std::span<const std::uint64_t> chunks) const; // false: one is written, or no answer

    ChunkGrid m_grid;
    ArrayGuide& m_guide;
    bool m_isListed;
    std::vector<Extents> m_corners; // of the written chunks
    mutable std::mutex m_mutex;
    mutable std::vector<State> m_states; // guarded by m_mutex; empty where chunks are too many
};

} // namespace tessera
