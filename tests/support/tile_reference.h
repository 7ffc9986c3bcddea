// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/block_plan.h"
#include "core/tile/tile.h"
#include "tests/support/fake_source.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace tessera::test {

std::shared_ptr<FakeSource> fakeSource(const FakeSpec& spec);

// A subject with a grid of its own tile edge.
SubjectPtr subjectOf(const std::shared_ptr<FakeSource>& source, std::int64_t edge,
    TileKind kind = TileKind::Classes, PlanePosition plane = {});

// All tiles of a level, row by row.
std::vector<TileWish> allWishes(
    const SubjectPtr& subject, std::int32_t level, TileQuality quality = TileQuality::Exact);

// What stands in a tile, widened: codes as of uint16, image values pixel by pixel. NaN stands as
// -1e9, so that contents can be compared.
struct TileContents {
    std::vector<std::uint16_t> codes;
    std::vector<double> numbers;
    ReduceCounts counts;

    friend bool operator==(const TileContents& one, const TileContents& other)
    {
        return one.codes == other.codes && one.numbers == other.numbers
            && one.counts.clamped == other.counts.clamped
            && one.counts.notANumber == other.counts.notANumber;
    }
};
TileContents contentsOf(const Tile& tile);

// What stands in a tile of a volume that is NaN where the damage is, as damage.
TileContents marked(TileContents contents);

// The same by straightforward computation from the samples, with the definition of the levels.
TileContents expectedContents(
    const FakeSource& source, const TileSubject& subject, const TileKey& key, TileQuality quality);

} // namespace tessera::test
