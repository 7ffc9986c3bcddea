// SPDX-License-Identifier: MIT
#include "core/tile/spread_builder.h"

#include "core/cost/stopwatch.h"
#include "core/tile/band_reader.h"
#include "core/tile/finite_mean.h"
#include "core/tile/row_splitter.h"
#include "core/tile/spread_plan.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

namespace tessera {

namespace {

constexpr int mostSteps = 12; // towards something that was written
constexpr std::int64_t mostSearchNs = 5'000'000; // for it, in all of a block

template <class Sample, bool isScaled>
void meansInto(const SampleView& view, std::span<double> means)
{
    for (std::int64_t index = 0; index < view.classes; ++index)
        means[static_cast<std::size_t>(index)] =
            meanOfFinite<Sample, isScaled>(view, {0, 0, view.rows, view.columns}, index);
}

class SpreadBuilder {
public:
    SpreadBuilder(const BlockTask& task, WorkerScratch& scratch, const std::stop_token& stop)
        : m_task(task)
        , m_info(task.subject.source->info())
        , m_splitter(task.block, task.tiles)
        , m_scratch(scratch)
        , m_reader(task.subject, task.subject.grid.coveredAtLevel0(task.level, task.block), scratch,
              stop)
    {
    }

    Result<BlockCost> build()
    {
        const auto classes = static_cast<std::size_t>(m_info.classes);
        const std::size_t values = static_cast<std::size_t>(m_task.block.columns) * classes;
        m_scratch.stateNumbers.reserve(values * sizeof(double));
        const auto means = m_scratch.stateNumbers.as<double>().first(values);
        const SampleView view{ElementType::Float64, m_scratch.stateNumbers.data(), 1,
            m_task.block.columns, m_info.classes, m_task.block.columns * m_info.classes,
            m_info.classes, 1};
        for (std::int64_t row = 0; row < m_task.block.rows; ++row) {
            for (std::int64_t column = 0; column < m_task.block.columns; ++column)
                if (auto done =
                        addPixel({m_task.block.row + row, m_task.block.column + column, 1, 1},
                            means.subspan(static_cast<std::size_t>(column) * classes, classes));
                    !done)
                    return std::unexpected(std::move(done.error()));
            m_splitter.take(view);
            m_reader.lapReduced();
        }
        BlockCost& cost = m_reader.cost();
        cost.scratchBytes = m_scratch.bytes();
        cost.counts = std::move(m_splitter).counts();
        return std::move(cost);
    }

private:
    Result<> addPixel(const PixelRect& pixel, std::span<double> means)
    {
        const PixelRect rect =
            writtenSamples(m_task.subject.grid.coveredAtLevel0(m_task.level, pixel));
        const auto samples = m_reader.read(regionOf(rect), SalvageForm::Absent);
        if (!samples)
            return std::unexpected(samples.error());
        // What was salvaged is doubles, and scaled already.
        withScaling(samples->view.type, m_task.subject.kind == TileKind::Classes,
            [&]<class Sample, bool isScaled>() {
                meansInto<Sample, isScaled>(samples->view, means);
            });
        m_reader.cost().sampledPixels += rect.rows * rect.columns;
        m_reader.lapReduced();
        return {};
    }

    SourceRegion regionOf(const PixelRect& rect) const
    {
        return {m_task.subject.plane, rect.row, rect.column, rect.rows, rect.columns};
    }

    bool isEmpty(const PixelRect& rect) const
    {
        return m_task.subject.source->holdsNothing(regionOf(rect));
    }

    // The middle; where nothing was written there, one sample, or the middle of what is left of the
    // area after halving it towards where something was.
    PixelRect writtenSamples(const PixelRect& area)
    {
        const PixelRect samples = spreadSamples(m_info, area);
        if (!isEmpty(samples))
            return samples;
        const Stopwatch watch;
        const auto found = m_searchNs < mostSearchNs ? search(area) : std::nullopt;
        m_searchNs += watch.elapsedNs();
        return found.value_or(PixelRect{samples.row, samples.column, 1, 1});
    }

    std::optional<PixelRect> search(PixelRect area) const
    {
        for (int step = 0; step < mostSteps && !isEmpty(area); ++step) {
            if (const PixelRect samples = spreadSamples(m_info, area); !isEmpty(samples))
                return samples;
            const bool isHigh = area.rows >= area.columns;
            const std::int64_t half = (isHigh ? area.rows : area.columns) / 2;
            if (half == 0)
                break;
            PixelRect other = area;
            (isHigh ? area.rows : area.columns) = half;
            (isHigh ? other.row : other.column) += half;
            (isHigh ? other.rows : other.columns) -= half;
            if (isEmpty(area))
                area = other;
        }
        return std::nullopt;
    }

    const BlockTask& m_task;
    const VolumeInfo& m_info;
    RowSplitter m_splitter;
    WorkerScratch& m_scratch;
    BandReader m_reader;
    std::int64_t m_searchNs = 0;
};

} // namespace

Result<BlockCost> buildSpreadBlock(
    const BlockTask& task, WorkerScratch& scratch, const std::stop_token& stop)
{
    return SpreadBuilder(task, scratch, stop).build();
}

} // namespace tessera
