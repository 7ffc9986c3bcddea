// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/reading_thumbnail.h"
#include "ui/view/tile_bridge.h"

#include <QImage>
#include <QObject>

#include <cstdint>
#include <map>
#include <memory>

namespace tessera {

// Small pictures of volumes, made in the background. Each has a number, by which it is told; a new
// wish under a number takes the place of the former. Threads: GUI thread only.
class ThumbnailLoader : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ThumbnailLoader)
public:
    ThumbnailLoader(
        Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox, QObject* parent = nullptr);
    ~ThumbnailLoader() override;

    void load(int number, const OpenedVolume& volume, const ThumbnailWish& wish);
    void load(int number, const VolumeLocation& location, const OpenLimits& limits,
        const ThumbnailWish& wish);
    void cancelAll();

Q_SIGNALS:
    void loaded(int number, const QImage& picture);
    void failed(int number, const tessera::Error& error);

private:
    struct Wish {
        std::uint64_t serial = 0;
        std::shared_ptr<ThumbnailRequest> request; // let go of, it stops
    };
    ThumbnailRequest::Done begin(int number);
    void take(int number, std::uint64_t serial, const Result<Thumbnail>& thumbnail);

    Engine& m_engine;
    std::shared_ptr<TileBridge::Inbox> m_inbox;
    std::uint64_t m_serial = 0;
    std::map<int, Wish> m_wishes; // under way
};

} // namespace tessera
