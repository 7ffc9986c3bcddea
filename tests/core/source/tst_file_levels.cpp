// SPDX-License-Identifier: MIT
// Coarser levels that a file declares: which are believed, and how they are read.
#include "core/source/file_levels.h"

#include "core/source/open_source.h"
#include "tests/support/fake_guide.h"
#include "tests/support/hdf5_attributes.h"
#include "tests/support/hdf5_fixture.h"
#include "tests/support/sound_facts.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

using namespace tessera;

using Shape = std::vector<std::uint64_t>;
using Arrays = std::vector<ArrayFacts>;
using Values = std::map<std::string, StoredValues>;
Q_DECLARE_METATYPE(Arrays)
Q_DECLARE_METATYPE(Values)

namespace {

constexpr ByteCount enough = megabytes(100);
const Shape whole{8192, 8191, 4};

ArrayFacts array(const std::string& path, const Shape& shape)
{
    auto facts = test::soundChunked(path);
    facts.claimed.shape = shape;
    facts.chunk = shape;
    std::ranges::transform(shape, facts.chunk.begin(),
        [](auto extent) { return std::clamp<std::uint64_t>(extent, 1, 4); });
    facts.firstChunk.reset();
    facts.writtenChunks.reset();
    facts.attributes.clear();
    return facts;
}

// `factors` as N5 writes them, x first.
ArrayFacts n5(const std::string& path, const Shape& shape, std::vector<double> factors)
{
    auto facts = array(path, shape);
    facts.attributes = {{0, "downsamplingFactors", {}, std::move(factors)}};
    return facts;
}

ArrayFacts listed(const std::string& path, const Shape& shape, const std::string& multiscales)
{
    auto facts = array(path, shape);
    facts.attributes = {{1, "multiscales", {multiscales}, {}}};
    return facts;
}

// JSON, written with ' for ".
std::string json(std::string text)
{
    std::ranges::replace(text, '\'', '"');
    return text;
}

std::string scaled(const std::string& path, const std::string& scale)
{
    return json(
        fmt::format("{{'path':'{}','coordinateTransformations':[{{'type':'scale','scale':{}}}]}}",
            path, scale));
}

std::string multiscales(const std::string& datasets)
{
    return json(fmt::format("[{{'axes':['y','x','c'],'datasets':[{}]}}]", datasets));
}

ArrayFacts ofType(ArrayFacts facts, const std::string& type)
{
    facts.claimed.storedType = type;
    return facts;
}

ArrayFacts elsewhere(ArrayFacts facts)
{
    facts.liesElsewhere = true;
    return facts;
}

// "/p/s1 1/2, /p/s2 1/4×3".
QString spoken(const std::vector<FileLevel>& levels)
{
    QStringList all;
    for (const FileLevel& level : levels)
        all += QString::fromStdString(level.source->info().dataset + " " + toText(level.scale));
    return all.join(QStringLiteral(", "));
}

} // namespace

class TestFileLevels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        QByteArray content(static_cast<qsizetype>(test::soundFileBytes), '\0');
        const QByteArray beginning(
            test::hdf5Beginning.data(), static_cast<qsizetype>(test::hdf5Beginning.size()));
        content.replace(0, beginning.size(), beginning);
        test::writeFile(path(), content);
    }

    void levelsAreFoundByName_data()
    {
        QTest::addColumn<Arrays>("arrays"); // the first is opened
        QTest::addColumn<QString>("levels");
        QTest::addRow("N5") << Arrays{n5("/p/s0", whole, {1, 1, 1}),
            n5("/p/s1", {4096, 4096, 4}, {1, 2, 2}), n5("/p/s2", {2048, 2047, 4}, {1, 4, 4})}
                            << QStringLiteral("/p/s1 1/2, /p/s2 1/4");
        QTest::addRow("N5, from a coarser level on") << Arrays{
            n5("/p/s1", {8192, 8192, 4}, {1, 2, 2}), n5("/p/s2", {4096, 4096, 4}, {1, 4, 4}),
            n5("/p/s0", {16384, 16384, 4}, {})} << QStringLiteral("/p/s2 1/2");
        QTest::addRow("by extents") << Arrays{array("/p/s0", whole),
            array("/p/s1", {4096, 4095, 4}), array("/p/s2", {2048, 2048, 4})}
                                    << QStringLiteral("/p/s1 1/2, /p/s2 1/4");
        QTest::addRow("thirds, two digits") << Arrays{array("/00", whole),
            array("/01", {2731, 2730, 4}), array("/02", {910, 911, 4})}
                                            << QStringLiteral("/01 1/3, /02 1/9");
        QTest::addRow("from nine to ten")
            << Arrays{array("/p9/data", whole), array("/p10/data", {4096, 4096, 4})}
            << QStringLiteral("/p10/data 1/2");
        QTest::addRow("rows and columns differ")
            << Arrays{n5("/s0", whole, {}), n5("/s1", {4096, 1639, 4}, {1, 5, 2})}
            << QStringLiteral("/s1 1/2×5");
        QTest::addRow("no whole number")
            << Arrays{array("/s0", whole), n5("/s1", {5462, 5461, 4}, {1, 1.5, 1.5})}
            << QStringLiteral("/s1 1/1.5");
        QTest::addRow("no number in the name")
            << Arrays{array("/probabilities", whole), array("/1", {4096, 4096, 4})} << QString();
        QTest::addRow("one is missing")
            << Arrays{array("/s0", whole), array("/s2", {2048, 2048, 4})} << QString();
        QTest::addRow("too small to need them")
            << Arrays{array("/s0", {2000, 2000, 4}), array("/s1", {1000, 1000, 4})} << QString();
    }
    void levelsAreFoundByName()
    {
        QFETCH(Arrays, arrays);
        QFETCH(QString, levels);
        const auto volume = opened(arrays, {.axes = parseAxes("yxc")});
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(spoken(volume->levels), levels);
    }

    void whatContradictsTheArrayIsNoLevel_data()
    {
        QTest::addColumn<ArrayFacts>("level");
        const Shape half{4096, 4096, 4};
        const double infinite = std::numeric_limits<double>::infinity();
        QTest::addRow("other factors") << n5("/s1", half, {1, 4, 4});
        QTest::addRow("factors in the wrong order") << n5("/s1", {4096, 8191, 4}, {1, 2, 1});
        QTest::addRow("no factor at all") << n5("/s1", half, {0, 0, 0});
        QTest::addRow("negative factors") << n5("/s1", half, {1, -2, -2});
        QTest::addRow("infinite factors") << n5("/s1", half, {1, infinite, infinite});
        QTest::addRow("not a number")
            << n5("/s1", half, {1, std::numeric_limits<double>::quiet_NaN(), 2});
        QTest::addRow("the same extents") << array("/s1", whole);
        QTest::addRow("greater extents") << array("/s1", {16384, 16382, 4});
        QTest::addRow("no part of the extents") << array("/s1", {4000, 4000, 4});
        QTest::addRow("one pixel is left of many") << array("/s1", {1, 1, 4});
        QTest::addRow("nothing") << array("/s1", {0, 4096, 4});
        QTest::addRow("other classes") << array("/s1", {4096, 4096, 2});
        QTest::addRow("other dimensions") << array("/s1", {4096, 4096});
        QTest::addRow("another type") << ofType(array("/s1", half), "float16");
        QTest::addRow("another file") << elsewhere(array("/s1", half));
    }
    void whatContradictsTheArrayIsNoLevel()
    {
        QFETCH(ArrayFacts, level);
        const auto volume = opened({array("/s0", whole), level}, {.axes = parseAxes("yxc")});
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(spoken(volume->levels), QString());
    }

    void listedLevelsAreFound_data()
    {
        QTest::addColumn<QString>("datasets");
        QTest::addColumn<QString>("levels");
        const auto row = [](const char* name, const std::string& datasets, const char* levels) {
            QTest::addRow("%s", name)
                << QString::fromStdString(datasets) << QString::fromUtf8(levels);
        };
        const auto own = scaled("fine", "[0.5,0.5,1]");
        row("with factors",
            own + "," + scaled("half", "[1,1,1]") + "," + scaled("deep/fifth", "[2.5,2.5,1]"),
            "/g/half 1/2, /g/deep/fifth 1/5");
        row("in another order",
            scaled("deep/fifth", "[2.5,2.5,1]") + "," + own + "," + scaled("half", "[1,1,1]"),
            "/g/half 1/2, /g/deep/fifth 1/5");
        row("without factors", "{'path':'fine'},{'path':'half'}", "/g/half 1/2");
        row("one is wrong",
            own + "," + scaled("half", "[1.5,1,1]") + "," + scaled("deep/fifth", "[2.5,2.5,1]"),
            "/g/deep/fifth 1/5");
        row("one is not there", own + "," + scaled("quarter", "[2,2,1]"), "");
        row("itself", own + "," + own, "");
        row("twice", own + "," + scaled("half", "[1,1,1]") + "," + scaled("half", "[1,1,1]"),
            "/g/half 1/2");
        row("outside of its group",
            own + "," + scaled("../half", "[1,1,1]") + "," + scaled("/g/half", "[1,1,1]") + ","
                + scaled("", "[1,1,1]"),
            "");
        row("no names", own + ",{},7,null,{'path':3}", "");
        row("no list", "{'path':'fine'}],'coordinateTransformations':[7", "");
        std::string many = own;
        for (int level = 0; level < 10'000; ++level)
            many += fmt::format(",{{'path':'{}'}}", level);
        row("ten thousand", many + "," + scaled("half", "[1,1,1]"), "");
    }
    void listedLevelsAreFound()
    {
        QFETCH(QString, datasets);
        QFETCH(QString, levels);
        const auto text = multiscales(datasets.toStdString());
        const auto volume =
            opened({listed("/g/fine", whole, text), array("/g/half", {4096, 4096, 4}),
                       array("/half", whole), array("/g/deep/fifth", {1639, 1639, 4})},
                {.axes = parseAxes("yxc")});
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(spoken(volume->levels), levels);
    }

    void levelsOfBigDataViewerAreFound_data()
    {
        QTest::addColumn<Values>("values");
        QTest::addColumn<QString>("levels");
        const auto table = [](std::vector<double> numbers) {
            return Values{{"/s00/resolutions", {{numbers.size() / 3, 3}, {}, std::move(numbers)}}};
        };
        QTest::addRow("as the table has them")
            << table({1, 1, 1, 2, 2, 1, 6, 4, 2})
            << QStringLiteral("/t00000/s00/1/cells 1/2, /t00000/s00/2/cells 1/4×6");
        QTest::addRow("as the extents have them, where there is none")
            << Values{} << QStringLiteral("/t00000/s00/1/cells 1/2, /t00000/s00/2/cells 1/4×6");
        QTest::addRow("one is wrong")
            << table({1, 1, 1, 2, 3, 1, 6, 4, 2}) << QStringLiteral("/t00000/s00/2/cells 1/4×6");
        QTest::addRow("of nothing") << table({0, 0, 0, 0, 0, 0, 0, 0, 0}) << QString();
        QTest::addRow("more rows than there are levels")
            << table(std::vector<double>(30'000, 2)) << QString();
    }
    void levelsOfBigDataViewerAreFound()
    {
        QFETCH(Values, values);
        QFETCH(QString, levels);
        test::FakeFacts facts{{array("/t00000/s00/0/cells", {3, 9000, 9001}),
            array("/t00000/s00/1/cells", {3, 4500, 4501}),
            array("/t00000/s00/2/cells", {1, 2250, 1500})}};
        facts.values = values;
        const auto volume = opened(facts, {.axes = parseAxes("zyx")});
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(spoken(volume->levels), levels);
    }

    void coarserSlicesLieAtTheirPlace_data()
    {
        QTest::addColumn<qint64>("plane");
        QTest::addColumn<qint64>("ofLevel");
        QTest::addRow("the first") << qint64{0} << qint64{0};
        QTest::addRow("of the first three") << qint64{2} << qint64{0};
        QTest::addRow("of the next three") << qint64{3} << qint64{1};
        QTest::addRow("the last, which is left over") << qint64{6} << qint64{1};
    }
    void coarserSlicesLieAtTheirPlace()
    {
        QFETCH(qint64, plane);
        QFETCH(qint64, ofLevel);
        const auto volume =
            opened({n5("/s0", {7, 9000, 9000}, {}), n5("/s1", {2, 4500, 4500}, {2, 2, 3})},
                {.axes = parseAxes("zyx")});
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(volume->levels.size(), std::size_t{1});
        QCOMPARE(volume->levels.front().slices, 3.0);
        QCOMPARE(planeOf(volume->levels.front(), {plane, 0}).z, ofLevel);
    }

    void levelsAreReadAsTheVolumeIs_data()
    {
        QTest::addColumn<QString>("axes");
        QTest::addColumn<PlaneAxes>("plane");
        QTest::addColumn<QString>("levels");
        QTest::addRow("as opened")
            << QStringLiteral("zyx") << PlaneAxes::XY << QStringLiteral("/s1 1/1×2, /s2 1/1×4");
        QTest::addRow("along y") << QStringLiteral("zyx") << PlaneAxes::XZ
                                 << QStringLiteral("/s1 1/2, /s2 1/4");
        QTest::addRow("along x") << QStringLiteral("zyx") << PlaneAxes::YZ
                                 << QStringLiteral("/s1 1/2×1, /s2 1/4×1");
        QTest::addRow("turned round")
            << QStringLiteral("xzy") << PlaneAxes::XY << QStringLiteral("/s1 1/2, /s2 1/4");
        QTest::addRow("coarser along time") << QStringLiteral("tyx") << PlaneAxes::XY << QString();
    }
    void levelsAreReadAsTheVolumeIs()
    {
        QFETCH(QString, axes);
        QFETCH(PlaneAxes, plane);
        QFETCH(QString, levels);
        const ReadingWish zyx{
            .axes = parseAxes("zyx"), .scale = ValueScale{rangeOfType}, .plane = PlaneAxes::XZ};
        const auto volume =
            opened({array("/s0", {9000, 1000, 9000}), array("/s1", {4500, 1000, 4500}),
                       array("/s2", {2250, 1000, 2250})},
                zyx);
        QCOMPARE(test::errorOf(volume), QString());
        ReadingWish wish = zyx;
        wish.axes = parseAxes(axes.toStdString());
        wish.plane = plane;
        const auto other = readOtherwise(*volume, wish);
        QCOMPARE(test::errorOf(other), QString());
        QCOMPARE(spoken(other->levels), levels);
        for (const FileLevel& level : other->levels) {
            QCOMPARE(level.source->info().classes, other->probabilities->info().classes);
            QCOMPARE(
                level.source->info().meaning.scale, other->probabilities->info().meaning.scale);
        }
    }

    void samplesOfALevelAreReadWhenTheyAreNeeded()
    {
        const auto file = test::toPath(m_folder->filePath(QStringLiteral("real.h5")));
        std::vector<float> coarse(64 * 64);
        for (std::size_t index = 0; index < coarse.size(); ++index)
            coarse[index] = static_cast<float>(index) / 4096.0F;
        test::writeHdf5Zeros(file, "fine", {8192, 8192});
        test::writeHdf5Dataset(file,
            {.name = "coarse", .shape = {64, 64}, .chunk = {16, 16}, .deflate = 1},
            std::span<const float>(coarse));
        test::writeHdf5AttributeText(file, "/", "multiscales",
            json("[{'axes':['y','x'],'datasets':[{'path':'fine'},{'path':'coarse'}]}]"));
        const auto volume = openVolume({file, "fine"}, enough);
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(spoken(volume->levels), QStringLiteral("/coarse 1/128"));
        const VolumeSource& level = *volume->levels.front().source;
        ReadScratch scratch;
        const auto samples = level.read({{}, 5, 7, 2, 3, 1}, scratch, {});
        QCOMPARE(test::errorOf(samples), QString());
        QCOMPARE(samples->view.row<float>(1)[2], coarse[6 * 64 + 9]);
        level.release();
        QVERIFY(!level.read({{}, 5, 7, 2, 3, 1}, scratch, {}));
    }

    void aLevelThatCannotBeReadHarmsNothing()
    {
        test::FakeFacts facts{{array("/s0", whole), array("/s1", {4096, 4096, 4})}};
        facts.place = {0, 5'000'000, 0}; // beyond the end
        const auto volume = opened(facts, {.axes = parseAxes("yxc")});
        QCOMPARE(test::errorOf(volume), QString());
        ReadScratch scratch;
        const auto samples = volume->levels.front().source->read({{}, 0, 0, 4, 4, 1}, scratch, {});
        QVERIFY(test::errorOf(samples).contains(QStringLiteral("/s1 in x.h5")));
    }

private:
    std::filesystem::path path() const
    {
        return test::toPath(m_folder->filePath(QStringLiteral("x.h5")));
    }

    Result<OpenedVolume> opened(test::FakeFacts facts, ReadingWish reading)
    {
        OpenLimits limits{enough};
        const std::string dataset = facts.arrays.front().claimed.path;
        limits.guides = test::fakeGuides(std::move(facts));
        reading.scale = ValueScale{rangeOfType};
        limits.reading = std::move(reading);
        return openVolume({path(), dataset}, limits);
    }
    Result<OpenedVolume> opened(Arrays arrays, ReadingWish reading)
    {
        return opened(test::FakeFacts{std::move(arrays)}, std::move(reading));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestFileLevels)
#include "tst_file_levels.moc"
