// SPDX-License-Identifier: MIT
#include "tests/support/npy_bytes.h"

namespace tessera::test {

QByteArray npyWithText(const QByteArray& text, const QByteArray& samples)
{
    constexpr int prefix = 10;
    constexpr int border = 64;
    const int unpadded = prefix + static_cast<int>(text.size()) + 1;
    const QByteArray padded = text + QByteArray((border - unpadded % border) % border, ' ') + '\n';
    QByteArray file("\x93NUMPY\x01\x00", 8);
    file += static_cast<char>(padded.size() % 256);
    file += static_cast<char>(padded.size() / 256);
    return file + padded + samples;
}

QByteArray npyBytes(
    const char* descr, const char* shape, const QByteArray& samples, bool isFortranOrder)
{
    const QByteArray text = QByteArray("{'descr': '") + descr + "', 'fortran_order': "
        + (isFortranOrder ? "True" : "False") + ", 'shape': " + shape + ", }";
    return npyWithText(text, samples);
}

} // namespace tessera::test
