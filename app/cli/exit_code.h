// SPDX-License-Identifier: MIT
#pragma once

namespace tessera {

// What the command line ends with.
enum ExitCode : int { exitOk = 0, exitFailed = 1, exitUsage = 2 };

} // namespace tessera
