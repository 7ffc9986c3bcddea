// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/byte_count.h"
#include "core/grid/sample_view.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace tessera {

// Block means of all classes, by the definition of the levels: level l is built from level l - 1, a
// parent being ((nw + ne) + (sw + se)) over the children that exist, in double; the mean is that
// sum divided by the count of finite samples under it. NaN and infinities are left out; a mean of
// nothing is NaN. Rows are fed in order, in bands of any height; the first row and column fed lie
// on a multiple of 2^level. Integer samples are scaled to probabilities first, unless `scaled` is
// false (images). Levels below the wished one arise on the way and can be had too. Threads: one at
// a time. Memory: about 3 rows of doubles, all classes; it is used again after restart().
class MeanReducer {
public:
    // One row of means, (columns at `level`) × classes doubles, valid during the call only.
    using RowSink = std::function<void(const SampleView& means)>;
    using LevelSink = std::function<void(int level, const SampleView& means)>;

    MeanReducer() = default; // restart() comes first
    MeanReducer(int level, std::int64_t columns, std::int64_t classes, bool scaled = true)
    {
        restart(level, columns, classes, scaled);
    }
    void restart(int level, std::int64_t columns, std::int64_t classes, bool scaled = true);

    // Until the next restart() the rows of all levels from `finest` (1 at least) to the one below
    // the wished level go to `sink`, each as it is made: the same ones as a restart() with that
    // level would give.
    void alsoGive(int finest, LevelSink sink);

    void feed(const SampleView& band, const RowSink& sink);
    void finish(const RowSink& sink); // the plane ended: emits the row that is not full yet

    // While the sink is called: how many finite samples are under each mean, laid out as those;
    // empty where all are.
    std::span<const std::uint64_t> counts() const { return m_counts; }

    ByteCount held() const;

private:
    // Sums of one row of some level, pixel-interleaved; counts only where a sample was not finite.
    struct SumRow {
        AlignedBuffer sumMemory;
        AlignedBuffer countMemory;
        std::span<double> sums;
        std::span<std::uint64_t> counts;
        std::int64_t rows = 0; // of level 0 under it
        bool counted = false;
        bool isFilled = false;

        void makeCounts(); // as many as sums
    };

    std::int64_t columnsAt(int level) const;
    std::uint64_t samplesUnder(int level, std::int64_t column, std::int64_t rows) const;
    void convert(const SampleView& band, std::int64_t row, SumRow& out) const;
    bool addPair(const SampleView& band, std::int64_t row, SumRow& out) const;
    void push(int level, const RowSink& sink);
    void ensureCounts(int level, SumRow& row) const;
    void combine(int level, SumRow& upper, SumRow* lower, SumRow& out) const;
    SampleView meansOf(int level, const SumRow& row);

    int m_level = 1;
    std::int64_t m_columns = 0;
    std::int64_t m_classes = 0;
    bool m_scaled = true;
    std::vector<SumRow> m_waiting; // by level: an upper row waiting for the one below it
    std::vector<SumRow> m_arrived; // by level: the row just made
    int m_finest = 1;
    LevelSink m_finerSink; // empty: none is given
    AlignedBuffer m_means;
    std::span<const std::uint64_t> m_counts;
};

} // namespace tessera
