// SPDX-License-Identifier: MIT
#include "core/session/session.h"
#include "ui/window/main_window.h"
#include <CLI/CLI.hpp>
