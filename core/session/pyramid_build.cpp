// SPDX-License-Identifier: MIT
#include "core/session/pyramid_build.h"

#include "core/levels/cell_means.h"
#include "core/session/subject_cells.h"
#include "core/tile/cell_maker.h"
#include "core/tile/plane_cells.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <new>
#include <optional>
#include <utility>
#include <vector>

namespace tessera {

namespace {

// The cells of the finest kept level under this one where anything may have been written.
void addWritten(const TileSubject& subject, const CellPosition& position,
    const std::stop_token& stop, std::vector<CellPosition>& written)
{
    const TileRange all = subject.cells->grid().tilesAt(position.level);
    if (position.row >= all.endRow || position.column >= all.endColumn || stop.stop_requested()
        || holdsNothing(subject, position))
        return;
    if (position.level == firstKeptLevel) {
        written.push_back(position);
        return;
    }
    constexpr int children = 4;
    for (int child = 0; child < children; ++child)
        addWritten(subject, childOf(position, child), stop, written);
}

std::vector<CellPosition> writtenCells(const TileSubject& subject, const std::stop_token& stop)
{
    std::vector<CellPosition> written;
    addWritten(subject, {subject.cells->grid().levels() - 1, 0, 0}, stop, written);
    return written;
}

// Gives out the cells of one level after the other: a level begins when the one below is there.
// What lies over nothing but nothing is left out: it is made as quickly as it is found.
// Threads: every member may be called from any thread.
class CellWork final : public WorkSource, public std::enable_shared_from_this<CellWork> {
public:
    CellWork(Engine& engine, SubjectPtr subject, std::vector<CellPosition> written,
        std::function<void(double)> progress)
        : m_engine(engine)
        , m_subject(std::move(subject))
        , m_progress(std::move(progress))
        , m_firstCells(std::ssize(written))
        , m_cells(std::move(written))
        , m_isComplete(m_cells.empty())
    {
    }

    Work take() override
    {
        const std::lock_guard lock(m_mutex);
        if (m_error || m_next == m_cells.size())
            return {};
        const CellPosition position = m_cells[m_next++];
        ++m_running;
        return [self = shared_from_this(), position](
                   WorkerContext& worker) { self->make(position, worker.scratch); };
    }

    void cancel()
    {
        m_stop.request_stop();
        const std::lock_guard lock(m_mutex);
        keepError(cancelled());
        m_news.notify_all();
    }

    Result<PyramidResult> wait()
    {
        std::unique_lock lock(m_mutex);
        m_news.wait(lock, [this] { return m_running == 0 && (m_error || m_isComplete); });
        if (m_error)
            return std::unexpected(*m_error);
        return PyramidResult{.cells = m_firstCells, .found = m_found, .damage = m_subject->damage};
    }

private:
    const TileGrid& grid() const { return m_subject->cells->grid(); }

    void make(const CellPosition& position, WorkerScratch& scratch)
    {
        Result<MadeCell> made;
        bool isFound = false;
        try {
            isFound = m_subject->cells->find(position).cell != nullptr;
            if (!isFound)
                made = CellMaker(*m_subject, scratch, m_stop.get_token()).make(position);
        } catch (const std::bad_alloc&) {
            made = fail(ErrorCode::OutOfMemory,
                "There is not enough memory to make the overview; close other programs and try "
                "again.");
        }
        bool isNextLevel = false;
        {
            const std::lock_guard lock(m_mutex);
            --m_running;
            if (!made)
                keepError(std::unexpected(std::move(made.error())));
            else if (position.level == firstKeptLevel)
                countFirst(isFound);
            isNextLevel = !m_error && m_running == 0 && climb();
            m_news.notify_all();
        }
        if (isNextLevel)
            m_engine.pool().wake();
    }

    // With m_mutex held:
    void countFirst(bool isFound)
    {
        m_found += isFound ? 1 : 0;
        ++m_done;
        if (m_progress)
            m_progress(static_cast<double>(m_done) / static_cast<double>(m_firstCells));
    }
    bool climb()
    {
        if (m_next < m_cells.size())
            return false;
        m_isComplete = m_cells.front().level + 1 >= grid().levels();
        if (m_isComplete)
            return false;
        for (CellPosition& cell : m_cells)
            cell = {cell.level + 1, cell.row / 2, cell.column / 2};
        std::ranges::sort(m_cells);
        const auto doubles = std::ranges::unique(m_cells);
        m_cells.erase(doubles.begin(), doubles.end());
        m_next = 0;
        return true;
    }
    void keepError(std::unexpected<Error> error)
    {
        if (!m_error && !m_isComplete) {
            m_error = std::move(error.error());
            m_stop.request_stop();
        }
    }

    Engine& m_engine;
    const SubjectPtr m_subject;
    const std::function<void(double)> m_progress;
    const std::int64_t m_firstCells;
    std::stop_source m_stop;

    std::mutex m_mutex; // guards all below
    std::condition_variable m_news;
    std::optional<Error> m_error;
    std::vector<CellPosition> m_cells; // of one level
    std::size_t m_next = 0; // of them, to be given out
    std::int64_t m_done = 0; // of the first kept level
    std::int64_t m_found = 0;
    int m_running = 0; // workers inside
    bool m_isComplete = false;
};

} // namespace

Result<PyramidResult> buildPyramid(Engine& engine, const OpenedVolume& volume, PlanePosition plane,
    std::function<void(double)> progress, const std::stop_token& stop)
{
    const VolumeInfo& info = volume.probabilities->info();
    plane.z = std::clamp<std::int64_t>(plane.z, 0, info.zCount - 1);
    plane.t = std::clamp<std::int64_t>(plane.t, 0, info.tCount - 1);
    const SubjectPtr subject =
        withCells({nextSubjectId(), volume.probabilities, plane, TileKind::Classes,
                      Measure::TopProbability, tileGridOf(info)},
            engine);
    if (!subject->cells || subject->cells->grid().levels() <= firstKeptLevel)
        return PyramidResult{.isLarge = false, .damage = subject->damage};
    auto written = writtenCells(*subject, stop);
    if (stop.stop_requested())
        return cancelled();
    const auto work = std::make_shared<CellWork>(engine, subject, written, std::move(progress));
    const std::stop_callback onStop(stop, [&work] { work->cancel(); });
    engine.pool().add(work);
    auto result = work->wait();
    if (result)
        result->archived = std::ranges::count_if(written,
            [&](const CellPosition& position) { return subject->cells->isArchived(position); });
    return result;
}

} // namespace tessera
