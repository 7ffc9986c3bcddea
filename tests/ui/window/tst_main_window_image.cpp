// SPDX-License-Identifier: MIT
// The raw image that somebody picked for a volume.
#include "ui/window/main_window.h"

#include "tests/support/hdf5_fixture.h"
#include "tests/support/test_support.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/bars/message_bar.h"
#include "ui/view/view_content.h"

#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

#include <span>
#include <vector>

using namespace tessera;

namespace {

// A volume and an image of its extents, that was picked.
struct PickedImage : test::WindowFixture {
    PickedImage()
    {
        const std::vector<float> samples(40 * 60 * 3, 0.5F);
        test::writeHdf5Dataset(test::toPath(volume()), {.shape = {40, 60, 3}}, std::span(samples));
        QImage picture(60, 40, QImage::Format_Grayscale8);
        picture.fill(100);
        picture.save(image());
    }
    QString volume() const { return path("volume.h5"); }
    QString image() const { return path("picked.png"); }
    bool pick()
    {
        QSignalSpy shown(window, &MainWindow::volumeShown);
        window->openImage(image());
        return shown.wait() && document().content().hasImage();
    }
};

} // namespace

class TestMainWindowImage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void isRemembered()
    {
        PickedImage here;
        QVERIFY(here.show(here.volume()));
        QVERIFY(!here.document().content().hasImage());
        QVERIFY(here.pick());
        here.startAgain();
        QVERIFY(here.show(here.volume()));
        QVERIFY(here.document().content().hasImage());
        QVERIFY(!here.window->messages().isVisible());
    }

    void isRememberedWhereAnotherWindowShowsIt()
    {
        PickedImage here;
        QVERIFY(here.show(here.volume()));
        QVERIFY(here.pick());
        here.startAgain();
        QVERIFY(here.showSample());
        here.window->open({test::toPath(here.volume()), {}});
        QTRY_COMPARE(here.viewer.windows().size(), 2);
        here.viewer.windows().last()->close();
        here.startAgain();
        QVERIFY(here.show(here.volume()));
        QVERIFY(here.document().content().hasImage());
    }

    void thatIsGoneIsToldOnce()
    {
        PickedImage here;
        QVERIFY(here.show(here.volume()));
        QVERIFY(here.pick());
        here.startAgain();
        QVERIFY(QFile::remove(here.image()));
        QVERIFY(here.show(here.volume()));
        QVERIFY(!here.document().content().hasImage());
        QCOMPARE(here.window->messages().sentence(),
            QStringLiteral("The raw image that was chosen for volume.h5 is of no use any more."));
        here.startAgain();
        QVERIFY(here.show(here.volume()));
        QVERIFY(!here.window->messages().isVisible());
    }

    void isToldApartFromAxesThatDoNotFit()
    {
        PickedImage here;
        QVERIFY(here.show(here.volume()));
        QVERIFY(here.pick());
        QSignalSpy shown(here.window, &MainWindow::volumeShown);
        here.window->readAs({.axes = parseAxes("yxc"), .scale = ValueScale{{0, 2}}});
        QTRY_COMPARE(shown.count(), 1);
        here.startAgain();
        QVERIFY(QFile::remove(here.image()));
        QVERIFY(here.show(here.volume()));
        QVERIFY(here.window->readingWish().scale.has_value());
        QVERIFY(here.window->messages().sentence().startsWith(QStringLiteral("The raw image")));
    }
};

QTEST_MAIN(TestMainWindowImage)
#include "tst_main_window_image.moc"
