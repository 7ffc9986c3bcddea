// SPDX-License-Identifier: MIT
#pragma once
#include "core/session/session.h"
