// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/codec_chunk.h"

#include <cstddef>
#include <span>

// The steps of codec_chunk.h one by one. Each reads `stored` only, writes at most `out`, and gives
// what came of it: the beginning of `out`, or a part of `stored`. The two do not overlap.
namespace tessera::codec {

using Parameters = std::span<const unsigned>;
using Stored = std::span<const std::byte>;
using Out = std::span<std::byte>;
using Decoded = Result<std::span<const std::byte>>;

inline std::unexpected<Error> damaged(std::string message)
{
    return fail(ErrorCode::Malformed, std::move(message));
}

Decoded inflate(Parameters parameters, Stored stored, Out out, DecodeScratch& scratch);

// Leaves `out` alone.
Decoded checkFletcher32(Parameters parameters, Stored stored, Out out, DecodeScratch& scratch);

bool canUnshuffle(Parameters parameters);
Decoded unshuffle(Parameters parameters, Stored stored, Out out, DecodeScratch& scratch);

Decoded unbzip2(Parameters parameters, Stored stored, Out out, DecodeScratch& scratch);
Decoded unlzf(Parameters parameters, Stored stored, Out out, DecodeScratch& scratch);
Decoded unlz4(Parameters parameters, Stored stored, Out out, DecodeScratch& scratch);
Decoded unzstd(Parameters parameters, Stored stored, Out out, DecodeScratch& scratch);

bool canUnblosc(Parameters parameters);
Decoded unblosc(Parameters parameters, Stored stored, Out out, DecodeScratch& scratch);

bool canUnbitshuffle(Parameters parameters);
Decoded unbitshuffle(Parameters parameters, Stored stored, Out out, DecodeScratch& scratch);

} // namespace tessera::codec
