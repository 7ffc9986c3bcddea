// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/plane_render.h"
#include "ui/view/tile_bridge.h"

#include <QImage>
#include <QObject>

#include <filesystem>
#include <memory>

namespace tessera {

// Writes pictures in the background, one at a time; a cancelled or failed one leaves nothing
// behind. Threads: GUI thread only.
class PictureExporter : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PictureExporter)
public:
    PictureExporter(
        Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox, QObject* parent = nullptr);
    ~PictureExporter() override;

    bool isBusy() const { return m_job != nullptr; }
    // The whole plane at full resolution; PNG, or NPY by the target's extension. Where some of it
    // cannot be read, nothing is written and damageMet() is told instead of failed().
    void exportPlane(const OpenedVolume& volume, PlanePosition plane, const ColourTable& colours,
        const std::filesystem::path& target, DamagePolicy policy = DamagePolicy::Stop);
    void exportPicture(const QImage& picture, const std::filesystem::path& target); // PNG
    void cancel();

Q_SIGNALS:
    void started(const QString& shownName);
    void progressed(double fraction);
    void finished(const QString& path);
    void failed(const tessera::Error& error); // also Cancelled
    void damageMet(const tessera::Error& error);

private:
    struct Job;
    std::shared_ptr<Job> begin(const std::filesystem::path& target);
    void end(const std::shared_ptr<Job>& job, const Result<void>& result);

    Engine& m_engine;
    std::shared_ptr<TileBridge::Inbox> m_inbox;
    std::shared_ptr<Job> m_job; // null when nothing is written
};

} // namespace tessera
