// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/positioned_file.h"
#include "core/source/storage_plan.h"

#include <filesystem>
#include <memory>
#include <mutex>

namespace tessera {

// The file that holds an array's samples, open until release(); reads that are under way then end
// with it open. Threads: every member may be called from any thread.
class ArrayFile {
public:
    explicit ArrayFile(const StoragePlan& plan);

    // Opened by the first call. Errors: as PositionedFile; Unreadable after release().
    Result<std::shared_ptr<const PositionedFile>> get() const;
    void release();

private:
    std::filesystem::path m_path;
    mutable std::mutex m_mutex;
    mutable std::shared_ptr<const PositionedFile> m_file; // guarded by m_mutex
    bool m_isReleased = false; // guarded by m_mutex
};

Error wasReleased(const std::filesystem::path& path);

} // namespace tessera
