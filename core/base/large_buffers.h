// SPDX-License-Identifier: MIT
#pragma once

namespace tessera {

// Large buffers of the process go back to the system as soon as they are freed, each by itself:
// holes between small ones that stay would otherwise hold several times the memory in use. For
// main(), before there are threads.
void returnLargeBuffers();

} // namespace tessera
