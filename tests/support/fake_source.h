// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/volume_source.h"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <vector>

namespace tessera::test {

struct FakeSpec {
    std::int64_t rows = 100;
    std::int64_t columns = 100;
    std::int64_t classes = 3;
    std::int64_t zCount = 1;
    std::int64_t tCount = 1;
    ElementType type = ElementType::Float32;
    std::int64_t chunkRows = 0; // 0: contiguous
    std::int64_t chunkColumns = 0;
    std::int64_t chunkClasses = 0; // 0: all in one chunk
    bool classesFirst = false; // one plane after the other instead of pixel by pixel
    bool hasNan = false; // one sample of thirteen, in floating-point types only
    bool hasInfinity = false; // one of seventeen, in float32 and float64
    PixelRect hole = {}; // of level 0, NaN in floating-point types
    double pixelWidth = 0; // in µm; 0: not known
    double pixelHeight = 0;
};

// A volume without a file: its samples come from a formula, with ties, values below 0 and above 1.
// Tests decide when a read may finish and which rows cannot be read, and see what was read.
// Threads: every member may be called from any thread.
class FakeSource : public VolumeSource {
public:
    explicit FakeSource(const FakeSpec& spec);

    const VolumeInfo& info() const override { return m_info; }
    Result<Samples> read(const SourceRegion& region, ReadScratch& scratch,
        const std::stop_token& stop) const override;

    // The sample as stored, widened.
    double valueAt(
        PlanePosition plane, std::int64_t row, std::int64_t column, std::int64_t index) const;

    // Reads that begin from now on wait for letThrough() or unblock(), or end as cancelled when
    // they are stopped.
    void block();
    void blockRows(std::int64_t first, std::int64_t end); // only those that touch these rows
    void letThrough(int reads);
    void unblock();
    void release() const override; // lets go of what waits, too
    void ignoreStops(); // as a slow call into a library does
    bool waitForBlocked(int reads) const; // until that many wait at once; false after 30 s
    bool waitForBytes(ByteCount bytes) const; // until that many were read; false after 30 s

    // Reads that touch rows [first, end) fail, or samples of these parts; the latest call counts.
    struct BadPart {
        PixelRect rect; // of level 0
        ClassRange classes;
        ErrorCode code = ErrorCode::Unreadable;
    };
    void failRows(std::int64_t first, std::int64_t end, ErrorCode code = ErrorCode::Unreadable);
    void failParts(std::vector<BadPart> parts);

    std::vector<SourceRegion> regions() const; // in the order in which they were asked for
    std::int64_t reads() const;
    ByteCount bytesRead() const; // of the reads that succeeded
    int mostAtOnce() const;
    int inside() const; // reads under way now

private:
    bool enter(const SourceRegion& region, const std::stop_token& stop) const;
    template <class Sample>
    Sample sampleAt(
        PlanePosition plane, std::int64_t row, std::int64_t column, std::int64_t index) const;
    template <class Sample> Samples fill(const SourceRegion& region, ReadScratch& scratch) const;

    FakeSpec m_spec;
    VolumeInfo m_info;
    mutable std::mutex m_mutex; // guards all below
    mutable std::condition_variable_any m_news;
    mutable std::vector<SourceRegion> m_regions;
    mutable ByteCount m_bytesRead;
    mutable int m_inside = 0;
    mutable int m_mostAtOnce = 0;
    mutable int m_waiting = 0;
    mutable int m_permits = 0;
    mutable std::int64_t m_firstBlockedRow = 0;
    mutable std::int64_t m_endBlockedRow = 0; // none is blocked
    bool m_ignoresStops = false;
    std::vector<BadPart> m_bad;
};

} // namespace tessera::test
