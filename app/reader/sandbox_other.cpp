// SPDX-License-Identifier: MIT
#include "app/reader/sandbox.h"

// For systems whose means we do not know.
namespace tessera {

void closeStrangeFiles() { }

std::vector<SandboxStep> limitResources()
{
    return {{"limits", false, "not on this system"}};
}

std::vector<SandboxStep> closeSandbox()
{
    return {{"sandbox", false, "not on this system"}};
}

void limitRequest() { }

} // namespace tessera
