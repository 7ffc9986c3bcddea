// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/positioned_file.h"

#include <string>

namespace tessera {

// Opens the files that another file's content refers to (by links, virtual or external arrays),
// where that is allowed. Threads: open() by any, at once.
class OtherFiles {
public:
    OtherFiles() = default;
    OtherFiles(const OtherFiles&) = delete;
    OtherFiles& operator=(const OtherFiles&) = delete;
    virtual ~OtherFiles() = default;

    // `name` as found in the file: relative to the file's folder, or absolute.
    // Errors: NotFound, NoPermission (also where the user did not allow it), Unsupported.
    virtual Result<PositionedFile> open(const std::string& name) = 0;
};

} // namespace tessera
