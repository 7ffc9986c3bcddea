// SPDX-License-Identifier: MIT
#include "core/tile/band_reader.h"

#include "core/levels/mean_cell.h"
#include "core/tile/cell_rows.h"
#include "core/tile/finer_tiles.h"

#include <algorithm>
#include <utility>

namespace tessera {

namespace {

// Two rows of this much stay in the processor's cache too.
constexpr std::int64_t mostPairBytes = std::int64_t{512} << 10;

} // namespace

BandReader::BandReader(const TileSubject& subject, const PixelRect& covered, WorkerScratch& scratch,
    const std::stop_token& stop)
    : m_subject(subject)
    , m_info(subject.source->info())
    , m_covered(covered)
    , m_scratch(scratch)
    , m_stop(stop)
    , m_salvage(subject, scratch.read, scratch.salvaged, stop)
{
}

Band BandReader::band(std::int64_t wishedRows) const
{
    Band planned = planBand(m_info, m_covered.columns, wishedRows);
    if (m_subject.kind == TileKind::Image)
        planned.classes = m_info.classes; // channels are few
    return planned;
}

Result<Samples> BandReader::read(const SourceRegion& region, SalvageForm form)
{
    if (m_stop.stop_requested())
        return cancelled();
    auto known = m_subject.damage->reasonFor(region);
    auto samples = known ? Result<Samples>(std::unexpected(*std::move(known)))
                         : m_subject.source->read(region, m_scratch.read, m_stop);
    if (!samples && isLocalDamage(samples.error()))
        samples = m_salvage.read(region, form, Error(samples.error()));
    m_cost.readNs += m_watch.lapNs();
    if (samples)
        m_cost.bytesRead += samples->bytesRead;
    return samples;
}

// Pairs of rows are made means of several times as fast as rows that come alone.
std::int64_t BandReader::rowsForMeans(ClassRange classes) const
{
    const std::int64_t planned = band(m_covered.rows).rows;
    const std::int64_t pairBytes = 2 * m_covered.columns * (classes.end - classes.first)
        * static_cast<std::int64_t>(elementSize(m_info.type));
    return planned > 1 || pairBytes > mostPairBytes ? planned : 2;
}

Result<> BandReader::feedMeans(
    int level, ClassRange classes, const MeanReducer::RowSink& take, const ByProducts& also)
{
    MeanReducer& reducer = m_scratch.means;
    FinerRows* finer = also.finer != nullptr && !also.finer->isEmpty() ? also.finer : nullptr;
    CellRows* cells = also.cells != nullptr && !also.cells->isEmpty() ? also.cells : nullptr;
    reducer.restart(cells != nullptr ? firstKeptLevel : level, m_covered.columns,
        classes.end - classes.first, m_subject.kind == TileKind::Classes);
    if (finer != nullptr || cells != nullptr)
        reducer.alsoGive(
            finer != nullptr ? finer->finest() : level, [&](int of, const SampleView& means) {
                if (of < level)
                    finer->take(of, means);
                else if (of == level)
                    take(means);
            });
    const MeanReducer::RowSink toCells = [&](const SampleView& means) {
        cells->take(means, reducer.counts());
    };
    if (auto fed = feedBands(classes, cells != nullptr ? toCells : take); !fed)
        return fed;
    if (finer != nullptr)
        m_cost.reduceNs -= finer->spentNs();
    if (!damagedParts().empty())
        return {};
    if (finer != nullptr)
        finer->commit();
    if (cells != nullptr)
        cells->commit();
    m_watch.lapNs();
    return {};
}

Result<> BandReader::feedBands(ClassRange classes, const MeanReducer::RowSink& sink)
{
    const std::int64_t most = rowsForMeans(classes);
    SourceRegion region{m_subject.plane, m_covered.row, m_covered.column, 0, m_covered.columns};
    region.classes = classes;
    for (std::int64_t done = 0; done < m_covered.rows; done += region.rows) {
        region.row = m_covered.row + done;
        region.rows = std::min(most, m_covered.rows - done);
        auto samples = read(region, SalvageForm::Absent);
        if (!samples)
            return std::unexpected(std::move(samples.error()));
        m_scratch.means.feed(samples->view, sink);
        lapReduced();
    }
    m_scratch.means.finish(sink);
    lapReduced();
    return {};
}

} // namespace tessera
