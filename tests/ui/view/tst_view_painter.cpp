// SPDX-License-Identifier: MIT
#include "ui/view/view_painter.h"

#include "tests/support/test_support.h"
#include "tests/ui/support/view_fixture.h"

#include <QPainter>
#include <QTest>

#include <algorithm>

using namespace tessera;

namespace {

constexpr test::FakeSpec oneClass{.rows = 320, .columns = 440, .classes = 1};
constexpr test::FakeSpec greyImage{
    .rows = 320, .columns = 440, .classes = 1, .type = ElementType::UInt8};
constexpr QSize paneSize(300, 200);

QImage drawn(ViewContent& content, const ViewTransform& view, const ViewStyle& style,
    const QRect& part, QImage* scratch)
{
    QImage image(paneSize, QImage::Format_RGB32);
    image.fill(Qt::red);
    QPainter painter(&image);
    paintPane(painter, content, view, style, {part, 1, scratch});
    return image;
}

} // namespace

class TestViewPainter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    // Where pixels are not smaller than those of the screen nothing is averaged.
    void quickIsTheSameWhereNothingIsAveraged_data()
    {
        QTest::addColumn<bool>("showsImage");
        QTest::addColumn<ViewStyle>("style");
        QTest::addColumn<ViewState>("state");
        QTest::addColumn<ViewOrientation>("orientation");
        const ViewStyle usual{.overlayOpacity = 0.4, .canvas = QColor(60, 60, 60)};
        ViewStyle bare = usual;
        bare.showsOverlay = false;
        const ViewState inside{200, 150, 1};
        QTest::addRow("classes") << false << usual << inside << ViewOrientation{};
        QTest::addRow("magnified") << false << usual << ViewState{200, 150, 3} << ViewOrientation{};
        QTest::addRow("at a corner") << false << usual << ViewState{10, 10, 1} << ViewOrientation{};
        QTest::addRow("turned") << false << usual << inside << ViewOrientation{1, true};
        QTest::addRow("over the image") << true << usual << inside << ViewOrientation{};
        QTest::addRow("over the image, turned, at a corner")
            << true << usual << ViewState{430, 310, 2} << ViewOrientation{3, false};
        QTest::addRow("image alone") << true << bare << inside << ViewOrientation{};
    }
    void quickIsTheSameWhereNothingIsAveraged()
    {
        QFETCH(bool, showsImage);
        QFETCH(ViewStyle, style);
        QFETCH(ViewState, state);
        QFETCH(ViewOrientation, orientation);
        test::ViewFixture shown(oneClass, greyImage);
        QObject::connect(&shown.bridge, &TileBridge::picturesArrived, &shown.bridge,
            [&shown](const PictureBatch& batch) { shown.content->take(batch); });
        style.showsImage = showsImage;
        ViewTransform view;
        view.setViewport(paneSize);
        view.setPlane({320, 440});
        view.setOrientation(orientation);
        view.setState(state);
        shown.content->show({{0, 0, 320, 440}, 0}, true, true);
        QTRY_VERIFY(shown.content->isSettled());
        const QRect part(7, 5, 280, 190);
        QImage scratch;
        QCOMPARE(drawn(*shown.content, view, style, part, &scratch),
            drawn(*shown.content, view, style, part, nullptr));
    }
};

QTEST_MAIN(TestViewPainter)
#include "tst_view_painter.moc"
