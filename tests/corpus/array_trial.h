// SPDX-License-Identifier: MIT
#pragma once

#include "tests/corpus/cli_visit.h"
#include "tests/corpus/stated_axes.h"

#include <string>
#include <vector>

namespace tessera::corpus {

// How one array of the corpus was understood.
struct ArrayTrial {
    bool isOpen = false;
    std::string axes; // as the command line program tells them
    bool areRight = true; // as stated, but for dimensions of one entry
    std::string axesWithoutClaims; // by samples and extents alone
    bool areRightWithoutClaims = true;
    bool isTimeForDepth = false; // all that is wrong of the same
    bool hasPicture = false; // that could be compared
    bool isPictureEqual = true;
    std::vector<std::string> faults; // sentences
};

// Hands the array to `info` and `render`, and looks at it again here without what the file claims.
ArrayTrial tryArray(const StatedArray& array, const VisitRules& rules);

} // namespace tessera::corpus
