// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "ui/settings/class_colours.h"
#include "ui/settings/recent_files.h"

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QVariant>

#include <optional>

namespace tessera {

// How a file was looked at last time. JSON as its owner writes it; empty where nothing is known.
struct FileMemory {
    QString look;
    QString view;
    // GCC wants the initialiser where a caller leaves it out.
    // NOLINTNEXTLINE(readability-redundant-member-init)
    QString reading = {};

    friend bool operator==(const FileMemory&, const FileMemory&) = default;
};

// What the viewer remembers between two starts: window and docks per user, look, view and reading
// per file (of the 200 files used last). Never fails: what cannot be read is empty, what cannot be
// written is lost. Threads: one; several objects on the same file see each other's values.
class Settings {
public:
    static constexpr qsizetype fileCapacity = 200;

    static QString defaultPath(); // an INI file in the user's configuration folder
    explicit Settings(const QString& path = defaultPath());

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);
    QByteArray windowState() const; // of docks and tool bars
    void setWindowState(const QByteArray& state);

    RecentFiles recentFiles() const;
    void setRecentFiles(const RecentFiles& files);

    FileMemory fileMemory(const QString& location) const;
    void setFileMemory(const QString& location, const FileMemory& memory);

    ClassColours classColours() const; // of all files
    void setClassColours(const ClassColours& colours);

    // What data may take in memory, as the user set it; empty: as usualMemory() says.
    std::optional<ByteCount> memory() const;
    void setMemory(std::optional<ByteCount> memory);

    ByteCount overviewLimit() const; // of the disk cache; 0: nothing is kept
    void setOverviewLimit(ByteCount limit);

    // For one value more: a choice in a menu, the last folder.
    QVariant value(const QString& name, const QVariant& whenAbsent = {}) const;
    void setValue(const QString& name, const QVariant& value);

    void sync(); // writes now; otherwise Qt does so soon

private:
    QSettings m_store;
};

} // namespace tessera
