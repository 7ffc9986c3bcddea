// SPDX-License-Identifier: MIT
#include "tests/support/test_support.h"

#include "core/base/path_text.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace tessera::test {

void failOnUnexpectedWarnings()
{
    // The offscreen platform says this of itself, whatever the program does.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support )")));
}

std::filesystem::path dataPath(const char* relative)
{
    return fromUtf8(qgetenv("TESSERA_TEST_DATA").toStdString()) / relative;
}

std::filesystem::path samplePath()
{
    return fromUtf8(qgetenv("TESSERA_SAMPLE").toStdString());
}

std::filesystem::path sharedDataPath()
{
    return fromUtf8(qgetenv("TESSERA_SHARED_DATA").toStdString());
}

std::filesystem::path toPath(const QString& text)
{
    return fromUtf8(text.toStdString());
}

QString toQString(const std::filesystem::path& path)
{
    return QString::fromStdString(toUtf8(path));
}

QByteArray fileBytes(const std::filesystem::path& path)
{
    QFile file(toQString(path));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll();
}

void writeFile(const std::filesystem::path& path, const QByteArray& bytes)
{
    QFile file(toQString(path));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
}

std::shared_ptr<const VolumeSource> asStored(const OpenedVolume& volume)
{
    const VolumeInfo& info = volume.probabilities->info();
    const auto other = readOtherwise(volume, {info.meaning.axes, ValueScale{{0, info.unit}}});
    return other ? other->probabilities : nullptr;
}

} // namespace tessera::test
