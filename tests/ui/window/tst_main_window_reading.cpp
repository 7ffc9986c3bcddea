// SPDX-License-Identifier: MIT
// The window reads the open array in another way.
#include "ui/window/main_window.h"

#include "tests/support/hdf5_fixture.h"
#include "tests/support/test_support.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/bars/message_bar.h"
#include "ui/dialogs/axes_editor.h"
#include "ui/docks/classes_panel.h"
#include "ui/view/tile_view.h"
#include "ui/window/reading_controls.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <span>
#include <vector>

using namespace tessera;

namespace {

ReadingWish axesWish(const char* letters)
{
    return {.axes = parseAxes(letters)};
}

QImage pictureOf(const QToolButton& button)
{
    return button.icon().pixmap(button.iconSize()).toImage();
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

    void thePopupShowsWhatIsShownAfterAChoiceInVain()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        const QSignalSpy failed(here.window, &MainWindow::readingFailed);
        auto* editor = popup(here).findChild<AxesEditor*>();
        editor->setAxes(here.document().info().shape, *parseAxes("bbyx"));
        here.window->readAs({.isBinary = true});
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(editor->axes(), *parseAxes("zyxc"));
    }

    void picturesOfTheChoicesComeAlthoughOneIsTaken()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        here.window->actions().axes->trigger();
        const auto buttons = popup(here).choices().findChildren<QToolButton*>();
        const QImage empty = pictureOf(*buttons.front());
        const auto isLoaded = [&](const QToolButton* one) { return pictureOf(*one) != empty; };
        here.window->readAs(axesWish("xyzc"));
        QTRY_VERIFY(std::ranges::all_of(buttons, isLoaded));
    }

    void axesAreInTheToolBarAndOpenThePopup()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        QAction* axes = here.window->actions().axes;
        QVERIFY(axes->isEnabled());
        QVERIFY2(axes->iconText().startsWith(QStringLiteral("zyxc")), qPrintable(axes->iconText()));
        axes->trigger();
        QVERIFY(popup(here).isVisible());
        QCOMPARE(popup(here).choices().choices().front().axes, *parseAxes("zyxc"));
    }

    void choiceInThePopupIsAppliedAtOnceAndCanBeTakenBack()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        here.window->actions().axes->trigger();
        QSignalSpy shown(here.window, &MainWindow::volumeShown);
        Q_EMIT popup(here).readingWanted(axesWish("cyxz"));
        QTRY_COMPARE(shown.count(), 1);
        QVERIFY(popup(here).isVisible());
        const auto& choices = popup(here).choices().choices();
        QVERIFY(
            std::ranges::find(choices, *parseAxes("zyxc"), &ReadingChoice::axes) != choices.end());
        Q_EMIT popup(here).readingWanted({});
        QTRY_COMPARE(shown.count(), 2);
        QCOMPARE(here.document().info().classes, 3);
    }

    void axesAreRememberedOfEachFile()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        QSignalSpy shown(here.window, &MainWindow::volumeShown);
        here.window->readAs(axesWish("cyxz"));
        QTRY_COMPARE(shown.count(), 1);
        here.startAgain();
        QVERIFY(here.show(here.path("stack.h5")));
        QCOMPARE(here.document().info().classes, 4);
        QCOMPARE(here.window->readingWish(), axesWish("cyxz"));
        QVERIFY(!here.window->messages().isVisible());
    }

    void reloadKeepsTheAxes()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        QSignalSpy shown(here.window, &MainWindow::volumeShown);
        here.window->readAs(axesWish("cyxz"));
        QTRY_COMPARE(shown.count(), 1);
        here.window->actions().reload->trigger();
        QTRY_COMPARE(shown.count(), 2);
        QCOMPARE(here.window->readingWish(), axesWish("cyxz"));
    }

    void axesThatDoNotFitAnyMoreAreToldAndDropped()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        QSignalSpy shown(here.window, &MainWindow::volumeShown);
        here.window->readAs(axesWish("cyxz"));
        QTRY_COMPARE(shown.count(), 1);
        here.startAgain();
        QFile::remove(here.path("stack.h5"));
        const std::vector<float> samples(40 * 60 * 3, 0.5F);
        test::writeHdf5Dataset(
            test::toPath(here.path("stack.h5")), {.shape = {40, 60, 3}}, std::span(samples));
        QVERIFY(here.show(here.path("stack.h5")));
        QCOMPARE(here.window->readingWish(), ReadingWish{});
        QVERIFY(!here.window->messages().isError());
        QVERIFY(here.window->messages().sentence().startsWith(QStringLiteral("stack.h5")));
    }

    void sameClassNameHasTheSameColourInEveryFile()
    {
        test::WindowFixture here;
        QVERIFY(here.showSample());
        Look look = here.document().look();
        look.classes[1].colour = {1, 2, 3};
        Q_EMIT here.window->classesPanel().lookEdited(look, false);
        QFile::copy(QString::fromStdString(test::samplePath().string()), here.path("other.h5"));
        here.startAgain();
        QVERIFY(here.show(here.path("other.h5")));
        QCOMPARE(here.document().look(), look);
        here.window->actions().forgetColours->trigger();
        QFile::copy(here.path("other.h5"), here.path("third.h5"));
        here.startAgain();
        QVERIFY(here.show(here.path("third.h5")));
        QVERIFY(here.document().look().classes[1].colour != (Rgb{1, 2, 3}));
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

private:
    static ReadingPopup& popup(const test::WindowFixture& here)
    {
        return here.window->readingControls().popup();
    }
};

QTEST_MAIN(TestMainWindowReading)
#include "tst_main_window_reading.moc"
