// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/guided_file.h"
#include "core/source/storage_plan.h"

#include <stop_token>
#include <string>

namespace tessera {

// How the samples of an array are read: by ourselves where that is possible, else by asking the
// guide. `facts` were checked. `isScaled`: as NumberConversion has it. Opens the files that hold
// parts of the array; those that cannot be opened stay in the plan with the reason.
StoragePlan planStorage(
    const GuidedFile& file, const ArrayFacts& facts, const std::string& subject, bool isScaled);

// The same plan, or one that asks the guide for all samples, where reading by ourselves brings
// something else for a part of the array. Reads that part: the first chunk, or two samples.
StoragePlan verified(StoragePlan plan, const ArrayFacts& facts, const std::stop_token& stop);

} // namespace tessera
