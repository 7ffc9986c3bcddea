// SPDX-License-Identifier: MIT
#include "core/base/child_process.h"

// For systems on which we do not know how to start ourselves.
namespace tessera {

Result<std::string> runSelf(std::span<const std::string>, const std::stop_token&)
{
    return fail(ErrorCode::Unsupported,
        "On this system the program does not know how to start itself once more.");
}

void endWithParent() { }

} // namespace tessera
