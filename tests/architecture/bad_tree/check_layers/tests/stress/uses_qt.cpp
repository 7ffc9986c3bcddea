// SPDX-License-Identifier: MIT
#include "core/tile/tile.h"
#include <QObject>
