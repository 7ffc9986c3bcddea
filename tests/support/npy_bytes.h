// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace tessera::test {

// An NPY file of version 1.0 with this text as its header, padded as numpy pads it, and samples.
QByteArray npyWithText(const QByteArray& text, const QByteArray& samples = {});

// The same for a type ("<f4") and a shape ("(2, 3, 4)").
QByteArray npyBytes(
    const char* descr, const char* shape, const QByteArray& samples, bool isFortranOrder = false);

} // namespace tessera::test
