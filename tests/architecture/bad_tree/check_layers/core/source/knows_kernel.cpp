// SPDX-License-Identifier: MIT
#include "core/kernel/reduce.h"
#include <H5Cpp.h>
#include <png.h>
