// SPDX-License-Identifier: MIT
#include "core/session/plane_render.h"

#include "core/base/path_text.h"
#include "core/cost/stopwatch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace tessera {

namespace {

std::unexpected<Error> noMemory()
{
    return fail(ErrorCode::OutOfMemory,
        "There is not enough memory to render the picture; close other programs and try again.");
}

SubjectPtr subjectOf(const OpenedVolume& volume, const RenderWish& wish)
{
    const VolumeInfo& info = volume.probabilities->info();
    PlanePosition plane = wish.plane;
    plane.z = std::clamp<std::int64_t>(plane.z, 0, info.zCount - 1);
    plane.t = std::clamp<std::int64_t>(plane.t, 0, info.tCount - 1);
    return std::make_shared<const TileSubject>(
        TileSubject{nextSubjectId(), volume.probabilities, plane, TileKind::Classes,
            Measure::TopProbability, TileGrid(info.plane, TileGrid::edgeFor(0)),
            wish.damage ? wish.damage : std::make_shared<PlaneDamage>()});
}

std::unexpected<Error> refused(const TileSubject& subject)
{
    const VolumeInfo& info = subject.source->info();
    return fail(ErrorCode::Damaged,
        fmt::format("Some of \"{}\" cannot be read, so that no picture was written; it can be "
                    "written with the damage marked.",
            shownName(info.path)),
        toUtf8(info.path));
}

} // namespace

PlaneRender::PlaneRender(
    Engine& engine, RenderJob job, std::unique_ptr<StripeWriter> writer, Callbacks callbacks)
    : m_engine(engine)
    , m_job(std::move(job))
    , m_writer(std::move(writer))
    , m_callbacks(std::move(callbacks))
{
}

std::shared_ptr<PlaneRender> PlaneRender::start(Engine& engine, const OpenedVolume& volume,
    RenderWish wish, std::unique_ptr<StripeWriter> writer, Callbacks callbacks)
{
    std::shared_ptr<PlaneRender> render(new PlaneRender(engine,
        {subjectOf(volume, wish), wish.level, std::move(wish.colours), wish.policy},
        std::move(writer), std::move(callbacks)));
    render->m_running = 1;
    const StripeWish stripes{wish.level, engine.pool().threads(), wish.memory, wish.corner};
    engine.pool().post([render, stripes](WorkerContext&) { render->begin(stripes); });
    engine.pool().add(render);
    return render;
}

void PlaneRender::cancel()
{
    const std::lock_guard lock(m_mutex);
    if (m_isOver) // what it came to is being told, without the lock
        return;
    m_stop.request_stop();
    keepError(cancelled());
    if (!isToEnd())
        return;
    m_isOver = true;
    // Not here: this may be a thread that must not wait for a disk.
    m_engine.pool().post([self = shared_from_this()](WorkerContext&) { self->finish(); });
}

Work PlaneRender::take()
{
    const std::lock_guard lock(m_mutex);
    if (!m_hasBegun || m_error || m_isOver)
        return {};
    Slot* slot = m_running < m_plan.workers ? openSlot() : nullptr;
    if (slot == nullptr) {
        m_hasTurnedAway = true;
        return {};
    }
    ++m_running;
    return [self = shared_from_this(), slot, block = slot->taken++](
               WorkerContext&) { self->build(*slot, block); };
}

PlaneRender::Slot* PlaneRender::openSlot()
{
    if (m_open != nullptr && m_open->taken < m_plan.blocksPerStripe())
        return m_open;
    if (m_nextStripe == m_plan.stripes() || m_freeSlots.empty())
        return nullptr;
    m_open = m_freeSlots.back();
    m_freeSlots.pop_back();
    m_open->index = m_nextStripe++;
    m_open->taken = 0;
    m_open->left = m_plan.blocksPerStripe();
    const PixelRect rect = m_plan.stripe(m_open->index);
    m_open->stripe.firstRow = rect.row;
    m_open->stripe.rows = rect.rows;
    return m_open;
}

void PlaneRender::begin(const StripeWish& wish)
{
    const Stopwatch watch;
    Result<void> begun;
    try {
        const auto plan = planStripes(*m_job.subject, wish, *m_writer);
        if (!plan) {
            begun = std::unexpected(plan.error());
        } else {
            m_plan = *plan;
            makeSlots();
            begun = m_writer->begin(m_plan.shape);
        }
    } catch (const std::bad_alloc&) {
        begun = noMemory();
    }
    {
        const std::lock_guard lock(m_mutex);
        m_cost.writeNs += watch.elapsedNs();
        m_hasTurnedAway = true;
        m_hasBegun = begun.has_value();
        keepError(std::move(begun));
    }
    leave();
}

void PlaneRender::makeSlots()
{
    const std::int64_t count = std::min<std::int64_t>(m_plan.stripesInFlight, m_plan.stripes());
    for (std::int64_t made = 0; made < count; ++made) {
        auto slot = std::make_unique<Slot>();
        slot->stripe.rowLead = m_writer->rowLead();
        slot->stripe.rowBytes = m_plan.rowBytes;
        slot->stripe.bytes =
            AlignedBuffer(static_cast<std::size_t>(m_plan.stripeRows) * m_plan.rowBytes);
        m_freeSlots.push_back(slot.get());
        m_slots.push_back(std::move(slot));
    }
}

void PlaneRender::build(Slot& slot, std::int64_t block)
{
    PainterPtr painter;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_painters.empty()) {
            painter = std::move(m_painters.back());
            m_painters.pop_back();
        }
    }
    RenderCost cost;
    Result<void> painted = paint(slot, block, painter, cost);
    bool isWhole = false;
    {
        const std::lock_guard lock(m_mutex);
        if (painter)
            m_painters.push_back(std::move(painter));
        m_cost += cost;
        isWhole = --slot.left == 0 && painted && !m_error;
        keepError(std::move(painted));
    }
    if (isWhole)
        complete(slot);
    leave();
}

Result<void> PlaneRender::paint(
    Slot& slot, std::int64_t block, PainterPtr& painter, RenderCost& cost)
try {
    if (!painter)
        painter = std::make_unique<StripePainter>();
    return painter->paint(m_job, m_plan.block(slot.index, block), m_plan.stepRows, slot.stripe,
        m_stop.get_token(), cost);
} catch (const std::bad_alloc&) {
    return noMemory();
}

void PlaneRender::complete(Slot& slot)
{
    const Stopwatch watch;
    Result<void> encoded;
    try {
        encoded = m_writer->encode(slot.stripe);
    } catch (const std::bad_alloc&) {
        encoded = noMemory();
    }
    {
        const std::lock_guard lock(m_mutex);
        m_cost.encodeNs += watch.elapsedNs();
        if (!encoded) {
            keepError(std::move(encoded));
            return;
        }
        m_encoded.emplace(slot.index, &slot);
        if (m_isHandingOver) // by somebody who will find it
            return;
        m_isHandingOver = true;
    }
    handOver();
}

void PlaneRender::handOver()
{
    std::unique_lock lock(m_mutex);
    while (!m_error && m_encoded.contains(m_written)) {
        const auto next = m_encoded.extract(m_written);
        lock.unlock();
        const Stopwatch watch;
        Result<void> appended = m_writer->append(next.mapped()->stripe);
        const std::int64_t writeNs = watch.elapsedNs();
        if (appended && m_callbacks.progress)
            m_callbacks.progress(
                static_cast<double>(next.key() + 1) / static_cast<double>(m_plan.stripes()));
        lock.lock();
        m_cost.writeNs += writeNs;
        keepError(std::move(appended));
        m_freeSlots.push_back(next.mapped());
        ++m_written;
        if (std::exchange(m_hasTurnedAway, false)) {
            lock.unlock();
            m_engine.pool().wake();
            lock.lock();
        }
    }
    m_isHandingOver = false;
}

void PlaneRender::keepError(Result<void> result)
{
    if (!result && !m_error) {
        m_error = std::move(result.error());
        m_stop.request_stop();
    }
}

bool PlaneRender::isToEnd() const
{
    const bool isWritten = m_hasBegun && m_written == m_plan.stripes();
    return m_running == 0 && !m_isOver && (m_error || isWritten);
}

void PlaneRender::leave()
{
    bool isLast = false;
    bool hasWaiting = false;
    {
        const std::lock_guard lock(m_mutex);
        --m_running;
        isLast = isToEnd();
        m_isOver = m_isOver || isLast;
        hasWaiting = std::exchange(m_hasTurnedAway, false);
    }
    if (isLast)
        finish();
    else if (hasWaiting)
        m_engine.pool().wake();
}

// Nobody else is inside any more.
void PlaneRender::finish()
{
    Result<RenderCost> result = m_cost;
    if (m_error) {
        result = std::unexpected(*m_error);
    } else if (m_job.policy == DamagePolicy::Refuse && !m_job.subject->damage->isEmpty()) {
        result = refused(*m_job.subject);
    } else {
        const Stopwatch watch;
        if (auto finished = m_writer->finish(); !finished)
            result = std::unexpected(std::move(finished.error()));
        else
            result->writeNs += watch.elapsedNs();
    }
    m_writer.reset(); // removes what is not whole
    m_slots.clear();
    m_painters.clear();
    m_job.subject.reset();
    const Callbacks callbacks = std::exchange(m_callbacks, {}); // they may hold this object
    callbacks.done(result);
}

} // namespace tessera
