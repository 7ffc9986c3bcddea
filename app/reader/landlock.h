// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/reader_messages.h"

namespace tessera {

// Takes away, for good, every access to files by name, TCP, and signals and abstract sockets beyond
// this process, as far as the kernel knows them.
// Threads: the only one of the process, which has no new privileges.
SandboxStep closeWithLandlock();

} // namespace tessera
