// SPDX-License-Identifier: MIT
#include <H5Cpp.h>
