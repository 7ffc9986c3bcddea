// SPDX-License-Identifier: MIT
#include "ui/window/volume_opener.h"

#include "core/base/path_text.h"
#include "core/cost/stopwatch.h"

#include <QPointer>

#include <fmt/format.h>

#include <new>
#include <utility>

namespace tessera {

namespace {

bool doesNotFit(const Error& error)
{
    return error.code == ErrorCode::BadArgument || error.code == ErrorCode::Unsupported;
}

} // namespace

void dropImage(OpenedVolume& volume)
{
    volume.image = nullptr;
    volume.imageArray = nullptr;
    volume.imageAxes = {};
}

VolumeOpener::VolumeOpener(
    Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_inbox(std::move(inbox))
{
}

VolumeOpener::~VolumeOpener()
{
    m_stop.request_stop();
}

struct VolumeOpener::Job {
    VolumeLocation location;
    OpenLimits limits;
    ImageChoice image;
    bool isRemembered = false;
    OpenProgress progress;
};

// Whether it opens then.
bool VolumeOpener::tryWithout(
    DroppedChoice dropped, const Job& job, const std::stop_token& stop, Answer& answer)
{
    OpenLimits limits = job.limits;
    if (dropped == DroppedChoice::Image)
        limits.image.clear();
    else
        limits.reading = {};
    auto volume = openVolume(job.location, limits, job.progress, stop);
    if (!volume)
        return false;
    answer.why = std::move(answer.volume.error());
    answer.volume = std::move(volume);
    answer.dropped = dropped;
    return true;
}

VolumeOpener::Answer VolumeOpener::tryToRead(const Job& job, const std::stop_token& stop)
{
    Answer answer{
        job.location, openVolume(job.location, job.limits, job.progress, stop), {}, job.image};
    const bool hasImage = !job.limits.image.empty();
    const auto dropsReading = [&](const Job& what) {
        return doesNotFit(answer.volume.error())
            && tryWithout(DroppedChoice::Reading, what, stop, answer);
    };
    if (job.isRemembered && !answer.volume) {
        if (hasImage && tryWithout(DroppedChoice::Image, job, stop, answer)) {
            answer.image.reset();
        } else if (!dropsReading(job) && hasImage) {
            Job without = job;
            without.limits.image.clear();
            if (dropsReading(without))
                answer.image.reset();
        }
    }
    if (answer.volume && answer.image && answer.image->empty())
        dropImage(*answer.volume);
    if (!answer.volume && answer.volume.error().code == ErrorCode::Ambiguous)
        if (auto datasets = listDatasets(job.location.path, job.limits, stop))
            answer.datasets = std::move(*datasets);
    return answer;
}

VolumeOpener::Answer VolumeOpener::read(const Job& job, const std::stop_token& stop)
{
    try {
        return tryToRead(job, stop);
    } catch (const std::bad_alloc&) {
        return {job.location,
            fail(ErrorCode::OutOfMemory,
                fmt::format(
                    "There is not enough memory to open \"{}\"; close other files and try again.",
                    shownName(job.location.path))),
            {}};
    }
}

std::uint64_t VolumeOpener::begin(const VolumeLocation& location)
{
    cancel();
    m_stop = {};
    m_isBusy = true;
    const std::uint64_t number = ++m_number;
    Q_EMIT started(QString::fromStdString(shownName(location.path)));
    return number;
}

OpenLimits VolumeOpener::limits() const
{
    OpenLimits limits{m_engine.openMemory(), m_engine.chunks()};
    limits.guides = m_engine.guides();
    limits.linkedFilesAnywhere = m_linkedFilesAnywhere;
    return limits;
}

void VolumeOpener::open(const VolumeLocation& location, const OpenChoice& choice)
{
    const std::uint64_t number = begin(location);
    // The answer travels as a closure; it may outlive this object, which the pointer notices.
    const QPointer<VolumeOpener> self(this);
    const auto progress = [inbox = m_inbox, self, number](double fraction) {
        inbox->post([self, number, fraction] {
            if (self && self->m_number == number && self->m_isBusy)
                Q_EMIT self->progressed(fraction);
        });
    };
    OpenLimits limits = this->limits();
    limits.reading = choice.reading;
    if (choice.image)
        limits.image = fromUtf8(*choice.image);
    const Job job{location, limits, choice.image, choice.isRemembered, progress};
    m_engine.pool().post([job, self, number, inbox = m_inbox, stop = m_stop.get_token(),
                             trace = m_engine.trace()](WorkerContext& context) {
        const std::int64_t start = nowNs();
        auto answer = std::make_shared<const Answer>(read(job, stop));
        if (trace)
            trace->span(Trace::firstWorkerLane + context.worker, "open", start, nowNs());
        inbox->post([self, number, answer] {
            if (self)
                self->take(number, *answer);
        });
    });
}

void VolumeOpener::list(const VolumeLocation& location)
{
    const std::uint64_t number = begin(location);
    const QPointer<VolumeOpener> self(this);
    m_engine.pool().post([location, limits = limits(), self, number, inbox = m_inbox,
                             stop = m_stop.get_token()](WorkerContext&) {
        auto answer = std::make_shared<const Result<std::vector<DatasetEntry>>>(
            listDatasets(location.path, limits, stop));
        inbox->post([self, number, location, answer] {
            if (self)
                self->takeList(number, location, *answer);
        });
    });
}

void VolumeOpener::cancel()
{
    m_stop.request_stop();
    ++m_number;
    if (std::exchange(m_isBusy, false))
        Q_EMIT ended();
}

void VolumeOpener::take(std::uint64_t number, const Answer& answer)
{
    if (number != m_number)
        return;
    m_isBusy = false;
    Q_EMIT ended();
    if (answer.volume)
        Q_EMIT opened(answer.location, *answer.volume, answer.image);
    else if (!answer.datasets.empty())
        Q_EMIT choiceNeeded(answer.location, answer.datasets, answer.volume.error());
    else
        Q_EMIT failed(answer.location, answer.volume.error());
    if (answer.dropped != DroppedChoice::Nothing)
        Q_EMIT choiceDropped(answer.location, answer.dropped, answer.why);
}

void VolumeOpener::takeList(std::uint64_t number, const VolumeLocation& location,
    const Result<std::vector<DatasetEntry>>& datasets)
{
    if (number != m_number)
        return;
    m_isBusy = false;
    Q_EMIT ended();
    if (datasets)
        Q_EMIT listed(location, *datasets);
    else
        Q_EMIT failed(location, datasets.error());
}

} // namespace tessera
