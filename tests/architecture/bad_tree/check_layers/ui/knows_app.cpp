// SPDX-License-Identifier: MIT
#include "app/viewer/main_options.h"
#include "core/session/session.h"
#include <CLI/CLI.hpp>
#include <QWidget>
