// SPDX-License-Identifier: MIT
#include "ui/view/picture_store.h"

#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <memory>

using namespace tessera;

namespace {

constexpr std::int64_t edge = 16;
constexpr ByteCount tileBytes{edge * edge * 4};

struct Pictures {
    PaintedTilePtr picture(std::int32_t column, std::uint64_t look = 1,
        TileQuality quality = TileQuality::Exact, TileKind kind = TileKind::Classes) const
    {
        const auto& subject = kind == TileKind::Classes ? classes : image;
        const TileKey key{subject->id, 0, 0, column};
        auto painted = std::make_shared<PaintedTile>();
        painted->tile = makeTile(subject, key, quality);
        painted->pixels.reserve(tileBytes.value);
        painted->look = look;
        return painted;
    }
    TileKey key(std::int32_t column) const { return {classes->id, 0, 0, column}; }

    std::shared_ptr<test::FakeSource> source = test::fakeSource({.rows = 16, .columns = 160});
    SubjectPtr classes = test::subjectOf(source, edge);
    SubjectPtr image = test::subjectOf(source, edge, TileKind::Image);
};

} // namespace

class TestPictureStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void newerLookReplacesTheOlder()
    {
        const Pictures make;
        PictureStore store(megabytes(1));
        QVERIFY(store.insert(make.picture(0, 1), 0));
        QVERIFY(store.insert(make.picture(0, 2), 0));
        QCOMPARE(store.find(make.key(0))->picture->look, 2U);
        QCOMPARE(store.held(), tileBytes);
    }

    void staleLookDoesNotReplaceTheNewer()
    {
        const Pictures make;
        PictureStore store(megabytes(1));
        store.insert(make.picture(0, 2), 0);
        QVERIFY(!store.insert(make.picture(0, 1), 0));
        QCOMPARE(store.find(make.key(0))->picture->look, 2U);
    }

    void sampledDoesNotReplaceExact()
    {
        const Pictures make;
        PictureStore store(megabytes(1));
        store.insert(make.picture(0, 1, TileQuality::Exact), 0);
        QVERIFY(!store.insert(make.picture(0, 2, TileQuality::Sampled), 0));
        QCOMPARE(store.find(make.key(0))->picture->tile->quality, TileQuality::Exact);
    }

    void exactReplacesSampled()
    {
        const Pictures make;
        PictureStore store(megabytes(1));
        store.insert(make.picture(0, 2, TileQuality::Sampled), 0);
        QVERIFY(store.insert(make.picture(0, 1, TileQuality::Exact), 0));
        QCOMPARE(store.find(make.key(0))->picture->tile->quality, TileQuality::Exact);
    }

    void imageIsOpaqueAndClassesAreNot()
    {
        const Pictures make;
        PictureStore store(megabytes(1));
        const auto image = make.picture(0, 1, TileQuality::Exact, TileKind::Image);
        store.insert(make.picture(0), 0);
        store.insert(image, 0);
        QVERIFY(store.find(make.key(0))->image.hasAlphaChannel());
        QVERIFY(!store.find(image->tile->key)->image.hasAlphaChannel());
    }

    void trimDropsWhatWasUsedLongestAgo()
    {
        const Pictures make;
        PictureStore store({2 * tileBytes.value});
        for (const std::int32_t column : {0, 1, 2, 3})
            store.insert(make.picture(column), 0);
        store.use(make.key(2), 1);
        store.use(make.key(0), 2);
        store.trim(3);
        QCOMPARE(store.held(), (ByteCount{2 * tileBytes.value}));
        QVERIFY(store.find(make.key(0)) != nullptr);
        QVERIFY(store.find(make.key(1)) == nullptr);
        QVERIFY(store.find(make.key(2)) != nullptr);
    }

    void trimKeepsWhatTheFrameShows()
    {
        const Pictures make;
        PictureStore store({0});
        store.insert(make.picture(0), 0);
        store.insert(make.picture(1), 0);
        store.use(make.key(1), 7);
        store.trim(7);
        QVERIFY(store.find(make.key(0)) == nullptr);
        QVERIFY(store.find(make.key(1)) != nullptr);
    }

    void dropSubjectLeavesTheOthers()
    {
        const Pictures make;
        PictureStore store(megabytes(1));
        const auto image = make.picture(0, 1, TileQuality::Exact, TileKind::Image);
        store.insert(make.picture(0), 0);
        store.insert(image, 0);
        store.dropSubject(make.classes->id);
        QVERIFY(store.find(make.key(0)) == nullptr);
        QVERIFY(store.find(image->tile->key) != nullptr);
        QCOMPARE(store.held(), tileBytes);
    }

    void clearLeavesNothing()
    {
        const Pictures make;
        PictureStore store(megabytes(1));
        store.insert(make.picture(0), 0);
        store.clear();
        QVERIFY(store.find(make.key(0)) == nullptr);
        QCOMPARE(store.held(), ByteCount{});
    }
};

QTEST_GUILESS_MAIN(TestPictureStore)
#include "tst_picture_store.moc"
