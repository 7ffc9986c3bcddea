// SPDX-License-Identifier: MIT
#include "core/tile/paint_stage.h"

#include "core/tile/tile_builder.h"
#include "tests/support/picture_inbox.h"
#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <algorithm>
#include <latch>
#include <memory>
#include <vector>

using namespace tessera;

namespace {

const ColourTable talk = {{{0, 0, 255}}, {{0, 255, 0}}, {{255, 0, 0}}};
const ColourTable greys = {{{10, 10, 10}}, {{100, 100, 100}}, {{200, 200, 200}}};

struct PaintFixture {
    PaintFixture()
        : stage(std::make_shared<PaintStage>(painter, costs, inbox, nullptr))
    {
    }

    // A finished tile with a bill.
    TilePtr tile(TileKind kind = TileKind::Classes) const
    {
        const auto source = test::fakeSource({.rows = 20, .columns = 30});
        const SubjectPtr subject = test::subjectOf(source, 32, kind);
        std::vector<std::unique_ptr<Tile>> tiles;
        tiles.push_back(makeTile(subject, {subject->id, 0, 0, 0}, TileQuality::Exact));
        WorkerScratch scratch;
        const auto built =
            buildBlock({*subject, 0, TileQuality::Exact, tiles.front()->rect, tiles}, scratch, {});
        if (!built)
            return nullptr;
        tiles.front()->billSerial = costs->append({});
        return std::move(tiles.front());
    }

    // Makes the painter wait, so that a test decides what is posted before it goes on.
    std::shared_ptr<std::latch> holdPainter()
    {
        auto mayGoOn = std::make_shared<std::latch>(1);
        painter.post([mayGoOn] { mayGoOn->wait(); });
        return mayGoOn;
    }

    std::shared_ptr<CostLog> costs = std::make_shared<CostLog>();
    std::shared_ptr<test::PictureInbox> inbox = std::make_shared<test::PictureInbox>();
    Painter painter;
    std::shared_ptr<PaintStage> stage;
};

std::vector<Pixel> pixelsOf(const PictureOutcome& outcome)
{
    const auto pixels = (*outcome.picture)->pixels.as<const Pixel>();
    return {pixels.begin(), pixels.end()};
}

std::vector<Pixel> painted(const Tile& tile, const ColourTable& colours)
{
    std::vector<Pixel> pixels(static_cast<std::size_t>(tile.rect.rows * tile.rect.columns));
    paintClasses(tile.classView(), colours, pixels.data(), tile.rect.columns);
    return pixels;
}

std::vector<Pixel> painted(const Tile& tile, ImageWindow window)
{
    std::vector<Pixel> pixels(static_cast<std::size_t>(tile.rect.rows * tile.rect.columns));
    paintImage(tile.valueView(), window, pixels.data(), tile.rect.columns);
    return pixels;
}

} // namespace

class TestPaintStage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void picturesAreWhatTheKernelPaints()
    {
        PaintFixture at;
        const TilePtr tile = at.tile();
        const std::uint64_t look = at.stage->setColours(talk);
        at.stage->tilesFinished({{tile->key, tile}});
        QVERIFY(at.inbox->waitFor(1));
        const PictureBatch batch = at.inbox->batches().front();
        QCOMPARE(batch.look, look);
        QCOMPARE(batch.isRepaint, false);
        QCOMPARE(batch.outcomes.size(), std::size_t{1});
        QCOMPARE(batch.outcomes.front().key, tile->key);
        QCOMPARE((*batch.outcomes.front().picture)->tile, tile);
        QCOMPARE((*batch.outcomes.front().picture)->look, look);
        QCOMPARE(pixelsOf(batch.outcomes.front()), painted(*tile, talk));
    }

    void imagesAreShownInTheirWindow()
    {
        PaintFixture at;
        const TilePtr tile = at.tile(TileKind::Image);
        const ImageWindow window{0.1, 0.7};
        at.stage->setWindow(window);
        at.stage->tilesFinished({{tile->key, tile}});
        QVERIFY(at.inbox->waitFor(1));
        QCOMPARE(pixelsOf(at.inbox->batches().front().outcomes.front()), painted(*tile, window));
    }

    void looksAreNumberedUpwards()
    {
        PaintFixture at;
        const std::uint64_t first = at.stage->setColours(talk);
        const std::uint64_t second = at.stage->setWindow({0, 2});
        const std::uint64_t third = at.stage->setColours(greys);
        QVERIFY(first < second && second < third);
    }

    void aRepaintIsOneBatchWithTheNewLook()
    {
        PaintFixture at;
        const TilePtr one = at.tile();
        const TilePtr other = at.tile();
        at.stage->setColours(talk);
        const std::uint64_t look = at.stage->setColours(greys);
        at.stage->repaint({one, other});
        QVERIFY(at.inbox->waitFor(1));
        const PictureBatch batch = at.inbox->batches().front();
        QCOMPARE(batch.isRepaint, true);
        QCOMPARE(batch.look, look);
        QCOMPARE(batch.outcomes.size(), std::size_t{2});
        QCOMPARE(pixelsOf(batch.outcomes.front()), painted(*one, greys));
        QCOMPARE(pixelsOf(batch.outcomes.back()), painted(*other, greys));
    }

    void aStaleRepaintIsSkipped()
    {
        PaintFixture at;
        const TilePtr tile = at.tile();
        const auto mayGoOn = at.holdPainter();
        at.stage->setColours(talk);
        at.stage->repaint({tile});
        const std::uint64_t latest = at.stage->setColours(greys);
        at.stage->repaint({tile});
        mayGoOn->count_down();
        QVERIFY(at.inbox->waitFor(1));
        at.stage->repaint({tile});
        QVERIFY(at.inbox->waitFor(2));
        const auto batches = at.inbox->batches();
        QCOMPARE(batches.size(), std::size_t{2});
        QCOMPARE(batches.front().look, latest);
        QCOMPARE(batches.back().look, latest);
    }

    void aTileIsPaintedWithTheLookOfTheMoment()
    {
        PaintFixture at;
        const TilePtr tile = at.tile();
        const auto mayGoOn = at.holdPainter();
        at.stage->setColours(talk);
        at.stage->tilesFinished({{tile->key, tile}});
        const std::uint64_t latest = at.stage->setColours(greys);
        mayGoOn->count_down();
        QVERIFY(at.inbox->waitFor(1));
        QCOMPARE(at.inbox->batches().front().look, latest);
        QCOMPARE(pixelsOf(at.inbox->batches().front().outcomes.front()), painted(*tile, greys));
    }

    void failuresPassThrough()
    {
        PaintFixture at;
        const TileKey key{1, 2, 3, 4};
        at.stage->tilesFinished({{key, fail(ErrorCode::Unreadable, "Not readable.")}});
        QVERIFY(at.inbox->waitFor(1));
        const PictureBatch batch = at.inbox->batches().front();
        QCOMPARE(batch.outcomes.front().key, key);
        QCOMPARE(test::errorOf(batch.outcomes.front().picture), QStringLiteral("Not readable."));
    }

    void onlyTheFirstPaintIsBilled()
    {
        PaintFixture at;
        const TilePtr tile = at.tile();
        at.stage->tilesFinished({{tile->key, tile}});
        QVERIFY(at.inbox->waitFor(1));
        const std::int64_t billed = at.costs->bills().front().paintNs;
        QVERIFY(billed > 0);
        at.stage->repaint({tile});
        QVERIFY(at.inbox->waitFor(2));
        QCOMPARE(at.costs->bills().front().paintNs, billed);
    }

    void itsEndDropsWhatIsNotPaintedYet()
    {
        const auto inbox = std::make_shared<test::PictureInbox>();
        auto begun = std::make_shared<std::latch>(1);
        {
            const auto costs = std::make_shared<CostLog>();
            Painter painter;
            const auto stage = std::make_shared<PaintStage>(painter, costs, inbox, nullptr);
            painter.post([begun] { begun->count_down(); });
            for (int turn = 0; turn < 1000; ++turn)
                stage->tilesFinished({});
            begun->wait();
        }
        const std::size_t painted = inbox->batches().size();
        QVERIFY(painted <= 1000);
    }
};

QTEST_APPLESS_MAIN(TestPaintStage)
#include "tst_paint_stage.moc"
