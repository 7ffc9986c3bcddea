// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/byte_count.h"
#include "core/source/codec_chunk.h"

namespace tessera {

// Memory of one thread that reads, used again for every read, so that none is allocated where it
// counts. It grows to what the largest read needed.
struct ReadScratch {
    AlignedBuffer samples; // what read() shows, where it does not show memory of the source
    AlignedBuffer stored; // bytes as they lie in the file
    AlignedBuffer chunk; // a chunk whose samples are then put in their place
    AlignedBuffer computed; // probabilities made of samples
    DecodeScratch decode;

    // What a large chunk needed while it was decoded is not kept for the next.
    void letGoOfStored()
    {
        stored = {};
        decode = {};
    }

    ByteCount held() const
    {
        return ByteCount{samples.size() + stored.size() + chunk.size() + computed.size()}
        + decode.held();
    }
};

} // namespace tessera
