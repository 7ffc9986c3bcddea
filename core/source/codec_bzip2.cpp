// SPDX-License-Identifier: MIT
#include "core/source/codec_steps.h"

#include <algorithm>
#include <bzlib.h>
#include <limits>

namespace tessera::codec {

Decoded unbzip2(Parameters /*parameters*/, Stored stored, Out out, DecodeScratch& /*scratch*/)
{
    constexpr std::size_t most = std::numeric_limits<unsigned>::max();
    if (stored.size() > most)
        return damaged("its bzip2 data are longer than bzip2 allows");
    // The library takes what it reads by a pointer to what it might change, and does not.
    char* const from = const_cast<char*>(reinterpret_cast<const char*>(stored.data()));
    auto written = static_cast<unsigned>(std::min(out.size(), most));
    const int done = BZ2_bzBuffToBuffDecompress(reinterpret_cast<char*>(out.data()), &written, from,
        static_cast<unsigned>(stored.size()), /*small=*/0, /*verbosity=*/0);
    if (done == BZ_OUTBUFF_FULL)
        return damaged("its bzip2 data unpack to more than a chunk holds");
    if (done != BZ_OK)
        return damaged("its bzip2 data are damaged");
    return out.first(written);
}

} // namespace tessera::codec
