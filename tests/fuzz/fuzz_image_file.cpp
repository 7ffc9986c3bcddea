// SPDX-License-Identifier: MIT
// A TIFF, PNG or JPEG file: whatever it holds, it opens or says why not, and what is read of it
// lies in memory that was counted.
//   use (1 byte: odd is an image), where to begin (1 byte), then the file
#include "core/source/picture_formats.h"
#include "core/source/tiff_format.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_file.h"

#include <algorithm>
#include <numeric>

namespace tessera::fuzz {

namespace {

constexpr ByteCount memory = megabytes(8);

// A few samples along every dimension.
ArraySlab someOf(const ArrayInfo& info, std::size_t begin)
{
    constexpr std::uint64_t most = 20;
    ArraySlab slab;
    for (const std::uint64_t extent : info.shape) {
        check(extent > 0, "an array that opened is not empty");
        const std::uint64_t first = extent / 256 * begin;
        slab.start.push_back(static_cast<std::int64_t>(first));
        slab.count.push_back(static_cast<std::int64_t>(std::min(most, extent - first)));
        slab.step.push_back(1);
    }
    return slab;
}

void readSome(const OpenedArray& array, std::size_t begin)
{
    const ArraySlab slab = someOf(array.info, begin);
    constexpr std::int64_t mostSamples = 1 << 20U;
    if (slab.samples() > mostSamples)
        return;
    ReadScratch scratch;
    const auto samples = array.reader->read(slab, scratch, {});
    if (!samples) {
        check(!samples.error().message.empty(), "an error says something");
        return;
    }
    std::int64_t last = 0;
    for (std::size_t dimension = 0; dimension < slab.count.size(); ++dimension)
        last += (slab.count[dimension] - 1) * samples->strides[dimension];
    const auto size = static_cast<std::int64_t>(elementSize(array.info.type));
    const auto* const bytes = samples->data;
    check(std::to_integer<int>(bytes[0]) + std::to_integer<int>(bytes[(last + 1) * size - 1]) >= 0,
        "the first and the last byte are there");
}

} // namespace

void tryInput(std::span<const std::byte> input)
{
    static const MemoryFile file;
    Taker taker(input);
    const auto use = taker.number(1) % 2 == 1 ? ArrayUse::Image : ArrayUse::Probabilities;
    const auto begin = taker.number(1);
    const auto content = taker.rest();
    file.hold(textOf(content));
    auto opened = PositionedFile::open(file.path());
    check(opened.has_value(), "a file in memory opens");
    const FileStart start{file.path(), std::make_shared<const PositionedFile>(*std::move(opened)),
        content.first(std::min(content.size(), FileStart::firstBytes))};
    const bool isOfTiff = isTiff(start).value();
    if (!isOfTiff && !isPicture(start).value())
        return;
    const auto volume =
        isOfTiff ? openTiffFile(start, memory, {}) : openPictureFile(start, memory, {});
    const auto array = (*volume)->open({}, use, {}, {});
    if (array)
        readSome(**array, begin);
    else
        check(!array.error().message.empty(), "an error says something");
}

} // namespace tessera::fuzz
