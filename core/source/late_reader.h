// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/opened_array.h"

#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>

namespace tessera {

// Reads an array that is opened when it is first read: one that may never be needed.
// Threads: as SlabReader; `open` may be called by several threads at once.
class LateReader final : public SlabReader {
public:
    using Open = std::function<Result<ArrayPtr>(const std::stop_token&)>;
    LateReader(std::filesystem::path file, Open open);

    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const override;
    bool holdsNothing(const ArraySlab& slab) const override; // false before the first read
    void release() override;

private:
    Result<ArrayPtr> opened(const std::stop_token& stop) const;

    std::filesystem::path m_file;
    mutable std::mutex m_mutex;
    mutable Open m_open; // guarded by m_mutex; empty when it is not needed any more
    mutable std::optional<Result<ArrayPtr>> m_opened; // guarded by m_mutex
};

} // namespace tessera
