// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/test_support.h"

#include <QByteArray>
#include <QtEndian>

#include <filesystem>

namespace tessera::test {

// A NumPy array file of format 1.0: what its header says, and its elements.
struct NpyArray {
    QByteArray header;
    QByteArray bytes;
};

// Empty where the file is none.
inline NpyArray readNpy(const std::filesystem::path& path)
{
    constexpr qsizetype lengthAt = 8;
    constexpr qsizetype headerAt = 10;
    const QByteArray file = fileBytes(path);
    if (!file.startsWith(QByteArray("\x93NUMPY\x01\x00", lengthAt)))
        return {};
    const qsizetype length = qFromLittleEndian<quint16>(file.constData() + lengthAt);
    return {file.mid(headerAt, length).trimmed(), file.mid(headerAt + length)};
}

} // namespace tessera::test
