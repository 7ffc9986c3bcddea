// SPDX-License-Identifier: MIT
#include "ui/settings/settings.h"

#include "core/levels/level_archive.h"

#include <QCryptographicHash>
#include <QStringList>

namespace tessera {

namespace {

const QString geometryKey = QStringLiteral("window/geometry");
const QString stateKey = QStringLiteral("window/state");
const QString recentKey = QStringLiteral("recent");
const QString locationKey = QStringLiteral("location");
const QString thumbnailKey = QStringLiteral("thumbnail");
const QString classColoursKey = QStringLiteral("classes/colours");
const QString memoryKey = QStringLiteral("memory/bytes");
const QString overviewsKey = QStringLiteral("memory/overviews");
const QString fileOrderKey = QStringLiteral("files/order");

// A location may hold any character; a group of the store may not hold a slash.
QString fileGroup(const QString& location)
{
    const QByteArray hash =
        QCryptographicHash::hash(location.toUtf8(), QCryptographicHash::Sha1).toHex();
    return QString::fromLatin1(hash);
}

QString lookKey(const QString& group)
{
    return QStringLiteral("files/%1/look").arg(group);
}

QString viewKey(const QString& group)
{
    return QStringLiteral("files/%1/view").arg(group);
}

QString readingKey(const QString& group)
{
    return QStringLiteral("files/%1/reading").arg(group);
}

} // namespace

QString Settings::defaultPath()
{
    const QString name = QStringLiteral("tessera");
    return QSettings(QSettings::IniFormat, QSettings::UserScope, name, name).fileName();
}

Settings::Settings(const QString& path)
    : m_store(path, QSettings::IniFormat)
{
}

QByteArray Settings::windowGeometry() const
{
    return m_store.value(geometryKey).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray& geometry)
{
    m_store.setValue(geometryKey, geometry);
}

QByteArray Settings::windowState() const
{
    return m_store.value(stateKey).toByteArray();
}

void Settings::setWindowState(const QByteArray& state)
{
    m_store.setValue(stateKey, state);
}

RecentFiles Settings::recentFiles() const
{
    RecentFiles files;
    const QString entry = QStringLiteral("%1/%2/%3");
    // The list is filled from its end, since the last one added comes first.
    for (qsizetype i = RecentFiles::capacity; i >= 1; --i) {
        const QString location =
            m_store.value(entry.arg(recentKey).arg(i).arg(locationKey)).toString();
        if (location.isEmpty())
            continue;
        files.add(location);
        files.setThumbnail(
            location, m_store.value(entry.arg(recentKey).arg(i).arg(thumbnailKey)).toByteArray());
    }
    return files;
}

void Settings::setRecentFiles(const RecentFiles& files)
{
    m_store.remove(recentKey);
    m_store.beginWriteArray(recentKey, static_cast<int>(files.entries().size()));
    for (int i = 0; const RecentEntry& entry : files.entries()) {
        m_store.setArrayIndex(i++);
        m_store.setValue(locationKey, entry.location);
        m_store.setValue(thumbnailKey, entry.thumbnailPng);
    }
    m_store.endArray();
}

FileMemory Settings::fileMemory(const QString& location) const
{
    const QString group = fileGroup(location);
    return {m_store.value(lookKey(group)).toString(), m_store.value(viewKey(group)).toString(),
        m_store.value(readingKey(group)).toString()};
}

void Settings::setFileMemory(const QString& location, const FileMemory& memory)
{
    const QString group = fileGroup(location);
    m_store.setValue(lookKey(group), memory.look);
    m_store.setValue(viewKey(group), memory.view);
    m_store.setValue(readingKey(group), memory.reading);

    QStringList order = m_store.value(fileOrderKey).toStringList();
    order.removeAll(group);
    order.prepend(group);
    while (order.size() > fileCapacity)
        m_store.remove(QStringLiteral("files/%1").arg(order.takeLast()));
    m_store.setValue(fileOrderKey, order);
}

ClassColours Settings::classColours() const
{
    return ClassColours::fromJson(m_store.value(classColoursKey).toByteArray());
}

void Settings::setClassColours(const ClassColours& colours)
{
    m_store.setValue(classColoursKey, colours.toJson());
}

std::optional<ByteCount> Settings::memory() const
{
    bool isNumber = false;
    const qulonglong bytes = m_store.value(memoryKey).toULongLong(&isNumber);
    return isNumber && bytes > 0 ? std::optional(ByteCount{bytes}) : std::nullopt;
}

void Settings::setMemory(std::optional<ByteCount> memory)
{
    if (memory)
        m_store.setValue(memoryKey, QVariant::fromValue<qulonglong>(memory->value));
    else
        m_store.remove(memoryKey);
}

ByteCount Settings::overviewLimit() const
{
    bool isNumber = false;
    const qulonglong bytes = m_store.value(overviewsKey).toULongLong(&isNumber);
    return isNumber ? ByteCount{bytes} : usualLevelLimit;
}

void Settings::setOverviewLimit(ByteCount limit)
{
    m_store.setValue(overviewsKey, QVariant::fromValue<qulonglong>(limit.value));
}

QVariant Settings::value(const QString& name, const QVariant& whenAbsent) const
{
    return m_store.value(QStringLiteral("options/%1").arg(name), whenAbsent);
}

void Settings::setValue(const QString& name, const QVariant& value)
{
    m_store.setValue(QStringLiteral("options/%1").arg(name), value);
}

void Settings::sync()
{
    m_store.sync();
}

} // namespace tessera
