// SPDX-License-Identifier: MIT
// An NPY or NPZ file: it is refused, or samples can be read of it without reading or writing
// elsewhere. The input is the file.
#include "core/source/npy_format.h"
#include "core/source/npz_format.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_file.h"

#include <algorithm>
#include <memory>

namespace tessera::fuzz {

namespace {

constexpr ByteCount mostMemory = megabytes(2);

// The far corner, in the array's own dimensions.
void readCorner(const OpenedArray& array)
{
    constexpr std::int64_t edge = 3;
    ArraySlab slab;
    for (const auto extent : array.info.shape) {
        const auto there = static_cast<std::int64_t>(extent);
        slab.count.push_back(std::min(edge, there));
        slab.start.push_back(there - slab.count.back());
        slab.step.push_back(1);
    }
    check(!slab.count.empty() && slab.samples() > 0, "an array that opens has samples");
    ReadScratch scratch;
    const auto samples = array.reader->read(slab, scratch, {});
    if (!samples) {
        check(!samples.error().message.empty(), "an error says something");
        return;
    }
    std::int64_t last = 0; // of the samples that were asked for
    for (std::size_t dimension = 0; dimension < slab.count.size(); ++dimension)
        last += (slab.count[dimension] - 1) * samples->strides[dimension];
    const auto* const sample =
        samples->data + static_cast<std::size_t>(last) * elementSize(array.info.type);
    constexpr unsigned mostOfByte = 255;
    check(std::to_integer<unsigned>(sample[elementSize(array.info.type) - 1]) <= mostOfByte,
        "the last sample is there");
}

void openAndRead(VolumeFile& file, const std::string& dataset, ArrayUse use)
{
    const auto array = file.open(dataset, use, {}, {});
    if (array)
        readCorner(**array);
    else
        check(!array.error().message.empty(), "an error says something");
}

} // namespace

void tryInput(std::span<const std::byte> input)
{
    static const MemoryFile memory;
    constexpr std::size_t mostOpened = 4;
    memory.hold(textOf(input));
    auto opened = PositionedFile::open(memory.path());
    check(opened.has_value(), "the file opens");
    const FileStart start{memory.path(), std::make_shared<const PositionedFile>(*std::move(opened)),
        input.first(std::min(input.size(), FileStart::firstBytes))};
    const bool isOne = isNpy(start).value_or(false);
    if (!isOne && !isNpz(start).value_or(false))
        return;
    auto file = isOne ? openNpyFile(start, mostMemory, {}) : openNpzFile(start, mostMemory, {});
    if (!file) {
        check(!file.error().message.empty(), "an error says something");
        return;
    }
    openAndRead(**file, {}, ArrayUse::Probabilities);
    const auto entries = (*file)->list({});
    for (std::size_t index = 0; entries && index < std::min(entries->size(), mostOpened); ++index)
        openAndRead(**file, entries->at(index).path, ArrayUse::Image);
}

} // namespace tessera::fuzz
