// SPDX-License-Identifier: MIT
#include "ui/settings/recent_files.h"

#include <QBuffer>
#include <QImage>

#include <algorithm>

namespace tessera {

namespace {

auto findEntry(QList<RecentEntry>& entries, const QString& location)
{
    return std::ranges::find(entries, location, &RecentEntry::location);
}

} // namespace

void RecentFiles::add(const QString& location)
{
    RecentEntry entry{location, {}};
    if (const auto known = findEntry(m_entries, location); known != m_entries.end()) {
        entry = *known;
        m_entries.erase(known);
    }
    m_entries.prepend(entry);
    if (m_entries.size() > capacity)
        m_entries.resize(capacity);
}

void RecentFiles::remove(const QString& location)
{
    m_entries.removeIf([&](const RecentEntry& entry) { return entry.location == location; });
}

void RecentFiles::setThumbnail(const QString& location, const QByteArray& png)
{
    if (const auto known = findEntry(m_entries, location); known != m_entries.end())
        known->thumbnailPng = png;
}

QByteArray thumbnailPng(const QImage& picture)
{
    constexpr int edge = 96;
    if (picture.isNull())
        return {};
    const bool isSmall = picture.width() <= edge && picture.height() <= edge;
    const QSize size =
        picture.size().scaled(edge, edge, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const QImage small =
        isSmall ? picture : picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    small.save(&buffer, "PNG");
    return bytes;
}

} // namespace tessera
