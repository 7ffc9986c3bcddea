// SPDX-License-Identifier: MIT
// What the view draws, compared with what kernel and export say.
#include "ui/view/tile_view.h"

#include "core/palette/presets.h"
#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"
#include "tests/ui/support/view_fixture.h"

#include <QPainter>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <utility>

using namespace tessera;

namespace {

constexpr QSize viewSize(400, 300);
// One class: a pixel of fifty has none.
constexpr test::FakeSpec oneClass{.rows = 320, .columns = 440, .classes = 1};
constexpr test::FakeSpec greyImage{
    .rows = 320, .columns = 440, .classes = 1, .type = ElementType::UInt8};
constexpr test::FakeSpec threeClasses{.rows = 400, .columns = 500, .zCount = 3};

struct ShownFixture : test::ViewFixture {
    template <class... Arguments>
    explicit ShownFixture(Arguments&&... arguments)
        : ViewFixture(std::forward<Arguments>(arguments)...)
    {
        QObject::connect(&bridge, &TileBridge::picturesArrived, &view, &TileView::takePictures);
        view.resize(viewSize);
        view.setContent(content.get());
        view.show();
    }
    ~ShownFixture() { view.setContent(nullptr); }
    ShownFixture(const ShownFixture&) = delete;
    ShownFixture& operator=(const ShownFixture&) = delete;

    bool isSettled() const { return view.isSettled() && content->isSettled(); }

    TileView view;
};

OpenedVolume sampleProbabilities()
{
    auto volume = openVolume({test::samplePath(), {}}, megabytes(100));
    if (!volume)
        qFatal("%s", volume.error().message.c_str());
    return {volume->probabilities, nullptr};
}

const QSet<QRgb> hatchGreys{qRgb(64, 64, 64), qRgb(160, 160, 160)};

QSet<QRgb> coloursOf(const QImage& picture)
{
    QSet<QRgb> colours;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            colours.insert(picture.pixel(x, y));
    return colours;
}

QImage magnified(const QImage& picture, int factor)
{
    return picture.scaled(picture.size() * factor, Qt::IgnoreAspectRatio, Qt::FastTransformation);
}

// The part of the picture that is not the canvas around it.
QRect planeRect(const TileView& view)
{
    return view.transform().planeOnScreen().toRect();
}

// The whole plane at a level by straightforward computation from the samples.
QImage computedLevel(const ShownFixture& shown, int level)
{
    const TileGrid& grid = shown.session->grid();
    const PlaneShape shape = grid.shapeAt(level);
    QImage picture(
        static_cast<int>(shape.columns), static_cast<int>(shape.rows), QImage::Format_RGB32);
    picture.fill(Qt::black);
    for (const TileWish& wish : shown.session->wishesFor({{{0, 0, 400, 500}, level}})) {
        const PixelRect rect = grid.tileRect(level, wish.key.row, wish.key.column);
        const auto contents =
            test::expectedContents(*shown.source, *wish.subject, wish.key, TileQuality::Exact);
        for (std::size_t index = 0; index < contents.codes.size(); ++index) {
            const Rgb colour = shown.look.classes.at(contents.codes[index]).colour;
            const double number = std::clamp(contents.numbers[index], 0.0, 1.0);
            const auto at = static_cast<std::int64_t>(index);
            picture.setPixel(static_cast<int>(rect.column + at % rect.columns),
                static_cast<int>(rect.row + at / rect.columns),
                qRgb(static_cast<int>(colour.red * number), static_cast<int>(colour.green * number),
                    static_cast<int>(colour.blue * number)));
        }
    }
    return picture;
}

} // namespace

class TestTileView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    // No exact tile can be made while the first row cannot be read.
    void samplesAreSeenFirst()
    {
        ShownFixture shown(test::FakeSpec{
            .rows = 4000, .columns = 4000, .classes = 2, .chunkRows = 256, .chunkColumns = 256});
        shown.source->blockRows(0, 1);
        QSignalSpy first(&shown.view, &TileView::firstPicture);
        QSignalSpy settled(&shown.view, &TileView::settled);
        shown.view.fit();
        QTRY_COMPARE(first.count(), 1);
        QCOMPARE(settled.count(), 0);
        QVERIFY(!coloursOf(shown.view.picture()).contains(qRgb(0, 0, 0))); // as it is without
        shown.source->unblock();
        QTRY_VERIFY_WITH_TIMEOUT(shown.isSettled(), 60'000);
        QCOMPARE(first.count(), 1);
    }

    void sampleAtOneToOneIsTheKernelsPicture()
    {
        ShownFixture shown(sampleProbabilities());
        shown.view.setViewState({200, 162, 1});
        QTRY_VERIFY(shown.isSettled());
        const QImage expected =
            test::renderedPlane(shown.engine, shown.session->volume(), shown.look);
        QCOMPARE(shown.view.picture(), expected.copy(QRect({0, 12}, viewSize)));
    }

    void sampleMagnifiedHasTheKernelsPixels_data()
    {
        QTest::addColumn<int>("factor");
        QTest::addRow("2 times") << 2;
        QTest::addRow("4 times") << 4;
        QTest::addRow("8 times") << 8;
    }
    void sampleMagnifiedHasTheKernelsPixels()
    {
        QFETCH(int, factor);
        ShownFixture shown(sampleProbabilities());
        shown.view.setViewState({250, 260, static_cast<double>(factor)});
        QTRY_VERIFY(shown.isSettled());
        const QImage expected =
            test::renderedPlane(shown.engine, shown.session->volume(), shown.look);
        const QPoint corner(250 * factor - 200, 260 * factor - 150);
        QCOMPARE(shown.view.picture(), magnified(expected, factor).copy({corner, viewSize}));
    }

    void zoomedOutOneLevelShowsMeans()
    {
        ShownFixture shown(threeClasses);
        shown.view.resize(200, 160);
        shown.view.setViewState({250, 200, 0.5});
        QTRY_VERIFY(shown.isSettled());
        QCOMPARE(shown.content->part().level, 1);
        QVERIFY(shown.content->isExact());
        QCOMPARE(shown.view.picture(), computedLevel(shown, 1).copy(25, 20, 200, 160));
    }

    void fittedPlaneHasAirOfTheCanvasColour()
    {
        ShownFixture shown(oneClass);
        shown.view.fit();
        QTRY_VERIFY(shown.isSettled());
        const QImage picture = shown.view.picture();
        const QRgb canvas = canvasColour(shown.view.palette()).rgb();
        QCOMPARE(picture.pixel(0, 0), canvas);
        QCOMPARE(picture.pixel(planeRect(shown.view).left() - 1, 150), canvas);
        QVERIFY(planeRect(shown.view).top() >= 11);
    }

    void pixelGridAppearsAtSixteenTimes_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addColumn<bool>("isSame");
        QTest::addRow("15 times") << 15.0 << true;
        QTest::addRow("16 times") << 16.0 << false;
    }
    void pixelGridAppearsAtSixteenTimes()
    {
        QFETCH(double, scale);
        QFETCH(bool, isSame);
        ShownFixture shown(oneClass);
        shown.view.setViewState({100, 100, scale});
        QTRY_VERIFY(shown.isSettled());
        const QImage picture = shown.view.picture();
        const QPoint edge = shown.view.transform().toScreen(QPointF(100, 100)).toPoint();
        const QPoint inside = edge + QPoint(3, 3);
        QCOMPARE(picture.pixel(edge) == picture.pixel(inside), isSame);
    }

    void noClassIsTransparentOverTheImageAndBlackWithout()
    {
        ShownFixture shown(oneClass, greyImage);
        shown.view.setViewState({200, 150, 1});
        QTRY_VERIFY(shown.isSettled());
        const QImage over = shown.view.picture();
        shown.view.setOverlayShown(false);
        QTRY_VERIFY(shown.isSettled());
        const QImage image = shown.view.picture();
        const QImage rendered =
            test::renderedPlane(shown.engine, {shown.source, nullptr}, shown.look);
        QImage expected = rendered.copy({{0, 0}, viewSize});
        int pixelsWithout = 0;
        for (int y = 0; y < viewSize.height(); ++y)
            for (int x = 0; x < viewSize.width(); ++x)
                if (!(shown.source->valueAt({}, y, x, 0) > 0)) {
                    QCOMPARE(rendered.pixel(x, y), qRgb(0, 0, 0));
                    expected.setPixel(x, y, image.pixel(x, y));
                    ++pixelsWithout;
                }
        QVERIFY(pixelsWithout > 0);
        QCOMPARE(over, expected);
    }

    void imageIsShownAsItsWindowSays()
    {
        ShownFixture shown(oneClass, greyImage);
        shown.view.setViewState({200, 150, 1});
        shown.view.setOverlayShown(false);
        QTRY_VERIFY(shown.isSettled());
        const auto value = static_cast<int>(shown.image->valueAt({}, 33, 77, 0));
        QCOMPARE(shown.view.picture().pixel(77, 33), qRgb(value, value, value));
    }

    void opacityBlendsTheClassesOverTheImage_data()
    {
        QTest::addColumn<double>("opacity");
        QTest::addRow("nothing") << 0.0;
        QTest::addRow("a quarter") << 0.25;
        QTest::addRow("70 percent") << 0.7;
    }
    void opacityBlendsTheClassesOverTheImage()
    {
        QFETCH(double, opacity);
        ShownFixture shown(oneClass, greyImage);
        shown.view.setViewState({200, 150, 1});
        QTRY_VERIFY(shown.isSettled());
        const QImage opaque = shown.view.picture();
        shown.view.setOverlayShown(false);
        QTRY_VERIFY(shown.isSettled());
        QImage expected = shown.view.picture();
        shown.view.setOverlayShown(true);
        shown.view.setOverlayOpacity(opacity);
        QTRY_VERIFY(shown.isSettled());
        QPainter painter(&expected);
        painter.setOpacity(opacity);
        painter.drawImage(0, 0, opaque);
        painter.end();
        QVERIFY(test::largestDifference(shown.view.picture(), expected) <= 1);
    }

    void sideBySideShowsImageAndClassesAtTheSamePlace()
    {
        ShownFixture shown(oneClass, greyImage);
        shown.view.setViewState({200, 150, 1});
        QTRY_VERIFY(shown.isSettled());
        const QRect part(170, 110, 60, 80); // around the middle of the plane's part in view
        const QImage classes = shown.view.picture().copy(part);
        shown.view.setOverlayShown(false);
        QTRY_VERIFY(shown.isSettled());
        const QImage image = shown.view.picture().copy(part);
        shown.view.setOverlayShown(true);
        shown.view.setSideBySide(true);
        QTRY_VERIFY(shown.isSettled());
        QCOMPARE(shown.view.transform().viewport(), QSizeF(199, 300));
        const QPoint inFirst(100 - 200, 0); // the middle of a pane 199 wide is rounded up
        const QPoint inSecond = inFirst + QPoint(199 + 2, 0);
        QCOMPARE(shown.view.picture().copy(part.translated(inFirst)), image);
        QCOMPARE(shown.view.picture().copy(part.translated(inSecond)), classes);
    }

    void failedTileIsHatchedAndNotBlack()
    {
        ShownFixture shown(threeClasses);
        shown.source->failRows(256, 400, ErrorCode::OutOfMemory);
        QSignalSpy failed(&shown.view, &TileView::tilesFailed);
        shown.view.setViewState({250, 250, 1});
        QTRY_VERIFY(shown.isSettled());
        QVERIFY(failed.count() > 0);
        QVERIFY(failed.front().front().toString().contains(QStringLiteral("fake")));
        const int firstFailed = 256 - 250 + 150;
        const QImage picture = shown.view.picture();
        const auto colours = coloursOf(
            picture.copy(0, firstFailed, viewSize.width(), viewSize.height() - firstFailed));
        QCOMPARE(colours, hatchGreys);
        QVERIFY(!colours.contains(picture.pixel(200, firstFailed - 1)));
    }

    void damageIsHatchedAndTheRestIsWhole()
    {
        ShownFixture shown(threeClasses);
        const QImage expected =
            test::renderedPlane(shown.engine, {shown.source, nullptr}, shown.look, {2, 0});
        shown.source->failRows(280, 300);
        shown.view.setPlane({2, 0}); // of which nothing was read, nor ahead
        shown.view.setViewState({250, 250, 1});
        QTRY_VERIFY(shown.isSettled());
        const QImage picture = shown.view.picture();
        QCOMPARE(coloursOf(picture.copy(0, 180, 400, 20)), hatchGreys);
        QCOMPARE(picture.copy(0, 0, 400, 180), expected.copy(50, 100, 400, 180));
        QCOMPARE(picture.copy(0, 200, 400, 100), expected.copy(50, 300, 400, 100));
    }

    void damageStandsOutAtEveryZoom_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addRow("half") << 0.5;
        QTest::addRow("pixel by pixel") << 1.0;
        QTest::addRow("magnified") << 4.0;
    }
    void damageStandsOutAtEveryZoom()
    {
        QFETCH(double, scale);
        ShownFixture shown(threeClasses);
        shown.source->failRows(280, 300);
        QSignalSpy told(&shown.view, &TileView::tilesFailed);
        shown.view.setPlane({2, 0}); // of which nothing was read, nor ahead
        shown.view.setViewState({250, 280, scale});
        QTRY_VERIFY(shown.isSettled());
        QCOMPARE(told.count(), 1);
        const QImage picture = shown.view.picture();
        const QRect lost =
            shown.view.transform().toScreen(QRectF(200, 280, 50, 20)).toAlignedRect();
        QCOMPARE(coloursOf(picture.copy(lost)), hatchGreys);
        QVERIFY(!hatchGreys.contains(picture.pixel(lost.center().x(), lost.top() - 2)));
        QVERIFY(!hatchGreys.contains(picture.pixel(lost.center().x(), lost.bottom() + 2)));
    }

    void damageOfTheImageLeavesTheClasses()
    {
        auto classes = oneClass;
        auto image = greyImage;
        classes.zCount = image.zCount = 3;
        ShownFixture shown(classes, image);
        shown.image->failRows(100, 140);
        shown.view.setViewState({220, 160, 1});
        shown.view.setPlane({2, 0}); // of which nothing was read, nor ahead
        QTRY_VERIFY(shown.isSettled());
        QCOMPARE(shown.content->tileAt(120, 200)->damage.parts, 0U);
        shown.view.setOverlayShown(false);
        QTRY_VERIFY(shown.isSettled());
        QCOMPARE(coloursOf(shown.view.picture().copy(0, 90, 400, 40)), hatchGreys);
    }

    void failedTileComesWhenItCanBeRead()
    {
        ShownFixture shown(threeClasses);
        shown.source->failRows(256, 400, ErrorCode::OutOfMemory);
        shown.view.setViewState({250, 250, 1});
        QTRY_VERIFY(shown.isSettled());
        shown.source->failRows(0, 0);
        shown.content->retryFailed();
        shown.view.refresh();
        QTRY_VERIFY(shown.isSettled());
        const QImage expected =
            test::renderedPlane(shown.engine, {shown.source, nullptr}, shown.look);
        QCOMPARE(shown.view.picture(), expected.copy({{50, 100}, viewSize}));
    }

    void otherPaletteRecoloursWithoutARead()
    {
        // Without neighbours, which are read ahead of time.
        ShownFixture shown(test::FakeSpec{.rows = 400, .columns = 500});
        shown.view.setViewState({200, 150, 1});
        QTRY_VERIFY(shown.isSettled());
        const QImage before = shown.view.picture();
        const auto reads = shown.source->reads();
        shown.setLook(withPreset(shown.look, *findPreset("okabe-ito")));
        shown.view.refresh();
        QTRY_VERIFY(shown.isSettled());
        QCOMPARE(shown.source->reads(), reads);
        QVERIFY(shown.view.picture() != before);
        const QImage expected =
            test::renderedPlane(shown.engine, {shown.source, nullptr}, shown.look);
        QCOMPARE(shown.view.picture(), expected.copy({{0, 0}, viewSize}));
    }

    void formerPlaneStaysUntilTheNextOneComes()
    {
        ShownFixture shown(threeClasses);
        shown.view.setViewState({200, 150, 1});
        QTRY_VERIFY(shown.isSettled());
        const QImage before = shown.view.picture();
        shown.source->block();
        shown.view.setPlane({1, 0});
        QVERIFY(!shown.view.isSettled());
        QCOMPARE(shown.view.picture(), before);
        shown.source->unblock();
        QTRY_VERIFY(shown.isSettled());
        const QImage expected =
            test::renderedPlane(shown.engine, {shown.source, nullptr}, shown.look, {1, 0});
        QCOMPARE(shown.view.picture(), expected.copy({{0, 0}, viewSize}));
    }

    void coarserTilesStandInUntilTheFinerCome()
    {
        ShownFixture shown(threeClasses);
        shown.view.resize(200, 160);
        shown.view.setViewState({250, 200, 0.5});
        QTRY_VERIFY(shown.isSettled());
        shown.source->block();
        shown.view.setViewState({250, 200, 2});
        QVERIFY(!shown.content->isSettled());
        QCOMPARE(shown.view.picture(),
            magnified(computedLevel(shown, 1), 4).copy(125 * 4 - 100, 100 * 4 - 80, 200, 160));
        shown.source->unblock();
    }

    void whatIsOnScreenEndsAsThePicture_data()
    {
        QTest::addColumn<ViewState>("from");
        QTest::addColumn<ViewState>("to");
        QTest::addRow("moved by whole pixels") << ViewState{200, 150, 1} << ViewState{231, 140, 1};
        QTest::addRow("moved by parts") << ViewState{200, 150, 4} << ViewState{203.3, 151.1, 4};
        QTest::addRow("moved where it is averaged")
            << ViewState{200, 150, 0.75} << ViewState{204, 154, 0.75};
        QTest::addRow("zoomed in") << ViewState{200, 150, 1} << ViewState{200, 150, 2.7};
        QTest::addRow("zoomed out") << ViewState{200, 150, 2} << ViewState{200, 150, 0.7};
    }
    void whatIsOnScreenEndsAsThePicture()
    {
        QFETCH(ViewState, from);
        QFETCH(ViewState, to);
        ShownFixture shown(oneClass, greyImage);
        shown.view.setViewState(from);
        QTRY_VERIFY(shown.isSettled());
        shown.view.setViewState(to);
        QTRY_VERIFY(shown.isSettled());
        const QImage screen = shown.view.grab().toImage().convertToFormat(QImage::Format_RGB32);
        QVERIFY(test::largestDifference(screen, shown.view.picture()) <= 1);
    }

    void withoutContentOnlyTheCanvasIsPainted()
    {
        TileView view;
        view.resize(viewSize);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QImage canvas(viewSize, QImage::Format_RGB32);
        canvas.fill(canvasColour(view.palette()));
        QCOMPARE(view.picture(), canvas);
    }
};

QTEST_MAIN(TestTileView)
#include "tst_tile_view.moc"
