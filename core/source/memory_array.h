// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/source/array_slab.h"
#include "core/source/stored_number.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <string_view>

namespace tessera {

// How the samples of an array lie in memory.
struct MemoryLayout {
    Extents shape; // slowest dimension first, as the array has it
    Extents strides; // in samples, one a dimension, none negative; empty: side by side
    StoredNumber number; // as they are handed over
    bool isScaled = true; // as NumberConversion has it
};

// An array that was unpacked or parsed when it was opened and is in memory as a whole, until
// release(). Reads show that memory, without a copy, unless the samples grow when they are
// delivered: then each read converts its own.
// Threads: as SlabReader.
class MemoryArray final : public SlabReader {
public:
    // `samples` holds all that the layout reaches. Of what does not grow all is converted here.
    // `path` is the file they came from.
    MemoryArray(AlignedBuffer samples, MemoryLayout layout, std::filesystem::path path);

    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const override;
    void release() override; // frees the memory, once nobody looks at it

private:
    std::shared_ptr<const AlignedBuffer> held() const;

    std::filesystem::path m_path;
    Extents m_strides;
    NumberConversion m_conversion;
    mutable std::mutex m_mutex;
    std::shared_ptr<const AlignedBuffer> m_samples; // guarded by m_mutex; null when released
};

// The error where an array that can only be read as a whole is larger than may be held. `subject`
// begins the sentence ("/p in x.npz"), `remedy` ends it ("save it with np.savez").
Error tooLargeForMemory(const std::filesystem::path& path, std::string_view subject,
    ByteCount needed, ByteCount allowed, std::string_view remedy);

} // namespace tessera
