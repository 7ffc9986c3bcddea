// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

class QImage;

namespace tessera {

struct RecentEntry {
    QString location; // "tissue.h5::/probabilities", as VolumeLocation prints it
    QByteArray thumbnailPng; // empty until there is one

    friend bool operator==(const RecentEntry&, const RecentEntry&) = default;
};

// What was opened lately, the latest first, each location once. A plain value; Settings keeps it.
class RecentFiles {
public:
    static constexpr qsizetype capacity = 12;

    // Moves the location to the front; a thumbnail it had stays.
    void add(const QString& location);
    void remove(const QString& location);
    // Nothing happens where the location is not in the list.
    void setThumbnail(const QString& location, const QByteArray& png);
    void clear() { m_entries.clear(); }

    const QList<RecentEntry>& entries() const { return m_entries; }
    friend bool operator==(const RecentFiles&, const RecentFiles&) = default;

private:
    QList<RecentEntry> m_entries;
};

// The picture as PNG bytes, made smaller to at most 96 pixels an edge. Empty for a null picture.
QByteArray thumbnailPng(const QImage& picture);

} // namespace tessera
