// SPDX-License-Identifier: MIT
// What is remembered of each file, and the list of recent ones.
#include "ui/window/main_window.h"

#include "core/base/path_text.h"
#include "ui/start/start_page.h"
#include "ui/view/tile_view.h"
#include "ui/window/file_memory.h"
#include "ui/window/reading_memory.h"

#include <QMenu>

#include <utility>

namespace tessera {

namespace {

QString toQString(const VolumeLocation& location)
{
    return QString::fromStdString(toText(location));
}

QString folderOf(const VolumeLocation& location)
{
    return QString::fromStdString(toUtf8(location.path.parent_path()));
}

} // namespace

OpenChoice MainWindow::rememberedChoice(const VolumeLocation& location) const
{
    const FileMemory memory = m_settings.fileMemory(toQString(location));
    OpenChoice choice{readingOf(memory.reading), imageOf(memory.reading), true};
    if (const auto view = viewOf(memory))
        choice.reading.plane = view->planeAxes;
    return choice;
}

void MainWindow::remember()
{
    if (!m_document)
        return;
    FileMemory memory = memoryOf(m_document->look(), presentView());
    if (m_document->look() == usualLook(m_document->info()))
        memory.look.clear(); // so that it follows the colours of class names
    memory.reading = readingText(readingWish(), m_imageChoice);
    m_settings.setFileMemory(toQString(m_document->location()), memory);
}

void MainWindow::restore()
{
    const FileMemory memory = m_settings.fileMemory(toQString(m_document->location()));
    if (const auto look = lookOf(memory, m_document->look()))
        m_document->restoreLook(*look);
    restoreView(viewOf(memory));
}

void MainWindow::addRecent()
{
    const QString location = toQString(m_document->location());
    RecentFiles recent = m_settings.recentFiles();
    recent.add(location);
    m_settings.setRecentFiles(recent);
    m_settings.setValue(QStringLiteral("lastFolder"), folderOf(m_document->location()));
    Q_EMIT recentChanged();
    connect(m_view, &TileView::settled, m_document.get(),
        [this, location, isFirst = true](bool) mutable {
            if (!std::exchange(isFirst, false))
                return;
            RecentFiles files = m_settings.recentFiles();
            files.setThumbnail(location, thumbnailPng(m_view->picture()));
            m_settings.setRecentFiles(files);
        });
}

void MainWindow::updateRecent()
{
    m_actions->recent->clear();
    QList<RecentFile> shown;
    const RecentFiles recent = m_settings.recentFiles();
    for (const RecentEntry& entry : recent.entries()) {
        const VolumeLocation location = parseLocation(entry.location.toStdString());
        RecentFile file;
        file.location = entry.location;
        file.shownName = QString::fromStdString(shownName(location.path));
        file.folder = folderOf(location);
        file.thumbnail.loadFromData(entry.thumbnailPng);
        connect(m_actions->recent->addAction(file.shownName), &QAction::triggered, this,
            [this, location] { open(location); });
        m_actions->recent->actions().constLast()->setToolTip(entry.location);
        shown.append(file);
    }
    m_actions->recent->setEnabled(!shown.isEmpty());
    m_start->setRecent(shown);
}

} // namespace tessera
