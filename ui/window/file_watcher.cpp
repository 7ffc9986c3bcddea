// SPDX-License-Identifier: MIT
#include "ui/window/file_watcher.h"

#include <QPointer>

#include <algorithm>
#include <new>
#include <utility>

namespace tessera {

namespace {

constexpr int pollMs = 2000;
constexpr int quietMs = 300;
constexpr qint64 leastBetweenMs = 500;

} // namespace

struct FileWatcher::Watched {
    explicit Watched(const VolumeInfo& info)
        : watch(info)
        , place(placeOf(info.path))
        , notices(place.folder)
    {
    }

    // Where the file itself lies, not a link to it.
    struct Place {
        std::filesystem::path folder;
        std::filesystem::path name; // empty: everything in the folder counts
    };
    static Place placeOf(const std::filesystem::path& path)
    {
        std::error_code error;
        const auto real = std::filesystem::weakly_canonical(path, error);
        const auto& known = error ? path : real;
        if (std::filesystem::is_directory(known, error))
            return {known, {}};
        return {known.parent_path(), known.filename()};
    }

    FileWatch watch; // the worker that looks has it to itself
    Place place;
    FolderNotices notices;
};

// Without memory there is no news; the next look comes soon.
FileWatcher::Looked FileWatcher::lookedAt(
    const std::shared_ptr<Watched>& known, const VolumeInfo& info)
{
    try {
        const auto watched = known ? known : std::make_shared<Watched>(info);
        return {watched, watched->watch.look()};
    } catch (const std::bad_alloc&) {
        return {known, std::nullopt};
    }
}

FileWatcher::FileWatcher(Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_inbox(std::move(inbox))
{
    m_poll.setInterval(pollMs);
    m_delay.setSingleShot(true);
    connect(&m_poll, &QTimer::timeout, this, &FileWatcher::look);
    connect(&m_delay, &QTimer::timeout, this, &FileWatcher::look);
}

FileWatcher::~FileWatcher() = default;

void FileWatcher::watch(const VolumeInfo& info)
{
    stop();
    // What has happened since the file was opened is found by the first look.
    const QPointer<FileWatcher> self(this);
    m_engine.pool().post([self, info, number = m_number, inbox = m_inbox](WorkerContext&) {
        const Looked looked = lookedAt(nullptr, info);
        inbox->post([self, number, looked] {
            if (!self || self->m_number != number || !looked.watched)
                return;
            self->start(looked.watched);
            self->take(looked);
        });
    });
}

void FileWatcher::stop()
{
    ++m_number;
    m_notifier.reset();
    m_watched.reset();
    m_isLooking = false;
    m_looksAgain = false;
    m_poll.stop();
    m_delay.stop();
}

void FileWatcher::start(const std::shared_ptr<Watched>& watched)
{
    m_watched = watched;
    m_poll.start();
    if (const int descriptor = watched->notices.descriptor(); descriptor >= 0) {
        m_notifier = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, &FileWatcher::hear);
    }
}

void FileWatcher::hear()
{
    if (!m_watched->notices.take(m_watched->place.name))
        return;
    if (!m_delay.isActive())
        m_sinceNotice.start();
    const qint64 latest = leastBetweenMs - m_sinceNotice.elapsed();
    const qint64 earliest = m_sinceLook.isValid() ? leastBetweenMs - m_sinceLook.elapsed() : 0;
    const qint64 wait = std::max({std::min<qint64>(quietMs, latest), earliest, qint64{0}});
    m_delay.start(static_cast<int>(wait));
}

void FileWatcher::look()
{
    if (!m_watched)
        return;
    m_looksAgain = m_isLooking;
    if (m_isLooking)
        return;
    m_isLooking = true;
    m_sinceLook.start();
    const QPointer<FileWatcher> self(this);
    m_engine.pool().post(
        [self, watched = m_watched, number = m_number, inbox = m_inbox](WorkerContext&) {
            const Looked looked = lookedAt(watched, {});
            inbox->post([self, number, looked] {
                if (self && self->m_number == number)
                    self->take(looked);
            });
        });
}

void FileWatcher::take(const Looked& looked)
{
    m_isLooking = false;
    if (std::exchange(m_looksAgain, false))
        look();
    if (looked.news)
        Q_EMIT newsCame(*looked.news);
}

} // namespace tessera
