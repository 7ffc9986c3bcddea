// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"

#include <QString>

#include <cstdint>

namespace tessera {

// Numbers of the cost panel: three significant digits at most, the unit always there.

QString durationText(std::int64_t ns); // "2.14 ms"
QString bytesText(ByteCount bytes); // "61.3 MB"
QString rateText(ByteCount bytes, std::int64_t ns); // "6.40 GB/s"; a dash for no time at all
QString shareText(ByteCount held, ByteCount budget); // "61 of 512 MB", in the budget's unit

// The smallest of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten that is not below `value`: each
// halves to a number that reads well. 1 for nothing.
double niceCeiling(double value);

// Threads: any.

} // namespace tessera
