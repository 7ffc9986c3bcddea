// SPDX-License-Identifier: MIT
#include "ui/window/tile_census.h"

#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <memory>

using namespace tessera;

namespace {

constexpr std::int64_t edge = 16;
constexpr std::uint64_t tilePixels = edge * edge;

struct Tiles {
    PictureBatch batch(std::int32_t column, ReduceCounts counts,
        TileQuality quality = TileQuality::Exact, const SubjectPtr& other = nullptr) const
    {
        const SubjectPtr& subject = other ? other : classes;
        auto tile = makeTile(subject, {subject->id, 0, 0, column}, quality);
        tile->counts = counts;
        tile->classPixels = {0, 5};
        auto painted = std::make_shared<PaintedTile>();
        painted->tile = std::move(tile);
        return {0, false, {{painted->tile->key, painted}}};
    }

    std::shared_ptr<test::FakeSource> source = test::fakeSource({.rows = 16, .columns = 160});
    SubjectPtr classes = test::subjectOf(source, edge);
    SubjectPtr image = test::subjectOf(source, edge, TileKind::Image);
};

} // namespace

class TestTileCensus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void countsEachTileOnce()
    {
        const Tiles tiles;
        TileCensus census;
        census.start(tiles.source);
        QVERIFY(census.take(tiles.batch(0, {3, 1})));
        QVERIFY(!census.take(tiles.batch(0, {3, 1})));
        QVERIFY(census.take(tiles.batch(1, {1, 0})));
        QCOMPARE(census.seen(), (SeenPixels{2 * tilePixels, 4, 1, 0, {0, 10}}));
    }

    void whatStandsInIsNotCounted()
    {
        const Tiles tiles;
        TileCensus census;
        census.start(tiles.source);
        QVERIFY(!census.take(tiles.batch(0, {3, 1}, TileQuality::Spread)));
    }

    void exactTileTakesThePlaceOfTheSample()
    {
        const Tiles tiles;
        TileCensus census;
        census.start(tiles.source);
        census.take(tiles.batch(0, {9, 9}, TileQuality::Sampled));
        census.take(tiles.batch(0, {2, 1}, TileQuality::Exact));
        QCOMPARE(census.seen().clamped, 2U);
        QCOMPARE(census.seen().notANumber, 1U);
        QCOMPARE(census.seen().pixels, tilePixels);
    }

    void damageIsCounted()
    {
        const Tiles tiles;
        auto tile = makeTile(tiles.classes, {tiles.classes->id, 0, 0, 2}, TileQuality::Exact);
        tile->damage.rects = {{{0, 32, 4, 5}, SpecialCode::Damaged}};
        auto painted = std::make_shared<PaintedTile>();
        painted->tile = std::move(tile);
        TileCensus census;
        census.start(tiles.source);
        census.take({0, false, {{painted->tile->key, painted}}});
        QCOMPARE(census.seen().damaged, 20U);
    }

    void othersAreNotCounted()
    {
        const Tiles tiles;
        const Tiles foreign;
        TileCensus census;
        census.start(tiles.source);
        QVERIFY(!census.take(foreign.batch(0, {1, 1})));
        QVERIFY(!census.take(tiles.batch(0, {1, 1}, TileQuality::Exact, tiles.image)));
        QVERIFY(!census.take({0, false,
            {{{tiles.classes->id, 0, 0, 0}, fail(ErrorCode::Unreadable, "It is torn.")}}}));
        QCOMPARE(census.seen(), SeenPixels{});
    }

    void anotherVolumeStartsAnew()
    {
        const Tiles tiles;
        TileCensus census;
        census.start(tiles.source);
        census.take(tiles.batch(0, {3, 1}));
        census.start(tiles.source);
        QCOMPARE(census.seen(), SeenPixels{});
    }
};

QTEST_GUILESS_MAIN(TestTileCensus)
#include "tst_tile_census.moc"
