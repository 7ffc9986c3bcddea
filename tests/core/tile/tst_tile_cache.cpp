// SPDX-License-Identifier: MIT
#include "core/tile/tile_cache.h"

#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <random>

using namespace tessera;

namespace {

// A square tile of `edge` pixels: a byte and a float a pixel.
TilePtr tileOf(const SubjectPtr& subject, std::int32_t row, std::int32_t column,
    TileQuality quality = TileQuality::Exact)
{
    return makeTile(subject, {subject->id, 1, row, column}, quality);
}

SubjectPtr subjectOfManyTiles()
{
    return test::subjectOf(test::fakeSource({.rows = 2000, .columns = 2000}), 10);
}

constexpr ByteCount tileBytes{10 * 10 * 5};

} // namespace

class TestTileCache : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void countsWhatItHolds()
    {
        TileCache cache(megabytes(1));
        const SubjectPtr subject = subjectOfManyTiles();
        cache.insert(tileOf(subject, 0, 0));
        cache.insert(tileOf(subject, 0, 1));
        cache.insert(tileOf(subject, 0, 1));
        QCOMPARE(cache.held().value, 2 * tileBytes.value);
        QCOMPARE(cache.budget().value, megabytes(1).value);
    }

    void neverExceedsItsBudget()
    {
        TileCache cache({10 * tileBytes.value + 1});
        const SubjectPtr subject = subjectOfManyTiles();
        std::mt19937 random(7);
        std::uniform_int_distribution<std::int32_t> place(0, 30);
        for (int turn = 0; turn < 2000; ++turn) {
            cache.insert(tileOf(subject, place(random), place(random)));
            cache.find({subject->id, 1, place(random), place(random)});
            QVERIFY(cache.held() <= cache.budget());
        }
        QCOMPARE(cache.held().value, 10 * tileBytes.value);
    }

    void dropsTheTileAskedForLongestAgo()
    {
        TileCache cache({3 * tileBytes.value});
        const SubjectPtr subject = subjectOfManyTiles();
        for (std::int32_t column = 0; column < 3; ++column)
            cache.insert(tileOf(subject, 0, column));
        QVERIFY(cache.find({subject->id, 1, 0, 0}));
        cache.insert(tileOf(subject, 0, 3));
        QVERIFY(cache.find({subject->id, 1, 0, 0}));
        QVERIFY(!cache.find({subject->id, 1, 0, 1}));
        QVERIFY(cache.find({subject->id, 1, 0, 2}));
        QVERIFY(cache.find({subject->id, 1, 0, 3}));
    }

    void keepsTheBetterTileOfOneKey_data()
    {
        QTest::addColumn<TileQuality>("first");
        QTest::addColumn<TileQuality>("second");
        QTest::addColumn<bool>("isReplaced");
        QTest::addRow("sampled after exact") << TileQuality::Exact << TileQuality::Sampled << false;
        QTest::addRow("exact after sampled") << TileQuality::Sampled << TileQuality::Exact << true;
        QTest::addRow("exact again") << TileQuality::Exact << TileQuality::Exact << true;
    }
    void keepsTheBetterTileOfOneKey()
    {
        QFETCH(TileQuality, first);
        QFETCH(TileQuality, second);
        QFETCH(bool, isReplaced);
        TileCache cache(megabytes(1));
        const SubjectPtr subject = subjectOfManyTiles();
        const TilePtr one = tileOf(subject, 0, 0, first);
        const TilePtr other = tileOf(subject, 0, 0, second);
        cache.insert(one);
        cache.insert(other);
        QCOMPARE(cache.find(one->key), isReplaced ? other : one);
        QCOMPARE(cache.held().value, tileBytes.value);
    }

    void doesNotKeepATileLargerThanTheBudget()
    {
        TileCache cache({tileBytes.value - 1});
        const SubjectPtr subject = subjectOfManyTiles();
        cache.insert(tileOf(subject, 0, 0));
        QVERIFY(!cache.find({subject->id, 1, 0, 0}));
        QCOMPARE(cache.held().value, std::uint64_t{0});
    }

    void forgetsTheTilesOfSubjects()
    {
        TileCache cache(megabytes(1));
        const SubjectPtr one = subjectOfManyTiles();
        const SubjectPtr other = subjectOfManyTiles();
        cache.insert(tileOf(one, 0, 0));
        cache.insert(tileOf(other, 0, 0));
        cache.insert(tileOf(one, 0, 1));
        cache.drop({one->id, nextSubjectId()});
        QVERIFY(!cache.find({one->id, 1, 0, 0}));
        QVERIFY(!cache.find({one->id, 1, 0, 1}));
        QVERIFY(cache.find({other->id, 1, 0, 0}));
        QCOMPARE(cache.held().value, tileBytes.value);
    }
};

QTEST_APPLESS_MAIN(TestTileCache)
#include "tst_tile_cache.moc"
