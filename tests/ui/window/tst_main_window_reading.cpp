// SPDX-License-Identifier: MIT
// The window reads the open array in another way.
#include "ui/window/main_window.h"

#include "tests/support/test_support.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/bars/message_bar.h"
#include "ui/view/tile_view.h"

#include <QSignalSpy>
#include <QTest>

using namespace tessera;

namespace {

ReadingWish axesWish(const char* letters)
{
    return {.axes = parseAxes(letters)};
}

} // namespace

class TestMainWindowReading : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void otherAxesAreShownAtOnce()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        QCOMPARE(here.document().info().zCount, 4);
        QSignalSpy shown(here.window, &MainWindow::volumeShown);
        here.window->readAs(axesWish("cyxz"));
        QTRY_COMPARE(shown.count(), 1);
        QVERIFY(here.waitUntilSettled());
        QCOMPARE(here.document().info().classes, 4);
        QCOMPARE(here.document().info().zCount, 3);
        QCOMPARE(here.window->readingWish(), axesWish("cyxz"));
    }

    void latestWishWins()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        QSignalSpy shown(here.window, &MainWindow::volumeShown);
        for (const char* letters : {"cyxz", "zxyc", "tyxc"})
            here.window->readAs(axesWish(letters));
        QTRY_COMPARE(shown.count(), 1);
        QCOMPARE(here.document().info().tCount, 4);
    }

    void otherPlaneKeepsLookAndItsSteps()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        Look look = here.document().look();
        look.classes[0].colour = {1, 2, 3};
        here.document().editLook(look, false);
        QSignalSpy shown(here.window, &MainWindow::volumeShown);
        here.window->readAs({.plane = PlaneAxes::XZ});
        QTRY_COMPARE(shown.count(), 1);
        QCOMPARE(here.document().look(), look);
        QVERIFY(here.document().canUndo());
    }

    void wishThatDoesNotFitIsToldAndThePictureStays()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        const Document* document = here.window->document();
        const QSignalSpy failed(here.window, &MainWindow::readingFailed);
        here.window->readAs(axesWish("yx"));
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(here.window->messages().isError());
        QCOMPARE(here.window->document(), document);
    }

    void windowMayCloseWhileItReads()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        here.window->readAs(axesWish("cyxz"));
        here.startAgain();
        QVERIFY(here.window->document() == nullptr);
    }
};

QTEST_MAIN(TestMainWindowReading)
#include "tst_main_window_reading.moc"
