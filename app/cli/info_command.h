// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/guide_maker.h"
#include "core/source/reading_wish.h"

#include <memory>
#include <string>

namespace tessera {

struct InfoOptions {
    std::string location; // "FILE" or "FILE::/dataset"
    std::string image; // the raw image, as `location`; empty: one is looked for
    bool linkedFilesAnywhere = false; // as OpenLimits has it
    std::shared_ptr<GuideMaker> guides; // as OpenLimits has them
    ReadingWish reading = {};
    bool asJson = false;
};

// Prints what a file holds and how it would be shown; returns the exit code.
int runInfo(const InfoOptions& options);

} // namespace tessera
