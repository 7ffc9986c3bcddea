// SPDX-License-Identifier: MIT
#include "core/kernel/variant.h"

namespace tessera {

std::string_view kernelVariant()
{
    return "scalar";
}

} // namespace tessera
