// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/file_guide.h"
#include "core/source/other_files.h"
#include "core/source/positioned_file.h"

#include <memory>
#include <string>

namespace tessera {

// Gives a file a guide: in a process of its own, or in this one.
// Threads: open() by any, at once.
class GuideMaker {
public:
    GuideMaker() = default;
    GuideMaker(const GuideMaker&) = delete;
    GuideMaker& operator=(const GuideMaker&) = delete;
    virtual ~GuideMaker() = default;

    // `file` is an HDF5 file, open; the guide reads it through the same descriptor, so that
    // whatever is put in the place of its name meanwhile is never mixed with it.
    // Errors: Malformed, Unreadable, Cancelled.
    virtual Result<std::shared_ptr<FileGuide>> open(std::shared_ptr<const PositionedFile> file,
        std::shared_ptr<OtherFiles> others, const std::stop_token& stop) = 0;

    // What reads the files and how it is closed in, for a report of a fault; waits for nothing.
    virtual std::string report() const { return {}; }
};

} // namespace tessera
