// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/open_source.h"

#include <QByteArray>
#include <QString>

#include <filesystem>
#include <memory>

namespace tessera::test {

// Call from init(): any warning that the test did not announce fails it.
void failOnUnexpectedWarnings();

std::filesystem::path dataPath(const char* relative); // below tests/data
std::filesystem::path samplePath(); // the built-in sample volume
std::filesystem::path sharedDataPath(); // the corpus beside the checkout; may not exist

std::filesystem::path toPath(const QString& text);
QString toQString(const std::filesystem::path& path);

QByteArray fileBytes(const std::filesystem::path& path);
void writeFile(const std::filesystem::path& path, const QByteArray& bytes);

// The samples of the volume as the file has them, whatever they mean.
std::shared_ptr<const VolumeSource> asStored(const OpenedVolume& volume);

// The message of a failed result, empty when it succeeded: QCOMPARE(errorOf(x), QString()) shows
// it.
template <class T> QString errorOf(const Result<T>& result)
{
    return result ? QString() : QString::fromStdString(result.error().message);
}

} // namespace tessera::test
