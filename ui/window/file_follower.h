// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/file_watch.h"
#include "ui/window/file_watcher.h"

#include <QLabel>
#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>

class QStatusBar;

namespace tessera {

class MessageBar;

// What a window does when the file that it shows is changed by another program: a banner tells of
// it and offers to reload, or, where it follows the file, the file is read again; one that is half
// written is tried again, ever more seldom, while the old picture stays. It only wishes: the window
// reloads, and says what came of it. Threads: GUI thread only.
class FileFollower : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FileFollower)
public:
    FileFollower(Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox, MessageBar& banner,
        QStatusBar& status, QObject* parent);
    ~FileFollower() override;

    void setVolume(const VolumeInfo& info); // shown now: opened, or read again
    void setFollowing(bool isFollowing);
    bool isFollowing() const { return m_isFollowing; }

    void openingEnded(); // of this volume or another, whatever came of it
    void reloadFailed(const Error& error);
    void pictureSettled(); // all that is visible is there: what is new may be read

    QString statusText() const { return m_status->text(); }

Q_SIGNALS:
    void reloadWanted();

private:
    void hear(const FileNews& news);
    void tell(const FileNews& news);
    void readSoon();
    void read();
    void showStatus();

    FileWatcher m_watcher;
    MessageBar& m_banner;
    QLabel* m_status;
    QTimer m_retry;
    QString m_name;
    FileNews m_news; // the latest
    std::optional<FileChange> m_told; // in the banner
    bool m_isFollowing = false;
    bool m_isStale = false; // what is shown is not what the file holds
    bool m_isOpening = false;
    bool m_isReading = false; // from the wish to reload until all that is visible has come
    bool m_isWaiting = false; // for somebody to finish the file
    int m_retryMs = 0; // until the next attempt after one that failed
};

} // namespace tessera
