// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/reader_messages.h"

namespace tessera {

// From now on the system does few things for this process: memory that is not executed, reading
// what is open, messages on its socket, time, its own end. All else fails with EPERM.
// Threads: the only one of the process, which has no new privileges.
SandboxStep allowFewSystemCalls();

} // namespace tessera
