// SPDX-License-Identifier: MIT
#include "core/session/session.h"

#include "core/kernel/sample_value.h"
#include "core/session/subject_cells.h"
#include "core/tile/cell_maker.h"
#include "core/tile/plane_cells.h"

#include <algorithm>
#include <new>
#include <utility>

namespace tessera {

namespace {

// Planes beyond this many lose their number, and with it their cached tiles.
constexpr std::size_t maxKnownPlanes = 4096;

Result<ProbeResult> readPixel(const VolumeSource& source, PlanePosition plane, std::int64_t row,
    std::int64_t column, WorkerScratch& scratch)
try {
    const auto samples = source.read({plane, row, column, 1, 1, 1}, scratch.read, {});
    if (!samples)
        return std::unexpected(samples.error());
    ProbeResult result{row, column, {}};
    const SampleView& view = samples->view;
    withElementType(view.type, [&]<class Sample>(Sample) {
        for (std::int64_t index = 0; index < view.classes; ++index)
            result.values.push_back(toProbability(view.row<Sample>(0)[index * view.classStride]));
    });
    return result;
} catch (const std::bad_alloc&) {
    return fail(ErrorCode::OutOfMemory, "There is not enough memory to read this pixel.");
}

void forgetDamage(const TileSubject& subject)
{
    subject.damage->forget();
    if (subject.cells)
        subject.cells->forgetDamage();
    for (const FileLevelPlane& level : subject.fileLevels)
        level.subject->damage->forget();
}

} // namespace

Session::Session(Engine& engine, OpenedVolume volume, std::shared_ptr<CostLog> costs,
    std::shared_ptr<TileSink> sink)
    : m_engine(engine)
    , m_volume(std::move(volume))
    , m_grid(tileGridOf(info()))
    , m_costs(std::move(costs))
    , m_scheduler(TileScheduler::create({engine.pool(), engine.cache(), m_costs, std::move(sink),
          engine.trace(), engine.buffers()}))
    , m_prefetch(Prefetch::create(
          {engine.pool(), engine.cache(), m_costs, nullptr, engine.trace(), engine.buffers()},
          m_scheduler))
    , m_latestProbe(std::make_shared<std::atomic<std::uint64_t>>(0))
    , m_stepsInTime(info().zCount == 1)
{
    m_reading = {info().dataset, info().meaning.axes, info().planeAxes, info().meaning.scale, {}};
    m_subjects = makeSubjects({});
    m_knownPlanes.emplace(std::pair{0, 0}, m_subjects);
}

Session::~Session()
{
    m_latestProbe->fetch_add(1);
    m_prefetch->close();
    m_scheduler->close();
    m_engine.cache().drop(std::move(m_numbers));
    // Closing a file may wait for a read of it, and cells are many bytes to let go of: not in the
    // thread that closes a window.
    m_subjects = {};
    m_wanted.clear();
    m_engine.pool().post([volume = std::move(m_volume), planes = std::move(m_knownPlanes),
                             images = std::move(m_knownImages)](WorkerContext&) { });
}

Reading Session::reading() const
{
    const std::lock_guard lock(m_mutex);
    return m_reading;
}

Session::Subjects Session::subjects() const
{
    const std::lock_guard lock(m_mutex);
    return m_subjects;
}

// An image without slices lies under all of them, and is read once.
SubjectPtr Session::makeImageSubject(PlanePosition plane)
{
    const VolumeInfo& image = m_volume.image->info();
    const PlanePosition of{
        plane.z < image.zCount ? plane.z : 0, plane.t < image.tCount ? plane.t : 0};
    if (m_knownImages.size() >= maxKnownPlanes)
        m_knownImages.clear();
    SubjectPtr& known = m_knownImages[{of.z, of.t}];
    if (!known) {
        known = withCells(
            {nextSubjectId(), m_volume.image, of, TileKind::Image, Measure::TopProbability, m_grid},
            m_engine);
        m_numbers.push_back(known->id);
    }
    return known;
}

Session::Subjects Session::makeSubjects(PlanePosition plane)
{
    Subjects made;
    TileSubject classes{nextSubjectId(), m_volume.probabilities, plane, TileKind::Classes,
        Measure::TopProbability, m_grid};
    classes.fileLevels = fileLevelsOf(classes, m_volume.levels);
    made.classes = withCells(std::move(classes), m_engine);
    m_numbers.push_back(made.classes->id);
    if (m_volume.image)
        made.image = makeImageSubject(plane);
    return made;
}

void Session::setPlane(PlanePosition plane)
{
    plane.z = std::clamp<std::int64_t>(plane.z, 0, info().zCount - 1);
    plane.t = std::clamp<std::int64_t>(plane.t, 0, info().tCount - 1);
    const std::lock_guard lock(m_mutex);
    const PlanePosition former = std::exchange(m_reading.plane, plane);
    if (plane.z != former.z) {
        m_stepsBack = plane.z < former.z;
        m_stepsInTime = false;
    } else if (plane.t != former.t) {
        m_stepsBack = plane.t < former.t;
        m_stepsInTime = true;
    }
    m_subjects = subjectsAt(plane);
}

Session::Subjects Session::subjectsAt(PlanePosition plane)
{
    const std::pair key{plane.z, plane.t};
    auto known = m_knownPlanes.find(key);
    if (known == m_knownPlanes.end()) {
        if (m_knownPlanes.size() >= maxKnownPlanes)
            m_knownPlanes.erase(m_knownPlanes.begin());
        known = m_knownPlanes.emplace(key, makeSubjects(plane)).first;
    }
    return known->second;
}

void Session::want(const std::vector<TileWish>& wishes)
{
    std::vector<TileWish> now;
    now.reserve(wishes.size());
    {
        const std::lock_guard lock(m_mutex);
        m_wanted = wishes;
    }
    for (const TileWish& one : wishes) {
        const bool isFree = mayBeMade(one);
        if (!isFree && !usesCells(*one.subject, one.key.level, one.quality))
            continue;
        now.push_back(one);
        now.back().isOnlyIfKept = !isFree;
    }
    if (!now.empty())
        m_prefetch->stop();
    m_scheduler->wish(now);
}

bool Session::isThere(const TileWish& wish) const
{
    return m_engine.cache().contains(wish.key, wish.quality);
}

bool Session::mayBeMade(const TileWish& wish) const
{
    return m_isRefining || !wish.isRefining || isThere(wish);
}

void Session::setRefining(bool isOn)
{
    if (m_isRefining.exchange(isOn) == isOn)
        return;
    std::vector<TileWish> wanted;
    std::optional<Ahead> ahead;
    {
        const std::lock_guard lock(m_mutex);
        wanted = m_wanted;
        ahead = m_ahead;
    }
    m_prefetch->stop();
    want(wanted);
    if (ahead)
        foresee(*ahead);
}

Refinement Session::refinement() const
{
    Refinement state{.isPaused = !m_isRefining};
    if (const auto cells = subjects().classes->cells) {
        state.share = cells->share();
        state.isComplete = cells->isComplete();
    }
    return state;
}

TileKey Session::classKey(int level, TilePosition tile) const
{
    return {subjects().classes->id, level, tile.row, tile.column};
}

TileKey Session::imageKey(int level, TilePosition tile) const
{
    const SubjectPtr image = subjects().image;
    return {image ? image->id : 0, level, tile.row, tile.column};
}

bool Session::isRefining(const VisiblePart& part) const
{
    return part.level > 0 && !isSmallEnoughForMeans(m_grid, part, info().classes);
}

TileQuality Session::qualityFor(const VisiblePart& part) const
{
    return m_isRefining || !isRefining(part) ? TileQuality::Exact : TileQuality::Sampled;
}

std::vector<TileWish> Session::wishesFor(const ViewWish& view) const
{
    return wishesFor(view, subjects());
}

std::vector<TileWish> Session::wishesFor(const ViewWish& view, const Subjects& of) const
{
    const bool isPartLarge = isRefining(view.part);
    std::vector<TileWish> wishes;
    for (const TilePosition tile : tilesFromCentre(m_grid, view.part)) {
        const auto add = [&](const SubjectPtr& subject) {
            wishes.push_back({subject, {subject->id, view.part.level, tile.row, tile.column},
                TileQuality::Exact, isPartLarge});
        };
        if (view.wantsClasses)
            add(of.classes);
        if (view.wantsImage && of.image)
            add(of.image);
    }
    return wishes;
}

std::vector<TileWish> Session::standInsFor(
    const ViewWish& view, bool isFirstNeeded, const IsThere& isThere) const
{
    const Subjects of = subjects();
    std::vector<SubjectPtr> layers;
    if (view.wantsClasses)
        layers.push_back(of.classes);
    if (view.wantsImage && of.image)
        layers.push_back(of.image);
    return tessera::standInsFor(
        layers, view.part, m_engine.pool().threads(), isFirstNeeded, isThere);
}

void Session::retryFailed()
{
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [plane, subjects] : m_knownPlanes)
            forgetDamage(*subjects.classes);
        for (const auto& [plane, image] : m_knownImages)
            forgetDamage(*image);
    }
    m_scheduler->forgetFailures();
}

void Session::probe(
    std::int64_t row, std::int64_t column, std::function<void(Result<ProbeResult>)> done)
{
    const std::uint64_t number = m_latestProbe->fetch_add(1) + 1;
    const PlanePosition plane = subjects().classes->plane;
    m_engine.pool().post([source = m_volume.probabilities, latest = m_latestProbe, number, plane,
                             row, column, done = std::move(done)](WorkerContext& context) {
        if (latest->load() != number)
            return;
        auto result = readPixel(*source, plane, row, column, context.scratch);
        if (latest->load() == number)
            done(std::move(result));
    });
}

} // namespace tessera
