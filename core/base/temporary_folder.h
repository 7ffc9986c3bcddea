// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <filesystem>

namespace tessera {

// A folder of its own in the system's place for temporary files (TMPDIR), which nobody else may
// look into; removed with all that is in it when destroyed. Errors: NotFound, NoPermission,
// WriteFailed. Threads: one at a time.
class TemporaryFolder {
public:
    static Result<TemporaryFolder> create();
    TemporaryFolder(TemporaryFolder&& other) noexcept;
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();

    const std::filesystem::path& path() const { return m_path; }

private:
    explicit TemporaryFolder(std::filesystem::path path);

    std::filesystem::path m_path; // empty once moved from
};

} // namespace tessera
