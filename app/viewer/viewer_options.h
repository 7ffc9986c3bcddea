// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/source/reading_wish.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tessera {

struct ViewerOptions {
    std::vector<std::string> locations; // "FILE" or "FILE::/dataset"
    std::string image; // raw image of the first of them; empty: one is looked for
    ReadingWish reading = {}; // of each
    bool opensSample = false;
    bool follows = false; // reads files again when they change
    std::string grab; // where to write a picture of the window; empty: stay open
    std::string trace; // where to write what happened; empty: nothing is recorded
    int width = 0; // of the window; 0: as it was last time
    int height = 0;
    int threads = 0; // 0: as many as cores
    ByteCount memory; // for data; 0: as the settings say
};

// The options, or the code to end with at once (help, version, a mistake); prints what there is to
// say.
struct ParsedOptions {
    ViewerOptions options;
    std::optional<int> exitCode;
};
ParsedOptions parseViewerOptions(int argc, char** argv);

} // namespace tessera
