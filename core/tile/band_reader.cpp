// SPDX-License-Identifier: MIT
#include "core/tile/band_reader.h"

#include <algorithm>
#include <utility>

namespace tessera {

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

Result<> BandReader::feedMeans(int level, ClassRange classes, const MeanReducer::RowSink& take)
{
    const std::int64_t most = band(m_covered.rows).rows;
    MeanReducer& reducer = m_scratch.means;
    reducer.restart(
        level, m_covered.columns, classes.end - classes.first, m_subject.kind == TileKind::Classes);
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
    return {};
}

} // namespace tessera
