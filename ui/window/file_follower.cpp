// SPDX-License-Identifier: MIT
#include "ui/window/file_follower.h"

#include "core/base/path_text.h"
#include "ui/bars/message_bar.h"

#include <QStatusBar>

#include <algorithm>
#include <utility>

namespace tessera {

namespace {

constexpr int firstRetryMs = 500;
constexpr int lastRetryMs = 8000;

} // namespace

FileFollower::FileFollower(Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox,
    MessageBar& banner, QStatusBar& status, QObject* parent)
    : QObject(parent)
    , m_watcher(engine, std::move(inbox), this)
    , m_banner(banner)
    , m_status(new QLabel(&status))
{
    m_status->setAccessibleName(tr("Following the file"));
    m_status->setTextFormat(Qt::PlainText);
    status.addPermanentWidget(m_status);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &FileFollower::read);
    connect(&m_watcher, &FileWatcher::newsCame, this, &FileFollower::hear);
    connect(&m_banner, &MessageBar::actionTriggered, this, &FileFollower::reloadWanted);
    showStatus();
}

FileFollower::~FileFollower() = default;

void FileFollower::setVolume(const VolumeInfo& info)
{
    m_name = QString::fromStdString(shownName(info.path));
    m_isStale = false;
    m_isWaiting = false;
    m_told.reset();
    m_retryMs = 0;
    m_retry.stop();
    m_banner.hide();
    m_watcher.watch(info);
    showStatus();
}

void FileFollower::setFollowing(bool isFollowing)
{
    m_isFollowing = isFollowing;
    m_isWaiting = false;
    m_retryMs = 0;
    m_retry.stop();
    m_told.reset();
    if (isFollowing)
        m_banner.hide(); // the status tells from now on
    if (m_isStale && isFollowing)
        read();
    else if (m_isStale)
        tell(m_news);
    showStatus();
}

void FileFollower::hear(const FileNews& news)
{
    m_isStale = news.change != FileChange::Returned;
    m_news = news;
    if (!m_isFollowing) {
        tell(news);
        return;
    }
    m_retryMs = 0;
    m_isWaiting = m_isStale && !news.isWorthReading();
    if (news.isWorthReading())
        readSoon();
    showStatus();
}

// A banner that was closed does not come back for more of the same.
void FileFollower::tell(const FileNews& news)
{
    if (std::exchange(m_told, news.change) == news.change)
        return;
    switch (news.change) {
    case FileChange::Changed:
        m_banner.showNotice(tr("%1 was changed by another program.").arg(m_name), {}, tr("Reload"));
        return;
    case FileChange::Replaced:
        m_banner.showNotice(tr("%1 was replaced by another file.").arg(m_name), {}, tr("Reload"));
        return;
    case FileChange::Deleted:
        m_banner.showNotice(tr("%1 was deleted; the picture shows what it held.").arg(m_name));
        return;
    case FileChange::Unreadable:
        m_banner.showError(QString::fromStdString(news.error.message), {}, tr("Reload"));
        return;
    case FileChange::Returned:
        m_banner.hide();
    }
}

// Not while the picture of the last reading is still coming: then what was read would never be
// seen whole.
void FileFollower::readSoon()
{
    if (!m_isReading)
        read();
}

void FileFollower::read()
{
    m_retry.stop();
    m_isReading = true;
    Q_EMIT reloadWanted();
    m_isOpening = true;
}

void FileFollower::openingEnded()
{
    m_isOpening = false;
}

void FileFollower::pictureSettled()
{
    if (m_isOpening) // it is the old picture
        return;
    m_isReading = false;
    if (m_isFollowing && m_isStale && !m_retry.isActive() && !m_isWaiting)
        read();
}

void FileFollower::reloadFailed(const Error& error)
{
    m_isReading = false;
    if (!m_isFollowing) {
        m_banner.showError(QString::fromStdString(error.message),
            QString::fromStdString(error.subject), tr("Reload"));
        return;
    }
    m_isStale = true;
    m_isWaiting = true;
    m_retryMs = std::clamp(2 * m_retryMs, firstRetryMs, lastRetryMs);
    m_retry.start(m_retryMs);
    showStatus();
}

void FileFollower::showStatus()
{
    m_status->setVisible(m_isFollowing);
    m_status->setText(!m_isFollowing ? QString()
            : m_isWaiting            ? tr("following; waiting for the writer")
                                     : tr("following"));
}

} // namespace tessera
