// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

namespace tessera::test {

// A member of a ZIP file; what the file says of it is right unless something else is set.
struct ZipEntry {
    QByteArray name;
    QByteArray content; // unpacked
    bool isDeflated = false;
    int method = -1; // claimed; below 0: the right one
    bool isEncrypted = false; // claimed
    bool hasLargeNumbers = false; // as if it were larger than 4 GB
    qint64 claimedBytes = -1; // unpacked; below 0: the right number
};

QByteArray zipBytes(const QList<ZipEntry>& entries);

} // namespace tessera::test
