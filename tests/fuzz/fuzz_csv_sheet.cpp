// SPDX-License-Identifier: MIT
// A text file that is a volume by itself: what opens can be read, in parts as as a whole, within
// the memory that it may take. The input is the file.
#include "core/source/csv_sheet.h"

#include "core/base/aligned_buffer.h"
#include "core/base/checked.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_file.h"

#include <bit>
#include <cstdint>

namespace tessera::fuzz {

namespace {

constexpr ByteCount memory = megabytes(1);
constexpr ByteCount buffers = megabytes(1); // of text, packed and not

ArraySlab wholeOf(const ArrayInfo& info)
{
    ArraySlab slab;
    for (const auto extent : info.shape) {
        slab.start.push_back(0);
        slab.count.push_back(static_cast<std::int64_t>(extent));
        slab.step.push_back(1);
    }
    return slab;
}

std::uint64_t bitsAt(const SlabSamples& samples, std::int64_t at)
{
    return std::bit_cast<std::uint64_t>(reinterpret_cast<const double*>(samples.data)[at]);
}

// The last sample, read alone and with all others.
void readBothWays(const OpenedArray& array)
{
    const ArraySlab whole = wholeOf(array.info);
    ReadScratch scratch;
    const auto all = array.reader->read(whole, scratch, {});
    ArraySlab last = whole;
    std::int64_t at = 0;
    for (std::size_t dimension = 0; dimension < whole.count.size(); ++dimension) {
        last.start[dimension] = whole.count[dimension] - 1;
        last.count[dimension] = 1;
        at += all ? last.start[dimension] * all->strides[dimension] : 0;
    }
    ReadScratch other;
    const auto one = array.reader->read(last, other, {});
    check(all || !all.error().message.empty(), "an error says something");
    check(one || !all, "a part of what can be read can be read");
    if (all)
        check(bitsAt(*one, 0) == bitsAt(*all, at), "a part is as the whole");
}

} // namespace

void tryInput(std::span<const std::byte> input)
{
    static const MemoryFile file;
    file.hold(textOf(input));
    AlignedBuffer::resetPeak();
    const ByteCount before = AlignedBuffer::heldBytes();
    const auto array = openCsvSheet(file.path(), memory, {}, {});
    check(AlignedBuffer::peakBytes() - before <= memory + buffers, "memory is bounded");
    if (!array) {
        check(!array.error().message.empty(), "an error says something");
        return;
    }
    const ArrayInfo& info = (*array)->info;
    const auto samples = checkedProduct(info.shape);
    check(samples && *samples > 0, "what opens has samples");
    check(
        info.shape.size() > 2 && info.shape.size() < 6, "what opens has three to five dimensions");
    if (*samples * sizeof(double) <= memory.value)
        readBothWays(**array);
}

} // namespace tessera::fuzz
