// SPDX-License-Identifier: MIT
#include "ui/view/nearest_pixels.h"

#include "tests/support/test_support.h"
#include "ui/view/view_transform.h"

#include <QPainter>
#include <QTest>

using namespace tessera;

namespace {

QImage numbered(QSize size)
{
    QImage picture(size, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            picture.setPixel(x, y, qRgb(x, y, 7));
    return picture;
}

QImage blank(QSize size)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

} // namespace

class TestNearestPixels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void wholeFactorRepeatsPixels()
    {
        const QImage picture = numbered({5, 4});
        QImage image = blank({15, 12});
        NearestPixels{image, {}, {}}.draw(picture, image.rect(), picture.rect());
        QCOMPARE(image, picture.scaled(15, 12));
    }

    void halfTakesEverySecondPixel()
    {
        const QImage picture = numbered({8, 6});
        QImage image = blank({4, 3});
        NearestPixels{image, {}, {}}.draw(picture, image.rect(), picture.rect());
        QCOMPARE(image.pixel(0, 0), qRgb(1, 1, 7));
        QCOMPARE(image.pixel(3, 2), qRgb(7, 5, 7));
    }

    void addedBitsAreInEachPixel_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addRow("as it is") << QSize(6, 5);
        QTest::addRow("rows twice") << QSize(6, 10);
        QTest::addRow("larger") << QSize(13, 11);
        QTest::addRow("smaller") << QSize(3, 2);
    }
    void addedBitsAreInEachPixel()
    {
        QFETCH(QSize, size);
        QImage picture(6, 5, QImage::Format_ARGB32_Premultiplied);
        picture.fill(QColor(0, 0, 0, 0));
        picture.setPixel(0, 0, qRgba(9, 8, 7, 200));
        QImage image = blank(size);
        NearestPixels{image, {}, {}, 0xFF000000}.draw(picture, image.rect(), picture.rect());
        QImage expected(size, QImage::Format_ARGB32_Premultiplied);
        expected.fill(Qt::black);
        QImage plain = blank(size);
        NearestPixels{plain, {}, {}}.draw(picture, plain.rect(), picture.rect());
        QPainter(&expected).drawImage(0, 0, plain);
        QCOMPARE(image, expected);
    }

    void onlyTheTargetIsDrawn()
    {
        const QImage picture = numbered({8, 8});
        QImage image = blank({10, 10});
        NearestPixels{image, {100, 200}, {}}.draw(picture, {104, 203, 3, 2}, {1, 2, 3, 2});
        QCOMPARE(image.pixel(4, 3), qRgb(1, 2, 7));
        QCOMPARE(image.pixel(6, 4), qRgb(3, 3, 7));
        QCOMPARE(image.pixel(3, 3), qRgba(0, 0, 0, 0));
        QCOMPARE(image.pixel(7, 4), qRgba(0, 0, 0, 0));
    }

    void turnedAsThePaneIs_data()
    {
        QTest::addColumn<ViewOrientation>("orientation");
        for (int turns = 0; turns < 4; ++turns)
            for (const bool isMirrored : {false, true})
                QTest::addRow("%d turns%s", turns, isMirrored ? ", mirrored" : "")
                    << ViewOrientation{turns, isMirrored};
    }
    void turnedAsThePaneIs()
    {
        QFETCH(ViewOrientation, orientation);
        const QImage picture = numbered({6, 4});
        const QImage expected =
            picture.mirrored(orientation.isMirrored, false)
                .transformed(QTransform().rotate(90.0 * orientation.quarterTurns))
                .scaled((orientation.isSideways() ? QSize(4, 6) : QSize(6, 4)) * 2);
        ViewTransform view;
        view.setViewport(expected.size());
        view.setOrientation(orientation);
        QImage image = blank(expected.size());
        NearestPixels{image, {}, view.uprightToScreen()}.draw(
            picture, {0, 0, 12, 8}, picture.rect());
        QCOMPARE(image, expected);
    }

    void nothingIsDrawnBeside()
    {
        const QImage picture = numbered({4, 4});
        QImage image = blank({4, 4});
        NearestPixels{image, {}, {}}.draw(picture, {10, 10, 4, 4}, picture.rect());
        NearestPixels{image, {}, {}}.draw(picture, {}, picture.rect());
        QCOMPARE(image, blank({4, 4}));
    }
};

QTEST_GUILESS_MAIN(TestNearestPixels)
#include "tst_nearest_pixels.moc"
