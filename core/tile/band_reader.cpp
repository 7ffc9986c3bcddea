// SPDX-License-Identifier: MIT
#include "core/tile/band_reader.h"

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
    int level, ClassRange classes, const MeanReducer::RowSink& take, FinerRows* finer)
{
    const std::int64_t most = rowsForMeans(classes);
    MeanReducer& reducer = m_scratch.means;
    reducer.restart(
        level, m_covered.columns, classes.end - classes.first, m_subject.kind == TileKind::Classes);
    const bool isForFiner = finer != nullptr && !finer->isEmpty();
    if (isForFiner)
        reducer.alsoGive(
            finer->finest(), [finer](int of, const SampleView& means) { finer->take(of, means); });
    SourceRegion region{m_subject.plane, m_covered.row, m_covered.column, 0, m_covered.columns};
    region.classes = classes;
    for (std::int64_t done = 0; done < m_covered.rows; done += region.rows) {
        region.row = m_covered.row + done;
        region.rows = std::min(most, m_covered.rows - done);
        auto samples = read(region, SalvageForm::Absent);
        if (!samples)
            return std::unexpected(std::move(samples.error()));
        reducer.feed(samples->view, take);
        lapReduced();
    }
    reducer.finish(take);
    lapReduced();
    if (isForFiner) {
        m_cost.reduceNs -= finer->spentNs();
        if (damagedParts().empty())
            finer->commit();
        m_watch.lapNs();
    }
    return {};
}

} // namespace tessera
