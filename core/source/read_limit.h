// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/source/array_info.h"

namespace tessera {

// The error where one read would bring more than may be used.
Error tooLargeAtOnce(const ArrayInfo& array, ByteCount bytes);

} // namespace tessera
