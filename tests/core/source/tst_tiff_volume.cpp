// SPDX-License-Identifier: MIT
#include "core/source/tiff_format.h"

#include "core/base/path_text.h"

#include "tests/support/test_support.h"
#include "tests/support/tiff_writer.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <memory>
#include <tiff.h>

using namespace tessera;

Q_DECLARE_METATYPE(test::TiffSpec)

namespace {

constexpr ByteCount enough = megabytes(100);

Result<ArrayPtr> opened(
    const std::filesystem::path& path, OpenLimits limits = enough, ArrayUse use = ArrayUse::Image)
{
    auto file = PositionedFile::open(path);
    if (!file)
        return std::unexpected(file.error());
    const FileStart start{path, std::make_shared<const PositionedFile>(*std::move(file)), {}};
    return openTiffFile(start, limits, {}).value()->open({}, use, {}, {});
}

ArraySlab wholeFrom(const ArrayInfo& info, std::int64_t start, std::int64_t step)
{
    ArraySlab slab;
    for (const auto extent : info.shape) {
        const auto whole = static_cast<std::int64_t>(extent);
        const std::int64_t first = std::min(start, whole - 1);
        slab.start.push_back(first);
        slab.count.push_back((whole - first + step - 1) / step);
        slab.step.push_back(step);
    }
    return slab;
}

double delivered(ElementType type, const std::byte* from)
{
    return withElementType(type, [&]<class Sample>(Sample sample) {
        std::memcpy(&sample, from, sizeof sample);
        return static_cast<double>(sample);
    });
}

// How many numbers of the slab are not those that were written; dimensions are page, (sample),
// row, column, (sample).
int wrongNumbers(const OpenedArray& array, const test::TiffSpec& spec, const ArraySlab& slab)
{
    ReadScratch scratch;
    const auto samples = array.reader->read(slab, scratch, {});
    if (!samples)
        qFatal("%s", samples.error().message.c_str());
    int wrong = 0;
    for (std::int64_t index = 0; index < slab.samples(); ++index) {
        std::array<std::uint32_t, 4> at{}; // page, sample, row, column
        std::int64_t rest = index;
        std::int64_t place = 0;
        for (std::size_t dimension = slab.count.size(); dimension-- > 0;) {
            const std::int64_t step = rest % slab.count[dimension];
            rest /= slab.count[dimension];
            place += step * samples->strides[dimension];
            const auto position =
                static_cast<std::uint32_t>(slab.start[dimension] + step * slab.step[dimension]);
            constexpr std::array order{'?', 'c', 'y', 'x'};
            const char letter = array.info.hints.axes.front().letters[dimension];
            at[static_cast<std::size_t>(std::ranges::find(order, letter) - order.begin())] =
                position;
        }
        const double expected = test::tiffValue(spec, at[0], at[2], at[3], static_cast<int>(at[1]))
            * (spec.bits == 1 ? 255 : 1);
        const double got = delivered(array.info.type,
            samples->data + place * static_cast<std::int64_t>(elementSize(array.info.type)));
        wrong += got == expected ? 0 : 1;
    }
    return wrong;
}

} // namespace

class TestTiffVolume : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void readsWhatWasWritten_data()
    {
        QTest::addColumn<test::TiffSpec>("spec");
        const auto add = [](const char* name, const test::TiffSpec& spec) {
            QTest::addRow("%s", name) << spec;
        };
        add("bytes", {});
        add("one strip", {.rowsPerStrip = 100});
        add("pages", {.pages = 3});
        add("pages of planes", {.pages = 3, .samples = 4, .isPlanar = true});
        add("samples side by side", {.pages = 2, .samples = 3});
        add("uint16, big-endian", {.pages = 2, .bits = 16, .mode = "wb"});
        add("uint16, BigTIFF", {.bits = 16, .mode = "w8"});
        add("int8", {.bits = 8, .format = SAMPLEFORMAT_INT});
        add("int16, big-endian", {.bits = 16, .format = SAMPLEFORMAT_INT, .mode = "wb"});
        add("uint32, packed", {.bits = 32, .compression = COMPRESSION_ADOBE_DEFLATE});
        add("int64", {.bits = 64, .format = SAMPLEFORMAT_INT});
        add("float16, packed, big-endian",
            {.bits = 16,
                .format = SAMPLEFORMAT_IEEEFP,
                .compression = COMPRESSION_LZW,
                .mode = "wb"});
        add("float32, BigTIFF, big-endian",
            {.pages = 2, .bits = 32, .format = SAMPLEFORMAT_IEEEFP, .mode = "wb8"});
        // Not big-endian: libtiff 4.5.0 writes that wrongly.
        add("float32, predicted",
            {.pages = 2,
                .samples = 2,
                .bits = 32,
                .format = SAMPLEFORMAT_IEEEFP,
                .compression = COMPRESSION_ADOBE_DEFLATE,
                .predictor = 3});
        add("float64, planes, tiles",
            {.pages = 2,
                .rows = 40,
                .columns = 35,
                .samples = 2,
                .bits = 64,
                .format = SAMPLEFORMAT_IEEEFP,
                .compression = COMPRESSION_ADOBE_DEFLATE,
                .isPlanar = true,
                .tile = 16});
        add("tiles that are not packed", {.rows = 20, .columns = 33, .samples = 3, .tile = 16});
        add("LZW, predicted",
            {.pages = 3, .samples = 3, .compression = COMPRESSION_LZW, .predictor = 2});
        add("PackBits, planes",
            {.samples = 3, .compression = COMPRESSION_PACKBITS, .isPlanar = true});
        add("zstd", {.pages = 2, .bits = 16, .compression = COMPRESSION_ZSTD, .predictor = 2});
        add("LZMA", {.pages = 2, .compression = COMPRESSION_LZMA});
        add("bits", {.pages = 2, .columns = 13, .bits = 1});
        add("bits, packed, in tiles",
            {.rows = 20,
                .columns = 19,
                .bits = 1,
                .compression = COMPRESSION_CCITTFAX4,
                .tile = 16});
        add("bits, several a pixel", {.columns = 5, .samples = 3, .bits = 1});
    }
    void readsWhatWasWritten()
    {
        QFETCH(test::TiffSpec, spec);
        test::writeTiff(path("x.tif"), spec);
        const auto array = opened(path("x.tif"));
        QCOMPARE(test::errorOf(array), QString());
        QVERIFY((*array)->info.warnings.empty());
        QCOMPARE(wrongNumbers(**array, spec, wholeFrom((*array)->info, 0, 1)), 0);
        QCOMPARE(wrongNumbers(**array, spec, wholeFrom((*array)->info, 1, 3)), 0);
        QCOMPARE(wrongNumbers(**array, spec, wholeFrom((*array)->info, 2, 1)), 0);
    }

    void saysHowItIsStored()
    {
        test::writeTiff(path("x.tif"),
            {.pages = 3,
                .samples = 2,
                .bits = 32,
                .format = SAMPLEFORMAT_IEEEFP,
                .compression = COMPRESSION_LZW,
                .mode = "wb"});
        const auto array = opened(path("x.tif"));
        QCOMPARE(test::errorOf(array), QString());
        const ArrayInfo& info = (*array)->info;
        QCOMPARE(info.shape, (std::vector<std::uint64_t>{3, 5, 7, 2}));
        QCOMPARE(info.chunk, (std::vector<std::uint64_t>{1, 2, 7, 2}));
        QCOMPARE(QString::fromStdString(info.storedType), QStringLiteral("float32, big-endian"));
        QCOMPARE(QString::fromStdString(info.storage), QStringLiteral("strips of 2 rows, LZW"));
        QCOMPARE(QString::fromStdString(info.hints.axes.front().letters), QStringLiteral("?yxc"));
    }

    void takesTheDimensionsOfADescription()
    {
        test::writeTiff(path("x.tif"),
            {.pages = 6,
                .description = "ImageJ=1.53\nimages=6\nchannels=3\nslices=2\n"
                               "hyperstack=true\nspacing=4\nunit=micron\n",
                .pixelsPerUnit = 2});
        const auto array = opened(path("x.tif"));
        QCOMPARE(test::errorOf(array), QString());
        const ArrayInfo& info = (*array)->info;
        QCOMPARE(info.shape, (std::vector<std::uint64_t>{2, 3, 5, 7}));
        QCOMPARE(QString::fromStdString(info.hints.axes.front().letters), QStringLiteral("zcyx"));
        QCOMPARE(info.hints.spacing.perDimension, (std::vector<double>{4, 0, 0.5, 0.5}));
        QCOMPARE(QString::fromStdString(info.hints.spacing.unit), QStringLiteral("µm"));
    }

    void doesNotBelieveADescriptionOfOtherPages()
    {
        test::writeTiff(path("x.tif"),
            {.pages = 5,
                .description = "ImageJ=1.53\nimages=6\nchannels=3\nslices=2\n"
                               "hyperstack=true\n"});
        const auto array = opened(path("x.tif"));
        QCOMPARE(test::errorOf(array), QString());
        QCOMPARE((*array)->info.shape, (std::vector<std::uint64_t>{5, 5, 7}));
        QCOMPARE(QString::fromStdString((*array)->info.hints.axes.front().letters),
            QStringLiteral("?yx"));
    }

    void findsPagesThatHaveNoDirectory()
    {
        const test::TiffSpec both{.rows = 10,
            .rowsPerStrip = 10,
            .description = "ImageJ=1.53\nimages=2\nchannels=2\nhyperstack=true\n"};
        test::writeTiff(path("x.tif"), both);
        auto bytes = test::fileBytes(path("x.tif"));
        const auto tag = bytes.indexOf(QByteArray::fromHex("0101030001000000"));
        QVERIFY(tag > 0);
        bytes[tag + 8] = 5; // rows of the page that has a directory
        test::writeFile(path("x.tif"), bytes);
        const auto array = opened(path("x.tif"));
        QCOMPARE(test::errorOf(array), QString());
        QCOMPARE((*array)->info.shape, (std::vector<std::uint64_t>{2, 5, 7}));
        QCOMPARE(QString::fromStdString((*array)->info.hints.axes.front().letters),
            QStringLiteral("cyx"));
        ReadScratch scratch;
        const auto samples = (*array)->reader->read({{1, 0, 0}, {1, 1, 1}, {1, 1, 1}}, scratch, {});
        QCOMPARE(test::errorOf(samples), QString());
        QCOMPARE(delivered(ElementType::UInt8, samples->data), test::tiffValue(both, 0, 5, 0, 0));
    }

    void pagesOfOtherSizesAreNamed()
    {
        test::writeTiff(path("x.tif"), {.pages = 2});
        test::appendTiff(path("x.tif"), {.rows = 3});
        const auto array = opened(path("x.tif"));
        QCOMPARE(test::errorOf(array), QString());
        QCOMPARE((*array)->info.shape, (std::vector<std::uint64_t>{2, 5, 7}));
        QCOMPARE(QString::fromStdString((*array)->info.warnings.at(0)),
            QStringLiteral("1 page of x.tif is of another size or type than the first, and is not "
                           "shown."));
    }

    void refusesWithASentence_data()
    {
        QTest::addColumn<test::TiffSpec>("spec");
        QTest::addColumn<QString>("message");
        QTest::addRow("complex numbers")
            << test::TiffSpec{.bits = 64, .format = SAMPLEFORMAT_COMPLEXIEEEFP}
            << QStringLiteral("x.tif holds numbers of 64 bits (complex), which cannot be shown; "
                              "save it as 8-bit, 16-bit or float.");
        QTest::addRow("a picture")
            << test::TiffSpec{.photometric = PHOTOMETRIC_PALETTE}
            << QStringLiteral("x.tif holds a picture with a colour table, not probabilities; open "
                              "the volume, and pick this file as its raw image.");
        QTest::addRow("too large")
            << test::TiffSpec{.rows = 3000,
                   .columns = 2000,
                   .compression = COMPRESSION_LZW,
                   .rowsPerStrip = 3000}
            << QStringLiteral("A strip or tile of x.tif unpacks to 6.00 MB, which is more than may "
                              "be used; write it with smaller ones, or allow more memory.");
    }
    void refusesWithASentence()
    {
        QFETCH(test::TiffSpec, spec);
        QFETCH(QString, message);
        test::writeTiff(path("x.tif"), spec);
        const auto array = opened(path("x.tif"), megabytes(5), ArrayUse::Probabilities);
        QVERIFY(!array);
        QCOMPARE(test::errorOf(array), message);
    }

    void damageIsOfOnePart()
    {
        const test::TiffSpec spec{
            .pages = 2, .rows = 40, .columns = 40, .compression = COMPRESSION_ADOBE_DEFLATE};
        test::writeTiff(path("x.tif"), spec);
        auto bytes = test::fileBytes(path("x.tif"));
        std::memset(bytes.data() + 8, 0, 16); // the first strip
        test::writeFile(path("x.tif"), bytes);
        const auto array = opened(path("x.tif"));
        QCOMPARE(test::errorOf(array), QString());
        ReadScratch scratch;
        const auto damaged =
            (*array)->reader->read({{0, 0, 0}, {1, 1, 40}, {1, 1, 1}}, scratch, {});
        QVERIFY(!damaged);
        QCOMPARE(damaged.error().code, ErrorCode::Malformed);
        QVERIFY(test::errorOf(damaged).startsWith(
            QStringLiteral("x.tif is damaged in page 1, at row 0 (")));
        QCOMPARE(wrongNumbers(**array, spec, {{1, 0, 0}, {1, 40, 40}, {1, 1, 1}}), 0);
    }

    void readsNothingAfterRelease_data()
    {
        QTest::addColumn<int>("compression");
        QTest::addRow("as it is") << COMPRESSION_NONE;
        QTest::addRow("packed") << COMPRESSION_LZW;
    }
    void readsNothingAfterRelease()
    {
        QFETCH(int, compression);
        test::writeTiff(path("x.tif"), {.compression = static_cast<std::uint16_t>(compression)});
        const auto array = opened(path("x.tif"));
        QCOMPARE(test::errorOf(array), QString());
        (*array)->release();
        ReadScratch scratch;
        QVERIFY(!(*array)->reader->read(wholeFrom((*array)->info, 0, 1), scratch, {}));
    }

private:
    std::filesystem::path path(const char* name) const
    {
        return test::toPath(m_folder->path()) / name;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestTiffVolume)
#include "tst_tiff_volume.moc"
