// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/guide_maker.h"

#include <memory>

namespace tessera {

// Loads all that will be needed of libraries, while files can still be opened; `hasPlugins`: the
// system's filter plugins too, which run as code of this process.
// Threads: the only one of the process.
std::shared_ptr<GuideMaker> loadLibraries(bool hasPlugins);

} // namespace tessera
