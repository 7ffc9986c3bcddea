// SPDX-License-Identifier: MIT
#include "core/tile/file_level_builder.h"

#include "core/tile/band_reader.h"
#include "core/tile/file_level_plan.h"
#include "core/tile/finite_mean.h"
#include "core/tile/row_splitter.h"

#include <span>
#include <utility>
#include <vector>

namespace tessera {

namespace {

class FileLevelBuilder {
public:
    FileLevelBuilder(const BlockTask& task, WorkerScratch& scratch, const std::stop_token& stop)
        : m_task(task)
        , m_level(fileLevelFor(task.subject, task.level))
        , m_rect(fileLevelSamples(task.subject, task.level, task.block))
        , m_splitter(task.block, task.tiles)
        , m_scratch(scratch)
        , m_reader(*m_level.subject, m_rect, scratch, stop)
        , m_columns(spans(task.block.column, task.block.columns, m_level.scale.columns,
              m_level.subject->source->info().plane.columns, m_rect.column))
    {
    }

    Result<BlockCost> build()
    {
        const auto samples = m_reader.read(
            {m_level.subject->plane, m_rect.row, m_rect.column, m_rect.rows, m_rect.columns},
            SalvageForm::Absent);
        if (!samples)
            return std::unexpected(samples.error());
        // What was salvaged is doubles, and scaled already.
        withScaling(samples->view.type, m_task.subject.kind == TileKind::Classes,
            [&]<class Sample, bool isScaled>() { addRows<Sample, isScaled>(samples->view); });
        m_reader.lapReduced();
        BlockCost& cost = m_reader.cost();
        cost.scratchBytes = m_scratch.bytes();
        cost.counts = std::move(m_splitter).counts();
        return std::move(cost);
    }

private:
    // Of pixels side by side, counted from the first sample that is read.
    std::vector<SampleSpan> spans(std::int64_t first, std::int64_t count, double scale,
        std::int64_t samples, std::int64_t from) const
    {
        std::vector<SampleSpan> found;
        found.reserve(static_cast<std::size_t>(count));
        for (std::int64_t pixel = first; pixel < first + count; ++pixel) {
            found.push_back(spanOf(pixel, m_task.level, scale, samples));
            found.back().first -= from;
        }
        return found;
    }

    template <class Sample, bool isScaled> void addRows(const SampleView& view)
    {
        const std::int64_t classes = view.classes;
        const std::int64_t values = m_task.block.columns * classes;
        m_scratch.stateNumbers.reserve(static_cast<std::size_t>(values) * sizeof(double));
        const auto means =
            m_scratch.stateNumbers.as<double>().first(static_cast<std::size_t>(values));
        const SampleView made{ElementType::Float64, m_scratch.stateNumbers.data(), 1,
            m_task.block.columns, classes, values, classes, 1};
        const auto rows = spans(m_task.block.row, m_task.block.rows, m_level.scale.rows,
            m_level.subject->source->info().plane.rows, m_rect.row);
        for (const SampleSpan& row : rows) {
            std::size_t at = 0;
            for (const SampleSpan& column : m_columns)
                for (std::int64_t index = 0; index < classes; ++index)
                    means[at++] = meanOfFinite<Sample, isScaled>(
                        view, {row.first, column.first, row.count, column.count}, index);
            m_splitter.take(made);
        }
    }

    const BlockTask& m_task;
    const FileLevelPlane& m_level;
    PixelRect m_rect; // of the file's level
    RowSplitter m_splitter;
    WorkerScratch& m_scratch;
    BandReader m_reader;
    std::vector<SampleSpan> m_columns;
};

} // namespace

Result<BlockCost> buildFileLevelBlock(
    const BlockTask& task, WorkerScratch& scratch, const std::stop_token& stop)
{
    return FileLevelBuilder(task, scratch, stop).build();
}

} // namespace tessera
