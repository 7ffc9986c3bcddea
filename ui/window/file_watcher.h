// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/file_watch.h"
#include "core/session/folder_notices.h"
#include "core/tile/engine.h"
#include "ui/view/tile_bridge.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>

namespace tessera {

// Tells what other programs do to the files of a volume: soon where the system gives notice, else
// within two seconds. A file that is being written is told of when it was left alone for 300 ms,
// but twice a second at least and at most while it is not. The workers do the looking.
// Threads: GUI thread only.
class FileWatcher : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FileWatcher)
public:
    FileWatcher(Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox, QObject* parent);
    ~FileWatcher() override;

    void watch(const VolumeInfo& info); // in place of what was watched before
    void stop();

Q_SIGNALS:
    void newsCame(const tessera::FileNews& news);

private:
    struct Watched;
    struct Looked {
        std::shared_ptr<Watched> watched;
        std::optional<FileNews> news;
    };
    static Looked lookedAt(const std::shared_ptr<Watched>& known, const VolumeInfo& info);
    void start(const std::shared_ptr<Watched>& watched);
    void hear();
    void look();
    void take(const Looked& looked);

    Engine& m_engine;
    std::shared_ptr<TileBridge::Inbox> m_inbox;
    std::uint64_t m_number = 0; // of the latest volume
    std::shared_ptr<Watched> m_watched; // null until the first look at it has ended
    std::unique_ptr<QSocketNotifier> m_notifier; // null where no notices come
    bool m_isLooking = false;
    bool m_looksAgain = false; // something was heard meanwhile
    QTimer m_poll;
    QTimer m_delay; // from a notice to the look
    QElapsedTimer m_sinceNotice; // the first that was not looked into
    QElapsedTimer m_sinceLook;
};

} // namespace tessera
