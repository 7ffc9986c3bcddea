// SPDX-License-Identifier: MIT
#pragma once

namespace tessera {

// Makes the calling thread give way to those of normal priority. Does nothing where the system has
// no such thing. Threads: any, for itself.
void lowerThreadPriority();

} // namespace tessera
