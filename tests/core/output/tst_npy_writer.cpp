// SPDX-License-Identifier: MIT
#include "tests/core/output/stripe_fixture.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace tessera;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype preambleSize = 10; // magic, version, length of the text

// A picture of bytes that count up, read back as the whole file; empty when it failed.
QByteArray writtenFile(PlaneShape shape, std::int64_t rowsAtOnce = 2)
{
    const QTemporaryDir folder;
    const auto path = test::toPath(folder.filePath(u"Bild 図.npy"_s));
    test::RgbPicture picture = test::noisePicture(shape);
    std::iota(picture.bytes.begin(), picture.bytes.end(), std::uint8_t{0});
    const auto writer = createNpyWriter(path);
    return test::writePicture(*writer, picture, rowsAtOnce) ? test::fileBytes(path) : QByteArray();
}

qsizetype textLength(const QByteArray& file)
{
    return static_cast<std::uint8_t>(file[8]) + 256 * static_cast<std::uint8_t>(file[9]);
}

} // namespace

class TestNpyWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void headerIsAsTheFormatSays_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("length");
        QTest::addRow("small") << qint64{2} << qint64{3}
                               << QByteArray("{'descr': '|u1', 'fortran_order': False, 'shape': "
                                             "(2, 3, 3), }")
                               << 118;
        QTest::addRow("one pixel") << qint64{1} << qint64{1}
                                   << QByteArray("{'descr': '|u1', 'fortran_order': False, "
                                                 "'shape': (1, 1, 3), }")
                                   << 118;
        QTest::addRow("wide") << qint64{1} << qint64{123'456}
                              << QByteArray("{'descr': '|u1', 'fortran_order': False, 'shape': "
                                            "(1, 123456, 3), }")
                              << 118;
    }
    void headerIsAsTheFormatSays()
    {
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        QFETCH(QByteArray, text);
        QFETCH(int, length);
        const QByteArray file = writtenFile({rows, columns});
        QCOMPARE(file.left(8), QByteArray("\x93NUMPY\x01\x00", 8));
        QCOMPARE(textLength(file), qsizetype{length});
        QCOMPARE((preambleSize + textLength(file)) % 64, 0);
        QCOMPARE(file.mid(preambleSize, length), text.leftJustified(length - 1, ' ') + '\n');
        QCOMPARE(qint64{file.size()}, preambleSize + length + rows * columns * 3);
    }

    void dataFollowsRowByRow_data()
    {
        QTest::addColumn<int>("rowsAtOnce");
        QTest::addRow("one row at a time") << 1;
        QTest::addRow("all rows") << 2;
    }
    void dataFollowsRowByRow()
    {
        QFETCH(int, rowsAtOnce);
        const QByteArray file = writtenFile({2, 3}, rowsAtOnce);
        const QByteArray data = file.mid(preambleSize + textLength(file));
        QCOMPARE(data.toHex(), QByteArray("000102030405060708090a0b0c0d0e0f1011"));
    }
};

QTEST_APPLESS_MAIN(TestNpyWriter)
#include "tst_npy_writer.moc"
