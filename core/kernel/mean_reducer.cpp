// SPDX-License-Identifier: MIT
#include "core/kernel/mean_reducer.h"

#include "core/kernel/kernel_table.h"
#include "core/kernel/sample_number.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

namespace tessera {

namespace {

// The exponent of NaN and infinities is all ones: adding one carries into the bit above it. Written
// without comparisons so that it vectorises at the baseline.
bool allFinite(std::span<const double> values)
{
    std::uint64_t carries = 0;
    for (const double value : values)
        carries |= ((std::bit_cast<std::uint64_t>(value) >> 52) & 0x7FF) + 1;
    return (carries & 0x800) == 0;
}

double meanOf(double sum, double count)
{
    return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

// A power of two has a reciprocal, and multiplying by it rounds as dividing does.
void divideAll(std::span<const double> sums, std::uint64_t count, std::span<double> means)
{
    const auto divisor = static_cast<double>(count);
    if (std::has_single_bit(count)) {
        const double share = 1 / divisor;
        for (std::size_t at = 0; at < sums.size(); ++at)
            means[at] = sums[at] * share;
        return;
    }
    for (std::size_t at = 0; at < sums.size(); ++at)
        means[at] = sums[at] / divisor;
}

// Adds pairs of columns of two rows whose classes stand side by side.
void foldPairs(std::span<const double> upper, std::span<const double> lower, std::size_t classes,
    std::span<double> out)
{
    for (std::size_t pair = 0; pair < out.size(); pair += classes) {
        for (std::size_t index = 0; index < classes; ++index) {
            const std::size_t west = 2 * pair + index;
            out[pair + index] =
                (upper[west] + upper[west + classes]) + (lower[west] + lower[west + classes]);
        }
    }
}

} // namespace

void MeanReducer::restart(int level, std::int64_t columns, std::int64_t classes, bool scaled)
{
    assert(level >= 1 && columns >= 1 && classes >= 1);
    m_level = level;
    m_columns = columns;
    m_classes = classes;
    m_scaled = scaled;
    m_finerSink = nullptr;
    const auto levels = std::max(m_arrived.size(), static_cast<std::size_t>(level) + 1);
    m_waiting.resize(levels);
    m_arrived.resize(levels);
    for (int made = 0; made <= level; ++made) {
        const auto size = static_cast<std::size_t>(columnsAt(made) * classes);
        for (SumRow* row : {&m_waiting[static_cast<std::size_t>(made)],
                 &m_arrived[static_cast<std::size_t>(made)]}) {
            row->sumMemory.reserve(size * sizeof(double));
            row->sums = row->sumMemory.as<double>().first(size);
            row->isFilled = false;
        }
    }
    m_means.reserve(m_arrived[static_cast<std::size_t>(level)].sums.size_bytes());
}

void MeanReducer::alsoGive(int finest, LevelSink sink)
{
    assert(finest >= 1 && finest < m_level);
    m_finest = finest;
    m_finerSink = std::move(sink);
    m_means.reserve(m_arrived[static_cast<std::size_t>(finest)].sums.size_bytes());
}

void MeanReducer::SumRow::makeCounts()
{
    countMemory.reserve(sums.size() * sizeof(std::uint64_t));
    counts = countMemory.as<std::uint64_t>().first(sums.size());
}

ByteCount MeanReducer::held() const
{
    std::size_t bytes = m_means.size();
    for (const auto* rows : {&m_waiting, &m_arrived})
        for (const SumRow& row : *rows)
            bytes += row.sumMemory.size() + row.countMemory.size();
    return {bytes};
}

std::int64_t MeanReducer::columnsAt(int level) const
{
    return ((m_columns - 1) >> level) + 1;
}

std::uint64_t MeanReducer::samplesUnder(int level, std::int64_t column, std::int64_t rows) const
{
    const std::int64_t first = column << level;
    const std::int64_t end = std::min(m_columns, (column + 1) << level);
    return static_cast<std::uint64_t>((end - first) * rows);
}

void MeanReducer::feed(const SampleView& band, const RowSink& sink)
{
    assert(band.columns == m_columns && band.classes == m_classes);
    std::int64_t row = 0;
    while (row < band.rows) {
        const bool isPair = !m_waiting[0].isFilled && row + 1 < band.rows;
        if (isPair && addPair(band, row, m_arrived[1])) {
            push(1, sink);
            row += 2;
            continue;
        }
        convert(band, row, m_arrived[0]);
        push(0, sink);
        ++row;
    }
}

void MeanReducer::finish(const RowSink& sink)
{
    for (int level = 0; level < m_level; ++level) {
        SumRow& upper = m_waiting[static_cast<std::size_t>(level)];
        if (!upper.isFilled)
            continue;
        upper.isFilled = false;
        combine(level, upper, nullptr, m_arrived[static_cast<std::size_t>(level) + 1]);
        push(level + 1, sink);
    }
}

void MeanReducer::convert(const SampleView& band, std::int64_t row, SumRow& out) const
{
    out.rows = 1;
    out.counted = false;
    withScaling(band.type, m_scaled, [&]<class Sample, bool scaled>() {
        const Sample* pixel = band.row<Sample>(row);
        double* sum = out.sums.data();
        for (std::int64_t column = 0; column < m_columns; ++column, pixel += band.columnStride)
            for (std::int64_t index = 0; index < m_classes; ++index)
                *sum++ = asDouble<scaled>(pixel[index * band.classStride]);
    });
    if (allFinite(out.sums))
        return;
    out.counted = true;
    out.makeCounts();
    std::ranges::fill(out.counts, 1);
    for (std::size_t index = 0; index < out.sums.size(); ++index) {
        if (!std::isfinite(out.sums[index])) {
            out.sums[index] = 0;
            out.counts[index] = 0;
        }
    }
}

// The fast way for two rows without NaN and infinities; false when there are any.
bool MeanReducer::addPair(const SampleView& band, std::int64_t row, SumRow& out) const
{
    const std::int64_t pairs = m_columns / 2;
    SampleView rows = band;
    rows.data += row * band.rowStride * static_cast<std::int64_t>(elementSize(band.type));
    rows.rows = 2;
    activeKernel().sumPairs(rows, pairs, m_scaled, out.sums.data());
    withScaling(band.type, m_scaled, [&]<class Sample, bool scaled>() {
        if (m_columns % 2 == 0)
            return;
        const std::int64_t last = (m_columns - 1) * band.columnStride;
        for (std::int64_t index = 0; index < m_classes; ++index) {
            const std::int64_t at = last + index * band.classStride;
            out.sums[static_cast<std::size_t>(pairs * m_classes + index)] =
                asDouble<scaled>(band.row<Sample>(row)[at])
                + asDouble<scaled>(band.row<Sample>(row + 1)[at]);
        }
    });
    out.rows = 2;
    out.counted = false;
    return allFinite(out.sums);
}

// Takes m_arrived[level] on: out when it is the wished level, into the pair it belongs to
// otherwise.
void MeanReducer::push(int level, const RowSink& sink)
{
    for (; level < m_level; ++level) {
        SumRow& arrived = m_arrived[static_cast<std::size_t>(level)];
        SumRow& waiting = m_waiting[static_cast<std::size_t>(level)];
        if (m_finerSink && level >= m_finest)
            m_finerSink(level, meansOf(level, arrived));
        if (!waiting.isFilled) {
            std::swap(waiting, arrived);
            waiting.isFilled = true;
            return;
        }
        waiting.isFilled = false;
        combine(level, waiting, &arrived, m_arrived[static_cast<std::size_t>(level) + 1]);
    }
    sink(meansOf(m_level, m_arrived[static_cast<std::size_t>(m_level)]));
}

void MeanReducer::ensureCounts(int level, SumRow& row) const
{
    if (row.counted)
        return;
    row.counted = true;
    row.makeCounts();
    for (std::int64_t column = 0; column < columnsAt(level); ++column)
        std::fill_n(row.counts.begin() + column * m_classes, m_classes,
            samplesUnder(level, column, row.rows));
}

void MeanReducer::combine(int level, SumRow& upper, SumRow* lower, SumRow& out) const
{
    out.rows = upper.rows + (lower != nullptr ? lower->rows : 0);
    out.counted = upper.counted || (lower != nullptr && lower->counted);
    if (out.counted) {
        ensureCounts(level, upper);
        if (lower != nullptr)
            ensureCounts(level, *lower);
        out.makeCounts();
    }
    const std::int64_t columns = columnsAt(level);
    if (!out.counted && lower != nullptr && columns % 2 == 0) {
        foldPairs(upper.sums, lower->sums, static_cast<std::size_t>(m_classes), out.sums);
        return;
    }
    const auto fold = [&]<class T>(std::span<T> SumRow::* part) {
        for (std::int64_t column = 0; column < columnsAt(level + 1); ++column) {
            const bool hasEast = 2 * column + 1 < columns;
            for (std::int64_t index = 0; index < m_classes; ++index) {
                const auto west = static_cast<std::size_t>(2 * column * m_classes + index);
                const std::size_t east = west + static_cast<std::size_t>(m_classes);
                const auto pairOf = [&](const SumRow& row) {
                    return hasEast ? (row.*part)[west] + (row.*part)[east] : (row.*part)[west];
                };
                const T above = pairOf(upper);
                (out.*part)[static_cast<std::size_t>(column * m_classes + index)] =
                    lower != nullptr ? above + pairOf(*lower) : above;
            }
        }
    };
    fold(&SumRow::sums);
    if (out.counted)
        fold(&SumRow::counts);
}

SampleView MeanReducer::meansOf(int level, const SumRow& row)
{
    const std::int64_t columns = columnsAt(level);
    const auto kept = m_means.as<double>();
    const auto size = static_cast<std::size_t>(columns * m_classes);
    m_counts = {};
    if (row.counted) {
        m_counts = row.counts;
        for (std::size_t at = 0; at < size; ++at)
            kept[at] = meanOf(row.sums[at], static_cast<double>(row.counts[at]));
    } else {
        const auto last = size - static_cast<std::size_t>(m_classes);
        divideAll(row.sums.first(last), samplesUnder(level, 0, row.rows), kept);
        divideAll(row.sums.subspan(last, size - last), samplesUnder(level, columns - 1, row.rows),
            kept.subspan(last));
    }
    SampleView means;
    means.type = ElementType::Float64;
    means.data = m_means.data();
    means.rows = 1;
    means.columns = columns;
    means.classes = m_classes;
    means.rowStride = columns * m_classes;
    means.columnStride = m_classes;
    means.classStride = 1;
    return means;
}

} // namespace tessera
