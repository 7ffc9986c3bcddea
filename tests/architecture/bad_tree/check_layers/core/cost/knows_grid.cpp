// SPDX-License-Identifier: MIT
#include "core/grid/axes.h"
