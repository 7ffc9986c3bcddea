// SPDX-License-Identifier: MIT
#include "core/source/codec_bit_transpose.h"

#include "core/source/codec_interleave.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace tessera::codec {

namespace {

constexpr std::size_t bits = 8;
constexpr std::size_t wordBytes = sizeof(std::uint64_t);
constexpr std::size_t tileGroups = 64; // of 8 elements each; a few kilobytes, which stay in L1

// One byte of 8 × tileGroups elements: eight rows, in words for the sake of vector instructions.
using Rows = std::array<std::array<std::uint64_t, tileGroups / wordBytes>, bits>;

// Swaps the bits of `high` under the mask with those of `low` above it.
inline void swapBits(std::uint64_t& low, std::uint64_t& high, unsigned shift, std::uint64_t mask)
{
    const std::uint64_t changed = (low >> shift ^ high) & mask;
    high ^= changed;
    low ^= changed << shift;
}

// Transposes the 8 × 8 bits that each byte column of the rows holds: row i becomes byte j of every
// 8th element from i on.
void transposeBits(Rows& rows)
{
    for (std::size_t word = 0; word < rows.front().size(); ++word) {
        std::array<std::uint64_t, bits> row{};
        for (std::size_t bit = 0; bit < bits; ++bit)
            row[bit] = rows[bit][word];
        for (const std::size_t bit : {0, 2, 4, 6})
            swapBits(row[bit], row[bit + 1], 1, 0x5555555555555555U);
        for (const std::size_t bit : {0, 1, 4, 5})
            swapBits(row[bit], row[bit + 2], 2, 0x3333333333333333U);
        for (const std::size_t bit : {0, 1, 2, 3})
            swapBits(row[bit], row[bit + 4], 4, 0x0F0F0F0F0F0F0F0FU);
        for (std::size_t bit = 0; bit < bits; ++bit)
            rows[bit][word] = row[bit];
    }
}

// Byte `byte` of `count` groups of elements from group `first` on, element by element.
void makePlane(const std::byte* rows, std::size_t rowBytes, std::size_t first, std::size_t count,
    std::byte* plane)
{
    Rows tile{};
    for (std::size_t bit = 0; bit < bits; ++bit)
        std::memcpy(tile[bit].data(), rows + bit * rowBytes + first, count);
    transposeBits(tile);
    interleave(reinterpret_cast<const std::byte*>(tile.data()), tileGroups, count, bits, plane);
}

} // namespace

void bitUntranspose(const std::byte* rows, std::size_t count, std::size_t width, std::byte* out)
{
    constexpr std::size_t planesAtOnce = 8;
    constexpr std::size_t planeBytes = tileGroups * bits;
    std::array<std::byte, planesAtOnce * planeBytes> planes{};
    const std::size_t groups = count / bits;
    for (std::size_t first = 0; first < groups; first += tileGroups) {
        const std::size_t here = std::min(tileGroups, groups - first);
        std::byte* const tile = out + first * bits * width;
        for (std::size_t byte = 0; byte < width; ++byte) {
            std::byte* const plane = planes.data() + byte % planesAtOnce * planeBytes;
            makePlane(rows + byte * bits * groups, groups, first, here, plane);
            if (width <= planesAtOnce)
                continue;
            for (std::size_t element = 0; element < here * bits; ++element)
                tile[element * width + byte] = plane[element];
        }
        if (width <= planesAtOnce)
            interleave(planes.data(), planeBytes, here * bits, width, tile);
    }
}

} // namespace tessera::codec
