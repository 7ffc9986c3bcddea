// SPDX-License-Identifier: MIT
#include "tests/corpus/session_visit.h"

#include "core/cost/process_memory.h"
#include "core/session/open_memory.h"
#include "core/session/session.h"

#include <algorithm>
#include <condition_variable>
#include <fmt/format.h>
#include <memory>
#include <mutex>

namespace tessera::corpus {

namespace {

using Clock = std::chrono::steady_clock;

// Counts what comes, and keeps nothing of it.
class Counter final : public TileSink {
public:
    void tilesFinished(std::vector<TileOutcome> outcomes) override
    {
        {
            const std::lock_guard lock(m_mutex);
            for (const TileOutcome& one : outcomes)
                m_failed += one.tile && (*one.tile)->damage.parts == 0 ? 0 : 1;
            m_came += outcomes.size();
        }
        m_news.notify_all();
    }
    void probed()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isProbed = true;
        }
        m_news.notify_all();
    }

    // False where `isDone` did not become true in time. It is asked after every news and now and
    // then: news may come just before what they are about is counted.
    template <class Condition> bool waitUntil(std::chrono::milliseconds patience, Condition isDone)
    {
        constexpr std::chrono::milliseconds nowAndThen{20};
        const auto end = Clock::now() + patience;
        std::unique_lock lock(m_mutex);
        while (!m_news.wait_for(lock, nowAndThen, isDone))
            if (Clock::now() >= end)
                return false;
        return true;
    }
    bool isProbed() const { return m_isProbed; } // while waiting
    std::size_t failed() const
    {
        const std::lock_guard lock(m_mutex);
        return m_failed;
    }

private:
    mutable std::mutex m_mutex; // guards all below
    std::condition_variable m_news;
    std::size_t m_came = 0;
    std::size_t m_failed = 0;
    bool m_isProbed = false;
};

class Visitor {
public:
    Visitor(Engine& engine, std::chrono::milliseconds patience)
        : m_engine(engine)
        , m_patience(patience)
    {
    }

    Visit visit(const std::filesystem::path& path)
    {
        const auto began = Clock::now();
        auto volume = open({path, {}});
        if (!volume && volume.error().code == ErrorCode::Ambiguous)
            volume = chooseFrom(path, volume.error());
        if (volume) {
            look(*std::move(volume));
        } else {
            m_visit.said = volume.error().message;
            if (m_visit.said.empty() || !m_visit.said.ends_with('.'))
                m_visit.faults.push_back("what it says is no sentence: " + m_visit.said);
        }
        m_visit.slowest =
            std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
        return std::move(m_visit);
    }

private:
    Result<OpenedVolume> open(const VolumeLocation& location) const
    {
        return openVolume(location, OpenLimits{usualOpenMemory(), m_engine.chunks()});
    }

    Result<OpenedVolume> chooseFrom(const std::filesystem::path& path, const Error& ambiguous)
    {
        m_visit.outcome = Outcome::Choice;
        const auto datasets = listDatasets(path);
        if (!datasets)
            return std::unexpected(datasets.error());
        const auto found = std::ranges::find_if(*datasets, &DatasetEntry::suitable);
        if (found == datasets->end())
            return std::unexpected(ambiguous);
        return open({path, found->path});
    }

    void look(OpenedVolume volume)
    {
        const auto counter = std::make_shared<Counter>();
        Session session(m_engine, std::move(volume), std::make_shared<CostLog>(), counter);
        const VolumeInfo& info = session.info();
        for (const PlanePosition plane :
            {PlanePosition{}, PlanePosition{info.zCount - 1, info.tCount - 1}}) {
            session.setPlane(plane);
            want(session, *counter, wholePlane(session.grid()));
            want(session, *counter, middle(session.grid()));
        }
        probe(session, counter);
        if (m_visit.outcome != Outcome::Choice)
            m_visit.outcome = counter->failed() == 0 ? Outcome::Opened : Outcome::Damaged;
    }

    static VisiblePart wholePlane(const TileGrid& grid)
    {
        constexpr double windowRows = 768;
        constexpr double windowColumns = 1024;
        const auto [rows, columns] = grid.plane();
        const double scale =
            std::min(windowRows / static_cast<double>(std::max<std::int64_t>(1, rows)),
                windowColumns / static_cast<double>(std::max<std::int64_t>(1, columns)));
        return {{0, 0, rows, columns}, levelForScale(grid, std::min(scale, 1.0))};
    }

    static VisiblePart middle(const TileGrid& grid)
    {
        constexpr std::int64_t edge = 600;
        const auto [rows, columns] = grid.plane();
        return {{std::max<std::int64_t>(0, rows / 2 - edge / 2),
                    std::max<std::int64_t>(0, columns / 2 - edge / 2), std::min(edge, rows),
                    std::min(edge, columns)},
            0};
    }

    void want(Session& session, Counter& counter, const VisiblePart& part)
    {
        session.want(session.wishesFor({part}));
        if (!counter.waitUntil(m_patience, [&] { return session.state().pending == 0; }))
            m_visit.faults.push_back(fmt::format("{} of {} tiles are not there after {} ms",
                session.state().pending, session.state().wished, m_patience.count()));
    }

    void probe(Session& session, const std::shared_ptr<Counter>& counter)
    {
        const auto [rows, columns] = session.grid().plane();
        session.probe(
            rows / 2, columns / 2, [counter](const Result<ProbeResult>&) { counter->probed(); });
        if (!counter->waitUntil(m_patience, [&] { return counter->isProbed(); }))
            m_visit.faults.emplace_back("a probe was not answered");
    }

    Engine& m_engine;
    std::chrono::milliseconds m_patience;
    Visit m_visit;
};

} // namespace

Visit visitBySession(Engine& engine, const Item& item, const std::filesystem::path& corpus,
    std::chrono::milliseconds patience)
{
    Visit visit = Visitor(engine, patience).visit(corpus / item.path);
    if (!item.allowed.has(visit.outcome) && visit.faults.empty())
        visit.faults.push_back(fmt::format("it {}; {}", nameOf(visit.outcome), visit.said));
    if (visit.slowest > patience)
        visit.faults.push_back(fmt::format("it took {} ms", visit.slowest.count()));
    return visit;
}

} // namespace tessera::corpus
