// SPDX-License-Identifier: MIT
#include "core/output/rgba_png.h"
#include "core/output/row_writer.h"

#include "tests/support/test_support.h"

#include <QColorSpace>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <random>
#include <vector>

using namespace tessera;
using namespace Qt::StringLiterals;

namespace {

QImage noise(int rows, int columns)
{
    constexpr unsigned seed = 7;
    std::mt19937 random(seed);
    QImage image(columns, rows, QImage::Format_RGB32);
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            image.setPixel(column, row, 0xFF000000U | (random() & 0xFFFFFFU));
    return image;
}

Result<void> writeByRows(const std::filesystem::path& path, const QImage& image)
{
    const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
    auto writer = createPngWriter(path, {rgb.height(), rgb.width()});
    if (!writer)
        return std::unexpected(writer.error());
    for (int row = 0; row < rgb.height(); ++row)
        if (auto written = (*writer)->writeRow(
                {rgb.constScanLine(row), static_cast<std::size_t>(rgb.width()) * 3});
            !written)
            return written;
    return (*writer)->finish();
}

std::span<const std::uint32_t> pixelsOf(const QImage& image)
{
    return {reinterpret_cast<const std::uint32_t*>(image.constBits()),
        static_cast<std::size_t>(image.width()) * static_cast<std::size_t>(image.height())};
}

PlaneShape shapeOf(const QImage& image)
{
    return {image.height(), image.width()};
}

QImage readBack(const std::filesystem::path& path)
{
    QImage image(test::toQString(path));
    image.convertTo(QImage::Format_RGB32);
    image.setColorSpace({});
    return image;
}

} // namespace

class TestPngWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void rowsComeBackAsTheyWere_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addRow("one pixel") << 1 << 1;
        QTest::addRow("one column") << 37 << 1;
        QTest::addRow("one row") << 1 << 37;
        QTest::addRow("odd") << 13 << 17;
        QTest::addRow("a multiple of eight") << 8 << 64;
        QTest::addRow("many pieces") << 300 << 301;
        QTest::addRow("as wide as a strip") << 1 << 100'000;
    }
    void rowsComeBackAsTheyWere()
    {
        QFETCH(int, rows);
        QFETCH(int, columns);
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(u"Bild 図.png"_s));
        const QImage image = noise(rows, columns);
        QCOMPARE(test::errorOf(writeByRows(path, image)), QString());
        QCOMPARE(readBack(path), image);
    }

    void isAnRgbPictureInSrgb()
    {
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(u"a.png"_s));
        QVERIFY(writeByRows(path, noise(2, 3)));
        const QByteArray file = test::fileBytes(path);
        QCOMPARE(file.left(8), QByteArray("\x89PNG\r\n\x1a\n", 8));
        QCOMPARE(file.mid(12, 4), QByteArray("IHDR"));
        // Columns, rows, bits, RGB, deflate, filtering method, not interlaced.
        QCOMPARE(file.mid(16, 13).toHex(), QByteArray("00000003000000020802000000"));
        QCOMPARE(file.mid(33, 9), QByteArray("\0\0\0\1sRGB\0", 9));
    }

    void nothingAppearsBeforeTheEnd()
    {
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(u"a.png"_s));
        {
            auto writer = createPngWriter(path, {2, 1});
            QVERIFY(writer);
            const std::vector<std::uint8_t> row(3);
            QVERIFY((*writer)->writeRow(row));
            QVERIFY(!std::filesystem::exists(path));
        }
        QVERIFY(std::filesystem::is_empty(test::toPath(folder.path())));
    }

    void edgesBeyondTheFormatAreRefused()
    {
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(u"a.png"_s));
        const auto writer = createPngWriter(path, {1, 0x8000'0000});
        QCOMPARE(test::errorOf(writer),
            u"\"a.png\" cannot be written: a PNG picture has at most 2147483647 rows and "
            "columns; let the name end in .npy."_s);
        QCOMPARE(writer.error().code, ErrorCode::TooLarge);
    }

    void aGrabbedPictureIsWrittenWithoutAlpha()
    {
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(u"a.png"_s));
        const QImage image = noise(65, 7);
        std::vector<std::uint32_t> transparent(pixelsOf(image).begin(), pixelsOf(image).end());
        for (std::uint32_t& pixel : transparent)
            pixel &= 0x00FFFFFFU;
        QCOMPARE(test::errorOf(writeRgbPng(path, shapeOf(image), transparent)), QString());
        QCOMPARE(readBack(path), image);
    }

    void progressRunsFromNothingToAll()
    {
        const QTemporaryDir folder;
        const QImage image = noise(128, 2);
        QList<double> told;
        QVERIFY(writeRgbPng(test::toPath(folder.filePath(u"a.png"_s)), shapeOf(image),
            pixelsOf(image), [&told](double done) {
                told << done;
                return true;
            }));
        QCOMPARE(told, (QList<double>{0, 0.5, 1}));
    }

    void cancellingLeavesTheOldPicture_data()
    {
        QTest::addColumn<double>("when");
        QTest::addRow("at once") << 0.0;
        QTest::addRow("half-way") << 0.5;
        QTest::addRow("at the end") << 1.0;
    }
    void cancellingLeavesTheOldPicture()
    {
        QFETCH(double, when);
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(u"a.png"_s));
        test::writeFile(path, "old");
        const QImage image = noise(128, 2);
        const auto result = writeRgbPng(
            path, shapeOf(image), pixelsOf(image), [when](double done) { return done < when; });
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
        QCOMPARE(test::fileBytes(path), QByteArray("old"));
    }

    void pixelsMustMakeTheShape()
    {
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(u"a.png"_s));
        const std::vector<std::uint32_t> pixels(5);
        QCOMPARE(test::errorOf(writeRgbPng(path, {2, 3}, pixels)),
            u"\"a.png\" cannot be written: 5 pixels do not make 2 rows of 3."_s);
        QVERIFY(!std::filesystem::exists(path));
    }
};

QTEST_APPLESS_MAIN(TestPngWriter)
#include "tst_png_writer.moc"
