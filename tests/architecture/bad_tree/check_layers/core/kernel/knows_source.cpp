// SPDX-License-Identifier: MIT
#include "core/source/volume_source.h"
