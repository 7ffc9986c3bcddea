// SPDX-License-Identifier: MIT
#include "core/session/first_look.h"

#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>
#include <vector>

using namespace tessera;

namespace {

constexpr int workers = 2;
constexpr test::FakeSpec large{
    .rows = 20'000, .columns = 20'000, .classes = 4, .chunkRows = 256, .chunkColumns = 256};
constexpr test::FakeSpec small{
    .rows = 500, .columns = 400, .classes = 4, .chunkRows = 256, .chunkColumns = 256};

VisiblePart allOf(const SubjectPtr& subject)
{
    const PlaneShape plane = subject->grid.plane();
    return {{0, 0, plane.rows, plane.columns}, subject->grid.levels() - 1};
}

bool nothing(const TileKey& /*key*/, TileQuality /*atLeast*/)
{
    return false;
}

std::vector<TileWish> wishes(const SubjectPtr& subject, const VisiblePart& part,
    const IsThere& isThere = nothing, bool isFirstNeeded = true)
{
    return standInsFor({subject}, part, workers, isFirstNeeded, isThere);
}

SubjectPtr subjectWithLevels(const test::FakeSpec& spec, const std::vector<int>& factors)
{
    TileSubject subject = *test::subjectOf(test::fakeSource(spec), 256);
    for (const int factor : factors) {
        test::FakeSpec coarse = spec;
        coarse.rows = (spec.rows + factor - 1) / factor;
        coarse.columns = (spec.columns + factor - 1) / factor;
        subject.fileLevels.push_back({test::subjectOf(test::fakeSource(coarse), 256),
            {static_cast<double>(factor), static_cast<double>(factor)}});
    }
    return std::make_shared<const TileSubject>(std::move(subject));
}

} // namespace

Q_DECLARE_METATYPE(VisiblePart)

class TestFirstLook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void aLargePlaneGetsAFirstLookAndABetterOne()
    {
        const auto subject = test::subjectOf(test::fakeSource(large), 256);
        const auto made = wishes(subject, allOf(subject));
        QCOMPARE(made.size(), std::size_t{2});
        QVERIFY(made[0].key.level > made[1].key.level);
        QVERIFY(made[1].key.level > allOf(subject).level);
        QCOMPARE(made[0].quality, TileQuality::Spread);
        QCOMPARE(made[1].quality, TileQuality::Spread);
    }

    void whatIsThereSoonNeedsNone_data()
    {
        QTest::addColumn<bool>("isSmall");
        QTest::addColumn<bool>("showsAll");
        QTest::addRow("a small plane") << true << true;
        QTest::addRow("few chunks of a large one") << false << false;
    }
    void whatIsThereSoonNeedsNone()
    {
        QFETCH(bool, isSmall);
        QFETCH(bool, showsAll);
        const auto subject = test::subjectOf(test::fakeSource(isSmall ? small : large), 256);
        const VisiblePart part = showsAll ? allOf(subject) : VisiblePart{{5000, 5000, 600, 800}, 0};
        QVERIFY(wishes(subject, part).empty());
    }

    void whatIsThereIsNotAskedForAgain()
    {
        const auto subject = test::subjectOf(test::fakeSource(large), 256);
        const auto part = allOf(subject);
        const int second = wishes(subject, part).back().key.level;
        const auto spreadAt = [](int level) {
            return [level](const TileKey& key, TileQuality atLeast) {
                return key.level == level && atLeast == TileQuality::Spread;
            };
        };
        QVERIFY(wishes(subject, part, spreadAt(second)).empty());
        QVERIFY(wishes(subject, part, spreadAt(part.level)).empty());
        const auto rest = wishes(
            subject, part, [&](const TileKey& key, TileQuality) { return key.level > second; });
        QCOMPARE(rest.size(), std::size_t{1});
        QCOMPARE(rest.front().key.level, second);
    }

    void whereAnotherSliceIsSeenTheBetterOneIsEnough()
    {
        const auto subject = test::subjectOf(test::fakeSource(large), 256);
        QCOMPARE(wishes(subject, allOf(subject), nothing, false).size(), std::size_t{1});
    }

    // It would come between the tiles of the slow one, and there is no picture without it.
    void aQuickLayerBesideASlowOneGetsAFirstLook()
    {
        test::FakeSpec quick = large;
        quick.classes = 1;
        quick.chunkRows = 0;
        quick.chunkColumns = 0;
        quick.type = ElementType::UInt8;
        quick.rows = 8000;
        quick.columns = 8000;
        test::FakeSpec slow = quick;
        slow.classes = 16;
        slow.type = ElementType::Float32;
        const auto classes = test::subjectOf(test::fakeSource(slow), 256);
        const auto image = test::subjectOf(test::fakeSource(quick), 256);
        const VisiblePart part = allOf(classes);
        QVERIFY(standInsFor({image}, part, workers, true, nothing).empty());
        const auto made = standInsFor({classes, image}, part, workers, true, nothing);
        QCOMPARE(made.size(), std::size_t{3});
        QCOMPARE(made[0].subject, classes);
        QCOMPARE(made[1].subject, image);
        QCOMPARE(made[2].subject, classes);
        QVERIFY(made[1].key.level > part.level);
    }

    void standInsCoverThePart_data()
    {
        QTest::addColumn<qint64>("row");
        QTest::addColumn<int>("level");
        QTest::addRow("all") << qint64{0} << 7;
        QTest::addRow("a part") << qint64{4000} << 3;
        QTest::addRow("beyond the end") << qint64{18'000} << 3;
    }
    void standInsCoverThePart()
    {
        QFETCH(qint64, row);
        QFETCH(int, level);
        const auto subject = test::subjectOf(test::fakeSource(large), 256);
        const VisiblePart part{{row, row, 12'000, 12'000}, level};
        std::set<std::pair<int, std::pair<int, int>>> made;
        for (const TileWish& wish : wishes(subject, part))
            made.insert({wish.key.level, {wish.key.row, wish.key.column}});
        QVERIFY(isCovered(subject, part, subject->grid.levels() + mostStandInLevels,
            TileQuality::Spread, [&](const TileKey& key, TileQuality) {
                return made.contains({key.level, {key.row, key.column}});
            }));
    }

    void aLevelOfTheFileIsUsedWhereItIsReadInTime_data()
    {
        QTest::addColumn<std::vector<int>>("factors");
        QTest::addColumn<VisiblePart>("part");
        QTest::addColumn<int>("level"); // of the tiles; 0: of spread samples
        const VisiblePart all{{0, 0, 20'000, 20'000}, 5};
        QTest::addRow("as fine as the picture") << std::vector{2, 4, 8, 16, 32} << all << 5;
        QTest::addRow("a coarser one") << std::vector{64} << all << 6;
        QTest::addRow("no power of two") << std::vector{3, 27} << all << 5;
        QTest::addRow("too fine to be read in time") << std::vector{2} << all << 0;
        QTest::addRow("a part") << std::vector{2, 16}
                                << VisiblePart{{4000, 4000, 12'000, 12'000}, 4} << 4;
    }
    void aLevelOfTheFileIsUsedWhereItIsReadInTime()
    {
        QFETCH(std::vector<int>, factors);
        QFETCH(VisiblePart, part);
        QFETCH(int, level);
        const auto subject = subjectWithLevels(large, factors);
        const auto made = wishes(subject, part);
        QCOMPARE(made.front().quality, TileQuality::Spread);
        QVERIFY(made.front().key.level > part.level);
        const bool isOfFile = made.back().quality == TileQuality::FileLevel;
        QCOMPARE(isOfFile ? made.back().key.level : 0, level);
    }

    void aQuickLevelOfTheFileNeedsNothingBeforeIt()
    {
        const auto subject = subjectWithLevels(large, {256});
        const auto made = wishes(subject, allOf(subject));
        QCOMPARE(made.size(), std::size_t{1});
        QCOMPARE(made.front().quality, TileQuality::FileLevel);
        QVERIFY(wishes(subject, allOf(subject), [](const TileKey&, TileQuality atLeast) {
            return atLeast <= TileQuality::FileLevel;
        }).empty());
    }

    void samplesAreNoLevelOfTheFile()
    {
        const auto subject = subjectWithLevels(large, {2, 4, 8, 16, 32});
        const VisiblePart part{{0, 0, 20'000, 20'000}, 5};
        const auto made = wishes(subject, part,
            [](const TileKey&, TileQuality atLeast) { return atLeast == TileQuality::Spread; });
        QVERIFY(!made.empty());
        QVERIFY(std::ranges::all_of(
            made, [](const TileWish& one) { return one.quality == TileQuality::FileLevel; }));
    }

    // As a file may claim: nothing overflows, and little is computed.
    void anEnormousPlaneHasAFirstLook_data()
    {
        QTest::addColumn<qint64>("edge");
        QTest::addRow("a million") << qint64{1'000'000};
        QTest::addRow("ten thousand million") << qint64{10'000'000'000};
    }
    void anEnormousPlaneHasAFirstLook()
    {
        QFETCH(qint64, edge);
        test::FakeSpec spec = large;
        spec.rows = edge;
        spec.columns = edge;
        const auto subject = test::subjectOf(test::fakeSource(spec), 256);
        const auto made = wishes(subject, allOf(subject));
        QVERIFY(!made.empty());
        QVERIFY(made.size() <= 8);
    }
};

QTEST_APPLESS_MAIN(TestFirstLook)
#include "tst_first_look.moc"
