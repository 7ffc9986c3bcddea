// SPDX-License-Identifier: MIT
#include "../base/good.h"
