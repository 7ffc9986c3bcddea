// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/open_source.h"
#include "core/tile/engine.h"
#include "ui/view/tile_bridge.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

namespace tessera {

// Reads the volume that is open in another way (other axes, another scale, another plane), in the
// background, the latest wish only: a new one cancels the one under way.
// Threads: GUI thread only; the workers do the reading.
class VolumeRereader : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(VolumeRereader)
public:
    VolumeRereader(
        Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox, QObject* parent = nullptr);
    ~VolumeRereader() override;

    void read(const OpenedVolume& volume, const ReadingWish& wish);
    // Over the image in that file (or "FILE::/dataset"), read as before.
    void readOver(
        const OpenedVolume& volume, const VolumeLocation& image, const OpenLimits& limits);
    void cancel(); // what is under way is told to nobody
    bool isBusy() const { return m_isBusy; }

Q_SIGNALS:
    void wasRead(const tessera::OpenedVolume& volume);
    void imageWasRead(const tessera::VolumeLocation& image, const tessera::OpenedVolume& volume);
    void failed(const tessera::Error& error);

private:
    using Read = std::function<Result<OpenedVolume>(const std::stop_token&)>;
    using Tell = std::function<void(VolumeRereader&, const OpenedVolume&)>;
    void start(Read read, Tell tell);
    void take(std::uint64_t number, const Result<OpenedVolume>& volume, const Tell& tell);

    Engine& m_engine;
    std::shared_ptr<TileBridge::Inbox> m_inbox;
    std::stop_source m_stop;
    std::uint64_t m_number = 0; // of the latest wish
    bool m_isBusy = false;
};

} // namespace tessera
