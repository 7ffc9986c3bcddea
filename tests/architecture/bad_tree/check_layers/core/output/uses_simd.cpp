// SPDX-License-Identifier: MIT
#include "core/session/session.h"
#include <immintrin.h>
#include <png.h>
