// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <span>
#include <stop_token>
#include <string>

namespace tessera {

// Runs this very program once more with other arguments, until it ends, and gives what it wrote to
// its standard output; what it says on standard error goes where ours goes. A stop ends it at once.
// Errors: Cancelled (also when an interrupt ended it), OutOfMemory (the system ended it),
// Unsupported (not on this system), Unreadable (it could not be started, or it crashed).
// Threads: any; blocks.
Result<std::string> runSelf(
    std::span<const std::string> arguments, const std::stop_token& stop = {});

// Called by a child: from now on the system ends it as soon as its parent is gone.
void endWithParent();

} // namespace tessera
