// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/file_guide.h"
#include "core/source/linked_files.h"
#include "core/source/open_source.h"
#include "core/source/positioned_file.h"

#include <memory>

namespace tessera {

// An open file, whoever knows its format, and what may be held of it. No pointer is null.
struct GuidedFile {
    std::shared_ptr<const PositionedFile> file;
    std::shared_ptr<FileGuide> guide;
    std::shared_ptr<LinkedFiles> links; // that the guide asks for, too
    OpenLimits limits;
};

} // namespace tessera
