// SPDX-License-Identifier: MIT
#include "core/source/raw_image.h"

#include "core/base/path_text.h"
#include "core/output/rgba_png.h"

#include "tests/support/hdf5_fixture.h"
#include "tests/support/test_support.h"
#include "tests/support/tiff_writer.h"

#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <memory>
#include <tiff.h>
#include <vector>

using namespace tessera;

Q_DECLARE_METATYPE(test::TiffSpec)

namespace {

constexpr ByteCount enough = megabytes(100);
constexpr int rows = 40;
constexpr int columns = 50;

// Red grows along the columns, green along the rows.
QImage picture(QImage::Format format, int height = rows)
{
    QImage image(columns, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < columns; ++x)
            image.setPixelColor(x, y, QColor(x * 5, y * 6, 100));
    return image.convertToFormat(format);
}

std::vector<std::uint8_t> pixel(const VolumeSource& image, std::int64_t row, std::int64_t column)
{
    ReadScratch scratch;
    const auto samples =
        image.read({{}, row, column, 1, 1, 1, {0, image.info().classes}}, scratch, {});
    if (!samples)
        qFatal("%s", samples.error().message.c_str());
    std::vector<std::uint8_t> values;
    const auto& view = samples->view;
    for (std::int64_t channel = 0; channel < view.classes; ++channel)
        values.push_back(std::to_integer<std::uint8_t>(view.data[channel * view.classStride]));
    return values;
}

} // namespace

class TestRawImage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void isFoundBesideByName_data()
    {
        QTest::addColumn<QString>("volume");
        QTest::addColumn<QString>("image");
        QTest::addColumn<bool>("isFound");
        const auto add = [](const char* volume, const char* image, bool isFound) {
            QTest::addRow("%s, %s", volume, image)
                << QString::fromUtf8(volume) << QString::fromUtf8(image) << isFound;
        };
        add("x_Probabilities.h5", "x.png", true);
        add("x_probabilities.hdf5", "x.TIF", true);
        add("x-prob.tif", "x.jpg", true);
        add("x_pred.npy", "x.jpeg", true);
        add("x_Predictions.h5", "x.h5", true);
        add("x_softmax.npz", "x.tiff", true);
        add("x Probabilities.ome.tif", "x.ome.tif", true);
        add("a.b_probs.h5", "a.b.npy", true);
        add("größer_PROBS.h5", "größer.png", true);
        add("x.npz", "x_0000.png", true);
        add("x.npz", "x.png", true);
        add("x.h5", "x.png", false); // its own picture, exported
        add("x_Probabilities.h5", "x_Probabilities.png", false);
        add("x_Probabilities.h5", "y.png", false);
        add("x_Probabilities.h5", "x.txt", false);
        add("_Probabilities.h5", ".png", false);
        add("probabilities.h5", "x.png", false);
    }
    void isFoundBesideByName()
    {
        QFETCH(QString, volume);
        QFETCH(QString, image);
        QFETCH(bool, isFound);
        test::writeFile(path(image), "x");
        test::writeFile(path(volume), "x");
        const std::vector<std::filesystem::path> expected(isFound ? 1 : 0, path(image));
        QCOMPARE(rawImagesBeside(path(volume)), expected);
    }

    void foldersAreNoImages()
    {
        std::filesystem::create_directory(path(QStringLiteral("x.png")));
        QVERIFY(rawImagesBeside(path(QStringLiteral("x_prob.h5"))).empty());
    }

    void liesBeneathTheVolume_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("channels");
        QTest::addRow("colours") << int(QImage::Format_RGB32) << 3;
        QTest::addRow("with opacity") << int(QImage::Format_ARGB32) << 3;
        QTest::addRow("grey") << int(QImage::Format_Grayscale8) << 1;
        QTest::addRow("with a colour table") << int(QImage::Format_Indexed8) << 3;
    }
    void liesBeneathTheVolume()
    {
        QFETCH(int, format);
        QFETCH(int, channels);
        const auto image = picture(static_cast<QImage::Format>(format));
        QVERIFY(image.save(pathText(QStringLiteral("x.png"))));
        writeVolume();
        const auto volume = openVolume({path(m_volumeName), {}}, enough);
        QCOMPARE(test::errorOf(volume), QString());
        QVERIFY(volume->image);
        const VolumeInfo& info = volume->image->info();
        QCOMPARE(test::toQString(info.path), pathText(QStringLiteral("x.png")));
        QCOMPARE(info.classes, channels);
        const auto colour = pixel(*volume->image, 20, 10);
        QCOMPARE(int(colour.front()), image.pixelColor(10, 20).red());
        QCOMPARE(int(colour.back()), image.pixelColor(10, 20).blue());
    }

    void whatWasExportedIsNoRawImage()
    {
        const std::vector<std::uint32_t> pixels(std::size_t{rows} * columns, 0xFF0000FF);
        QVERIFY(writeRgbPng(path(QStringLiteral("x.png")), {rows, columns}, pixels));
        writeVolume();
        const auto volume = openVolume({path(m_volumeName), {}}, enough);
        QCOMPARE(test::errorOf(volume), QString());
        QVERIFY(!volume->image);
    }

    void whatWasExportedMayBePicked()
    {
        const std::vector<std::uint32_t> pixels(std::size_t{rows} * columns, 0xFF0000FF);
        QVERIFY(writeRgbPng(path(QStringLiteral("x.png")), {rows, columns}, pixels));
        writeVolume();
        OpenLimits limits{enough};
        limits.image = path(QStringLiteral("x.png"));
        const auto volume = openVolume({path(m_volumeName), {}}, limits);
        QCOMPARE(test::errorOf(volume), QString());
        QVERIFY(volume->image);
    }

    void theClassesThatNnUNetFoundAreNoRawImage_data()
    {
        QTest::addColumn<int>("greatest");
        QTest::addColumn<bool>("isFound");
        QTest::addRow("numbers of classes") << 1 << false;
        QTest::addRow("greater numbers") << 2 << true;
    }
    void theClassesThatNnUNetFoundAreNoRawImage()
    {
        QFETCH(int, greatest);
        QFETCH(bool, isFound);
        QImage labels(columns, rows, QImage::Format_Grayscale8);
        labels.fill(static_cast<uint>(greatest));
        QVERIFY(labels.save(pathText(QStringLiteral("x.png"))));
        writeVolume();
        auto info = openVolume({path(m_volumeName), {}}, enough)->probabilities->info();
        info.path = path(QStringLiteral("x.npz"));
        QCOMPARE(findRawImage(info, enough, {}).has_value(), isFound);
    }

    void sixteenBitsStaySixteenBits()
    {
        QVERIFY(picture(QImage::Format_Grayscale16).save(pathText(QStringLiteral("x.png"))));
        writeVolume();
        const auto volume = openVolume({path(m_volumeName), {}}, enough);
        QVERIFY(volume && volume->image);
        QCOMPARE(volume->image->info().type, ElementType::UInt16);
    }

    void jpegIsNearlyTheSame()
    {
        QVERIFY(
            picture(QImage::Format_RGB32).save(pathText(QStringLiteral("x.jpg")), nullptr, 100));
        writeVolume();
        const auto volume = openVolume({path(m_volumeName), {}}, enough);
        QVERIFY(volume && volume->image);
        const auto colour = pixel(*volume->image, 20, 10);
        QVERIFY(std::abs(colour.at(0) - 50) < 5);
        QVERIFY(std::abs(colour.at(1) - 120) < 5);
    }

    void tiffLiesBeneathTheVolume_data()
    {
        QTest::addColumn<test::TiffSpec>("spec");
        QTest::addColumn<int>("channels");
        const auto add = [](const char* name, const test::TiffSpec& spec, int channels) {
            QTest::addRow("%s", name) << spec << channels;
        };
        add("grey", {.rows = rows, .columns = columns}, 1);
        add("colours",
            {.rows = rows,
                .columns = columns,
                .samples = 3,
                .compression = COMPRESSION_LZW,
                .photometric = PHOTOMETRIC_RGB},
            3);
        add("planes", {.rows = rows, .columns = columns, .samples = 3, .isPlanar = true}, 3);
        add("with opacity",
            {.rows = rows, .columns = columns, .samples = 4, .photometric = PHOTOMETRIC_RGB}, 3);
        add("with a colour table",
            {.rows = rows, .columns = columns, .photometric = PHOTOMETRIC_PALETTE}, 3);
    }
    void tiffLiesBeneathTheVolume()
    {
        QFETCH(test::TiffSpec, spec);
        QFETCH(int, channels);
        writeVolume();
        test::writeTiff(path(QStringLiteral("x.tif")), spec);
        const auto volume = openVolume({path(m_volumeName), {}}, enough);
        QVERIFY(volume && volume->image);
        QCOMPARE(volume->image->info().classes, channels);
        QCOMPARE(
            int(pixel(*volume->image, 20, 10).at(0)), int(test::tiffValue(spec, 0, 20, 10, 0)));
    }

    void imagesOfOtherSizesAreLeftOut()
    {
        writeVolume();
        QVERIFY(picture(QImage::Format_RGB32, rows + 1).save(pathText(QStringLiteral("x.png"))));
        const auto volume = openVolume({path(m_volumeName), {}}, enough);
        QCOMPARE(test::errorOf(volume), QString());
        QVERIFY(!volume->image);
    }

    void onePickedIsToldWhereItDoesNotFit()
    {
        writeVolume();
        QVERIFY(picture(QImage::Format_RGB32, rows + 1).save(pathText(QStringLiteral("raw.png"))));
        OpenLimits limits = enough;
        limits.image = path(QStringLiteral("raw.png"));
        const auto volume = openVolume({path(m_volumeName), {}}, limits);
        QCOMPARE(test::errorOf(volume),
            QStringLiteral("raw.png has the extents 41 × 50 × 3, but the volume has 40 rows and 50 "
                           "columns; pick an image of the same size."));
    }

    void anotherCanBePickedForAnOpenVolume()
    {
        writeVolume();
        QVERIFY(picture(QImage::Format_RGB32).save(pathText(QStringLiteral("raw.png"))));
        const auto volume = openVolume({path(m_volumeName), {}}, enough);
        QVERIFY(volume && !volume->image);
        const auto other =
            withImage(*volume, {path(QStringLiteral("raw.png")), {}}, OpenLimits(enough));
        QCOMPARE(test::errorOf(other), QString());
        QCOMPARE(other->probabilities, volume->probabilities);
        QCOMPARE(pixel(*other->image, 20, 10), (std::vector<std::uint8_t>{50, 120, 100}));
    }

    void theDatasetOfTheSameSizeIsTaken()
    {
        writeVolume();
        const std::vector<float> samples(rows * columns, 0.5F);
        test::writeHdf5Dataset(path(QStringLiteral("x.h5")), {.shape = {1, rows, columns}},
            std::span<const float>(samples));
        const auto volume = openVolume({path(m_volumeName), {}}, enough);
        QVERIFY(volume && volume->image);
        QCOMPARE(test::toQString(volume->image->info().path),
            test::toQString(path(QStringLiteral("x.h5"))));
    }

    void pixelsAreCountedBeforeTheyAreDecoded()
    {
        writeVolume();
        QVERIFY(picture(QImage::Format_RGB32).save(pathText(QStringLiteral("raw.png"))));
        auto bytes = test::fileBytes(path(QStringLiteral("raw.png")));
        bytes[16] = 0x7F; // its width
        bytes[20] = 0x7F; // its height
        test::writeFile(path(QStringLiteral("raw.png")), bytes);
        OpenLimits limits = enough;
        limits.image = path(QStringLiteral("raw.png"));
        const auto volume = openVolume({path(m_volumeName), {}}, limits);
        QVERIFY(!volume);
        QCOMPARE(volume.error().code, ErrorCode::TooLarge);
    }

    void damageIsFoundWhenItIsLookedAt_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addRow("PNG") << QStringLiteral("x.png");
    }
    void damageIsFoundWhenItIsLookedAt()
    {
        QFETCH(QString, name);
        writeVolume();
        QVERIFY(picture(QImage::Format_RGB32).save(pathText(name)));
        const auto bytes = test::fileBytes(path(name));
        test::writeFile(path(name), bytes.left(bytes.size() / 2));
        const auto volume = openVolume({path(m_volumeName), {}}, enough);
        QVERIFY(volume && volume->image);
        ReadScratch scratch;
        const auto samples = volume->image->read({{}, 0, 0, 1, 1, 1}, scratch, {});
        QVERIFY(!samples);
        QCOMPARE(samples.error().code, ErrorCode::Malformed);
        QVERIFY(test::errorOf(samples).startsWith(name));
    }

    void aPictureIsNoVolume()
    {
        QVERIFY(picture(QImage::Format_RGB32).save(pathText(QStringLiteral("x.png"))));
        const auto volume = openVolume({path(QStringLiteral("x.png")), {}}, enough);
        QCOMPARE(test::errorOf(volume),
            QStringLiteral("x.png is a picture and holds no class probabilities; open the volume, "
                           "and pick this file as its raw image."));
    }

private:
    const QString m_volumeName = QStringLiteral("x_Probabilities.h5");

    QString pathText(const QString& name) const { return m_folder->filePath(name); }
    std::filesystem::path path(const QString& name) const { return test::toPath(pathText(name)); }
    void writeVolume() const
    {
        const std::vector<float> samples(rows * columns * 2, 0.5F);
        test::writeHdf5Dataset(
            path(m_volumeName), {.shape = {rows, columns, 2}}, std::span<const float>(samples));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestRawImage)
#include "tst_raw_image.moc"
