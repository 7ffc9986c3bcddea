// SPDX-License-Identifier: MIT
#include "core/source/codec_steps.h"

#include <cstdint>
#include <cstring>

namespace tessera::codec {

namespace {

constexpr std::size_t literalLimit = 32; // below it a control byte counts literals, less one
constexpr std::size_t wide = 16; // bytes copied at once where there is room for too many

// Where the next bytes are written, and how far that may go.
struct Target {
    std::byte* at;
    std::byte* end;

    std::size_t room() const { return static_cast<std::size_t>(end - at); }
};

void copyLiterals(const std::byte* from, std::size_t left, std::size_t count, Target& target)
{
    if (left >= literalLimit && target.room() >= literalLimit)
        std::memcpy(target.at, from, literalLimit); // a fixed length needs no call
    else
        std::memcpy(target.at, from, count);
    target.at += count;
}

// Repeats what lies `distance` before; the two may overlap, and the later bytes are then those just
// written.
void copyMatch(std::size_t distance, std::size_t count, Target& target)
{
    const std::byte* from = target.at - distance;
    std::byte* const stop = target.at + count;
    if (distance >= wide && target.room() >= count + wide) {
        for (std::byte* at = target.at; at < stop; at += wide, from += wide)
            std::memcpy(at, from, wide);
    } else if (distance == 1) {
        std::memset(target.at, std::to_integer<int>(*from), count);
    } else {
        for (std::byte* at = target.at; at < stop; ++at, ++from)
            *at = *from;
    }
    target.at = stop;
}

} // namespace

// LZF, a run of items: a control byte below 32 announces that many literals and one more; any other
// holds a length (3 bits; 7 is continued in the next byte) and the high 5 bits of a distance, whose
// low byte follows. Both are stored less than they are: by two, and by one.
Decoded unlzf(Parameters /*parameters*/, Stored stored, Out out, DecodeScratch& /*scratch*/)
{
    constexpr std::size_t lengthContinues = 7;
    const std::byte* at = stored.data();
    const std::byte* const end = at + stored.size();
    Target target{out.data(), out.data() + out.size()};
    const auto left = [&] { return static_cast<std::size_t>(end - at); };
    const auto next = [&] { return std::to_integer<std::size_t>(*at++); };
    while (at < end) {
        const std::size_t control = next();
        if (control < literalLimit) {
            const std::size_t count = control + 1;
            if (left() < count)
                return damaged("its LZF data end too early");
            if (target.room() < count)
                return damaged("its LZF data unpack to more than a chunk holds");
            copyLiterals(at, left(), count, target);
            at += count;
            continue;
        }
        std::size_t length = control >> 5U;
        if (left() < (length == lengthContinues ? 2U : 1U))
            return damaged("its LZF data end too early");
        if (length == lengthContinues)
            length += next();
        length += 2;
        const std::size_t distance = ((control & 0x1FU) << 8U | next()) + 1;
        if (distance > static_cast<std::size_t>(target.at - out.data()))
            return damaged("its LZF data point to before their beginning");
        if (target.room() < length)
            return damaged("its LZF data unpack to more than a chunk holds");
        copyMatch(distance, length, target);
    }
    return out.first(static_cast<std::size_t>(target.at - out.data()));
}

} // namespace tessera::codec
