// SPDX-License-Identifier: MIT
#include "core/tile/tile.h"
#include <hdf5.h>
#include <QTest>
