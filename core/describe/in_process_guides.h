// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/guide_maker.h"

#include <memory>

namespace tessera {

// Guides that ask the HDF5 library in this process, where what it does to itself is done to all:
// for tests, and for the process whose purpose that is. Threads: any.
std::shared_ptr<GuideMaker> inProcessGuides();

} // namespace tessera
