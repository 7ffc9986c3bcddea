// SPDX-License-Identifier: MIT
#include "core/base/good.h"

#include <vector>
