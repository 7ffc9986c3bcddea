// SPDX-License-Identifier: MIT
#include "ui/window/picture_exporter.h"

#include "core/base/path_text.h"
#include "core/output/picture_writer.h"
#include "core/output/rgba_png.h"

#include <QPointer>

#include <atomic>
#include <cstdint>
#include <new>
#include <span>
#include <utility>

namespace tessera {

// Shared with the workers; what they tell goes through the inbox.
struct PictureExporter::Job {
    std::filesystem::path target;
    std::shared_ptr<PlaneRender> render; // of a plane; set by the GUI thread
    std::shared_ptr<PlaneDamage> damage = std::make_shared<PlaneDamage>();
    bool stopsAtDamage = false;
    std::atomic<bool> isCancelled = false;
};

PictureExporter::PictureExporter(
    Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_inbox(std::move(inbox))
{
}

PictureExporter::~PictureExporter()
{
    cancel();
}

std::shared_ptr<PictureExporter::Job> PictureExporter::begin(const std::filesystem::path& target)
{
    cancel();
    m_job = std::make_shared<Job>();
    m_job->target = target;
    Q_EMIT started(QString::fromStdString(shownName(target)));
    return m_job;
}

void PictureExporter::exportPlane(const OpenedVolume& volume, PlanePosition plane,
    const ColourTable& colours, const std::filesystem::path& target, DamagePolicy policy)
{
    const auto job = begin(target);
    job->stopsAtDamage = policy == DamagePolicy::Stop;
    const QPointer<PictureExporter> self(this);
    const auto tell = [self, job, inbox = m_inbox](const Result<void>& result) {
        inbox->post([self, job, result] {
            if (self)
                self->end(job, result);
        });
    };
    auto writer = createPictureWriter(target);
    if (!writer) {
        tell(std::unexpected(writer.error()));
        return;
    }
    PlaneRender::Callbacks callbacks;
    callbacks.progress = [self, job, inbox = m_inbox](double fraction) {
        inbox->post([self, job, fraction] {
            if (self && self->m_job == job)
                Q_EMIT self->progressed(fraction);
        });
    };
    callbacks.done = [tell](const Result<RenderCost>& result) {
        tell(result ? Result<void>() : std::unexpected(result.error()));
    };
    job->render = PlaneRender::start(m_engine, volume,
        {.plane = plane, .colours = colours, .policy = policy, .damage = job->damage},
        std::move(*writer), std::move(callbacks));
}

void PictureExporter::exportPicture(const QImage& picture, const std::filesystem::path& target)
{
    const auto job = begin(target);
    const QPointer<PictureExporter> self(this);
    const QImage copy = picture.convertToFormat(QImage::Format_RGB32);
    m_engine.pool().post([self, job, copy, inbox = m_inbox](WorkerContext&) {
        const auto progress = [&](double fraction) {
            inbox->post([self, job, fraction] {
                if (self && self->m_job == job)
                    Q_EMIT self->progressed(fraction);
            });
            return !job->isCancelled;
        };
        // Rows of 32-bit pixels have no gaps in Qt's images.
        const std::span pixels(reinterpret_cast<const std::uint32_t*>(copy.constBits()),
            static_cast<std::size_t>(copy.width()) * static_cast<std::size_t>(copy.height()));
        Result<void> result;
        try {
            result = writeRgbPng(job->target, {copy.height(), copy.width()}, pixels, progress);
        } catch (const std::bad_alloc&) {
            result =
                fail(ErrorCode::OutOfMemory, "There is not enough memory to write the picture.");
        }
        inbox->post([self, job, result] {
            if (self)
                self->end(job, result);
        });
    });
}

void PictureExporter::cancel()
{
    if (!m_job)
        return;
    m_job->isCancelled = true;
    // Job and rendering hold each other; when nobody is left to take the end, this lets go of both.
    if (const auto render = std::exchange(m_job->render, nullptr))
        render->cancel();
}

void PictureExporter::end(const std::shared_ptr<Job>& job, const Result<void>& result)
{
    job->render.reset();
    if (job != m_job)
        return;
    m_job.reset();
    if (result)
        Q_EMIT finished(QString::fromStdString(toUtf8(job->target)));
    else if (job->stopsAtDamage && !job->damage->isEmpty() && isLocalDamage(result.error())
        && result.error().code != ErrorCode::WriteFailed)
        Q_EMIT damageMet(result.error());
    else
        Q_EMIT failed(result.error());
}

} // namespace tessera
