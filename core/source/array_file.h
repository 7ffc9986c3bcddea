// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/positioned_file.h"

#include <filesystem>
#include <memory>
#include <mutex>

namespace tessera {

// The file that holds an array's samples, open until release(); reads that are under way then end
// with it open. Threads: every member may be called from any thread.
class ArrayFile {
public:
    explicit ArrayFile(std::shared_ptr<const PositionedFile> file); // not null

    // Errors: Unreadable after release().
    Result<std::shared_ptr<const PositionedFile>> get() const;
    void release();

private:
    std::filesystem::path m_path;
    mutable std::mutex m_mutex;
    std::shared_ptr<const PositionedFile> m_file; // guarded by m_mutex; null when released
};

Error wasReleased(const std::filesystem::path& path);

} // namespace tessera
