// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/reader_messages.h"

#include <vector>

namespace tessera {

// What this process can still do after a step of these is what it needs to read open files and to
// answer on its socket. What the system does not offer is left out, and said.
// Threads: the only one of the process.

// Closes every descriptor but the standard ones and that of the socket.
void closeStrangeFiles();

// Memory, processor time, files that may be open, and none that may be written.
std::vector<SandboxStep> limitResources();

// For good: no file can be opened, nothing run, nobody connected to or disturbed. What a library
// loads late must be loaded before. In a build with sanitizers the process keeps what these need.
std::vector<SandboxStep> closeSandbox();

// Ends this process when what it does next takes unreasonable processor time: the one that waits
// for it may have gone, and would not end it.
void limitRequest();

} // namespace tessera
