// SPDX-License-Identifier: MIT
#include "core/base/good.h"
#include <QString>
#include <QtCore/qglobal.h>
