// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/source/array_info.h"
#include "core/source/array_slab.h"
#include "core/source/storage_plan.h"

#include <memory>

namespace tessera {

// One array of a file, open, of whatever format. What its dimensions mean is said elsewhere, so
// that the same array can be looked at in several ways without being opened again.
// Threads: any number at once, each read with a scratch of its own.
struct OpenedArray {
    ArrayInfo info;
    std::shared_ptr<SlabReader> reader; // never null
    std::shared_ptr<ArrayGuide> guide; // null where the format has none
    ByteCount mostAtOnce; // samples that one read may bring, whatever shape the file claims
    // All of it lies in the file `info.path`, whose change explains a read that fails. A folder of
    // files explains its own.
    bool liesInOneFile = true;

    void release() const // as that of VolumeSource
    {
        reader->release();
        if (guide)
            guide->release();
    }
};
using ArrayPtr = std::shared_ptr<const OpenedArray>;

} // namespace tessera
