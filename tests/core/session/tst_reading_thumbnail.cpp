// SPDX-License-Identifier: MIT
#include "core/session/reading_thumbnail.h"

#include "core/palette/look.h"
#include "core/source/volume_reading.h"
#include "tests/support/memory_array.h"
#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <latch>

using namespace tessera;

namespace {

Axes axesOf(const char* letters)
{
    return parseAxes(letters).value_or(Axes{});
}

// A class at a place, and nothing else anywhere.
ArrayPtr onePixel()
{
    std::vector<double> values(static_cast<std::size_t>(40) * 30 * 2);
    values[(5 * 30 + 7) * 2 + 1] = 1;
    return test::memoryArray({.shape = {40, 30, 2}, .values = values});
}

Result<Thumbnail> thumbnail(const OpenedVolume& volume, const ThumbnailWish& wish)
{
    WorkerScratch scratch;
    return makeThumbnail(volume, wish, scratch, {});
}

std::ptrdiff_t drawn(const Thumbnail& picture)
{
    return std::ranges::count_if(picture.pixels, [](Pixel pixel) { return pixel != 0; });
}

OpenedVolume volumeOf(const ArrayPtr& array, const char* axes)
{
    return readAs(array, {.axes = axesOf(axes)}, {}).value();
}

} // namespace

class TestReadingThumbnail : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void showsAVolumeReadOtherwise_data()
    {
        QTest::addColumn<QString>("axes");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("at");
        QTest::addRow("as it is") << "yxc" << 40 << 30 << 5 * 30 + 7;
        QTest::addRow("turned") << "xyc" << 30 << 40 << 7 * 40 + 5;
    }
    void showsAVolumeReadOtherwise()
    {
        QFETCH(QString, axes);
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(int, at);
        const auto picture = thumbnail(
            volumeOf(onePixel(), "yxc"), {.reading = {.axes = axesOf(axes.toUtf8().constData())}});
        QCOMPARE(test::errorOf(picture), QString());
        QCOMPARE(picture->rows, rows);
        QCOMPARE(picture->columns, columns);
        QCOMPARE(drawn(*picture), 1);
        const Rgb colour = defaultLook(2, {}).classes[1].colour;
        QCOMPARE(picture->pixels[static_cast<std::size_t>(at)],
            0xFF000000U | Pixel{colour.red} << 16U | Pixel{colour.green} << 8U | colour.blue);
    }

    void staysSmall_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addRow("exactly") << 96 << 96;
        QTest::addRow("a little more") << 97 << 20;
        QTest::addRow("tall") << 5000 << 3;
        QTest::addRow("wide") << 3 << 5000;
        QTest::addRow("large") << 1000 << 900;
    }
    void staysSmall()
    {
        QFETCH(int, rows);
        QFETCH(int, columns);
        const auto source = test::fakeSource({.rows = rows, .columns = columns});
        const auto picture =
            thumbnail({source, nullptr}, {.time = std::chrono::milliseconds(60'000)});
        QCOMPARE(test::errorOf(picture), QString());
        QVERIFY(std::max(picture->rows, picture->columns) <= 96);
        QVERIFY(std::max(picture->rows, picture->columns) > 48);
        QCOMPARE(
            picture->pixels.size(), static_cast<std::size_t>(picture->rows * picture->columns));
        QCOMPARE(picture->part, (PixelRect{0, 0, rows, columns}));
        QVERIFY(picture->isWhole);
    }

    void takesTheMiddleWhereAllIsTooMuch_data()
    {
        QTest::addColumn<int>("chunk");
        QTest::addRow("contiguous") << 0;
        QTest::addRow("chunked") << 64;
    }
    void takesTheMiddleWhereAllIsTooMuch()
    {
        QFETCH(int, chunk);
        const auto source = test::fakeSource(
            {.rows = 4000, .columns = 4000, .chunkRows = chunk, .chunkColumns = chunk});
        const auto picture = thumbnail({source, nullptr},
            {.bytes = ByteCount{1'000'000}, .time = std::chrono::milliseconds(60'000)});
        QCOMPARE(test::errorOf(picture), QString());
        QVERIFY(source->bytesRead() <= ByteCount{1'500'000});
        QVERIFY(picture->part.rows < 4000);
        const std::int64_t middle = picture->part.row + picture->part.rows / 2;
        QVERIFY(std::abs(middle - 2000) <= 64);
        QVERIFY(picture->isWhole);
    }

    void showsTheMiddleSlice()
    {
        const auto source = test::fakeSource({.zCount = 9});
        QCOMPARE(test::errorOf(thumbnail({source, nullptr}, {})), QString());
        QCOMPARE(source->regions().front().plane, (PlanePosition{4, 0}));
    }

    void stopsWhenTimeIsUp()
    {
        const auto source = test::fakeSource({.rows = 900, .columns = 900});
        const auto picture = thumbnail({source, nullptr}, {.time = std::chrono::milliseconds(-1)});
        QCOMPARE(test::errorOf(picture), QString());
        QVERIFY(!picture->isWhole);
        QCOMPARE(drawn(*picture), 0);
        QCOMPARE(source->reads(), 0);
    }

    void tellsWhatIsWrong()
    {
        const auto picture =
            thumbnail(volumeOf(onePixel(), "yxc"), {.reading = {.axes = axesOf("yx")}});
        QVERIFY(!picture);
    }

    void isMadeByAWorker()
    {
        Engine engine({.threads = 1});
        std::latch done(1);
        std::atomic<std::int64_t> rows = 0;
        const auto request = requestThumbnail(
            engine, volumeOf(onePixel(), "yxc"), {}, [&](const Result<Thumbnail>& picture) {
                rows = picture ? picture->rows : -1;
                done.count_down();
            });
        done.wait();
        QCOMPARE(rows.load(), 40);
    }

    void isForgottenWhenNobodyWaits()
    {
        std::atomic<int> calls = 0;
        const auto source = test::fakeSource({});
        {
            Engine engine({.threads = 1});
            source->block();
            auto request = requestThumbnail(
                engine, {source, nullptr}, {}, [&](const Result<Thumbnail>&) { ++calls; });
            QVERIFY(source->waitForBlocked(1));
            request.reset();
        }
        QCOMPARE(calls.load(), 0);
    }
};

QTEST_GUILESS_MAIN(TestReadingThumbnail)
#include "tst_reading_thumbnail.moc"
