// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"

#include <QMetaType>
#include <QString>

#include <cstdint>

namespace tessera {

// What one rung of the ladder cost.
struct LadderBill {
    QString rung; // "v0" … "v7", "tessera-2"
    std::int64_t ns = 0;
    ByteCount peak; // of its process
    bool isSamePicture = false; // as the lowest rung
    QString error; // why there are no figures; empty where there are

    friend bool operator==(const LadderBill&, const LadderBill&) = default;
};

} // namespace tessera

Q_DECLARE_METATYPE(tessera::LadderBill)
