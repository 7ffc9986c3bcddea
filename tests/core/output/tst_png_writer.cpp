// SPDX-License-Identifier: MIT
#include "core/output/rgba_png.h"

#include "tests/core/output/stripe_fixture.h"
#include "tests/support/test_support.h"

#include <QColorSpace>
#include <QImage>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <png.h>
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

QImage imageOf(const test::RgbPicture& picture)
{
    const auto columns = static_cast<int>(picture.shape.columns);
    return QImage(picture.bytes.data(), columns, static_cast<int>(picture.shape.rows), 3 * columns,
        QImage::Format_RGB888)
        .convertToFormat(QImage::Format_RGB32);
}

Result<void> write(
    const std::filesystem::path& path, const test::RgbPicture& picture, std::int64_t rowsAtOnce)
{
    return test::writePicture(*createPngWriter(path), picture, rowsAtOnce);
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

    void pixelsComeBackAsTheyWere_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("rowsAtOnce");
        QTest::addColumn<bool>("isNoise");
        QTest::addRow("one pixel") << 1 << 1 << 1 << true;
        QTest::addRow("one column") << 37 << 1 << 5 << true;
        QTest::addRow("one row") << 1 << 37 << 64 << true;
        QTest::addRow("odd") << 13 << 17 << 4 << true;
        QTest::addRow("every row a stripe") << 300 << 301 << 1 << false;
        QTest::addRow("one stripe") << 300 << 301 << 300 << false;
        QTest::addRow("a rest") << 300 << 301 << 128 << false;
        QTest::addRow("does not compress") << 300 << 301 << 128 << true;
        QTest::addRow("does not compress, in one") << 1000 << 800 << 1000 << true;
        QTest::addRow("wide") << 3 << 100'000 << 1 << true;
        QTest::addRow("tall") << 30'000 << 3 << 1000 << false;
    }
    void pixelsComeBackAsTheyWere()
    {
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(int, rowsAtOnce);
        QFETCH(bool, isNoise);
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(u"Bild 図.png"_s));
        const PlaneShape shape{rows, columns};
        const auto picture = isNoise ? test::noisePicture(shape) : test::areaPicture(shape);
        QCOMPARE(test::errorOf(write(path, picture, rowsAtOnce)), QString());
        QVERIFY(readBack(path) == imageOf(picture));
    }

    void libpngReadsIt()
    {
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(u"a.png"_s));
        const auto picture = test::areaPicture({200, 150});
        QVERIFY(write(path, picture, 16));
        png_image image{};
        image.version = PNG_IMAGE_VERSION;
        QVERIFY(png_image_begin_read_from_file(&image, path.c_str()) != 0);
        image.format = PNG_FORMAT_RGB;
        std::vector<std::uint8_t> bytes(picture.bytes.size());
        QVERIFY(png_image_finish_read(&image, nullptr, bytes.data(), 0, nullptr) != 0);
        // What libpng only warns of is not as the format says, either.
        QCOMPARE(QString::fromUtf8(static_cast<const char*>(image.message)), QString());
        QVERIFY(bytes == picture.bytes);
    }

    void pngcheckFindsNothing_data()
    {
        QTest::addColumn<int>("rowsAtOnce");
        QTest::addRow("one stripe") << 200;
        QTest::addRow("many stripes") << 7;
    }
    void pngcheckFindsNothing()
    {
        QFETCH(int, rowsAtOnce);
        const QString program = QStandardPaths::findExecutable(u"pngcheck"_s);
        if (program.isEmpty())
            QSKIP("pngcheck is not installed");
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.png"_s);
        QVERIFY(write(test::toPath(path), test::areaPicture({200, 150}), rowsAtOnce));
        QProcess check;
        check.start(program, {u"-v"_s, path});
        QVERIFY(check.waitForFinished());
        const QByteArray said = check.readAllStandardOutput();
        QVERIFY2(check.exitCode() == 0 && said.contains("No errors detected"), said.constData());
    }

    void stripesMayBeEncodedInAnyOrder()
    {
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(u"a.png"_s));
        const auto picture = test::areaPicture({90, 50});
        const auto writer = createPngWriter(path);
        QVERIFY(writer->begin(picture.shape));
        std::vector<Stripe> stripes;
        for (const int row : {0, 30, 60})
            stripes.push_back(test::stripeOf(*writer, picture, row, 30));
        for (const std::size_t index : {2U, 0U, 1U})
            QVERIFY(writer->encode(stripes[index]));
        for (const Stripe& stripe : stripes)
            QVERIFY(writer->append(stripe));
        QCOMPARE(test::errorOf(writer->finish()), QString());
        QVERIFY(readBack(path) == imageOf(picture));
    }

    void encodedBoundHolds()
    {
        const QTemporaryDir folder;
        const auto writer = createPngWriter(test::toPath(folder.filePath(u"a.png"_s)));
        const auto picture = test::noisePicture({400, 333});
        QVERIFY(writer->begin(picture.shape));
        for (const int rows : {1, 65, 400}) {
            Stripe stripe = test::stripeOf(*writer, picture, 0, rows);
            QVERIFY(writer->encode(stripe));
            QVERIFY(stripe.encodedBytes <= writer->encodedBound(stripe.bytes.size()));
        }
    }

    void isAnRgbPictureInSrgb()
    {
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(u"a.png"_s));
        QVERIFY(write(path, test::noisePicture({2, 3}), 1));
        const QByteArray file = test::fileBytes(path);
        QCOMPARE(file.left(8), QByteArray("\x89PNG\r\n\x1a\n", 8));
        QCOMPARE(file.mid(12, 4), QByteArray("IHDR"));
        // Columns, rows, bits, RGB, deflate, filtering method, not interlaced.
        QCOMPARE(file.mid(16, 13).toHex(), QByteArray("00000003000000020802000000"));
        QCOMPARE(file.mid(33, 9), QByteArray("\0\0\0\1sRGB\0", 9));
    }

    void edgesBeyondTheFormatAreRefused_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::addRow("too wide") << qint64{1} << qint64{0x1000'0001};
        QTest::addRow("too tall") << qint64{0x8000'0000} << qint64{1};
    }
    void edgesBeyondTheFormatAreRefused()
    {
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(u"a.png"_s));
        const auto begun = createPngWriter(path)->begin({rows, columns});
        QCOMPARE(test::errorOf(begun),
            u"\"a.png\" cannot be written: a PNG picture has at most 2147483647 rows and "
            "268435456 columns; let the name end in .npy."_s);
        QCOMPARE(begun.error().code, ErrorCode::TooLarge);
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
