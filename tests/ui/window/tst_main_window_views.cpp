// SPDX-License-Identifier: MIT
// Planes, slices, playing, turning and the scale bar, as the window puts them together.
#include "ui/window/main_window.h"

#include "tests/support/test_support.h"
#include "tests/ui/support/view_fixture.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/bars/slice_bar.h"
#include "ui/dialogs/go_to_popup.h"
#include "ui/view/minimap.h"
#include "ui/view/tile_view.h"
#include "ui/window/status_fields.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace tessera;

namespace {

constexpr int slices = 30; // of 40 rows and 60 columns

struct StackFixture : test::WindowFixture {
    StackFixture()
    {
        test::writeStack(path("stack.h5"), slices);
        if (!show(path("stack.h5")))
            qFatal("the stack is not shown");
    }

    // By its action, as menu, key and button do.
    bool showPlane(PlaneAxes plane)
    {
        QSignalSpy shown(window, &MainWindow::volumeShown);
        window->actions().planes.at(static_cast<int>(plane))->trigger();
        return shown.wait() && waitUntilSettled();
    }
    PlanePosition position() const { return document().session().reading().plane; }
    QString textAt(QPointF inPlane)
    {
        const QPointF place = window->view().transform().toScreen(inPlane) - QPointF(0.5, 0.5);
        QTest::mouseMove(&window->view(), {1, 1});
        QTest::mouseMove(&window->view(), place.toPoint());
        return window->statusFields().pointerText();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window))
            qFatal("the window does not become active");
        QTest::keyClick(&window->view(), key, modifiers);
    }
};

} // namespace

class TestMainWindowViews : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void planesHaveTheShapesOfTheVolume_data()
    {
        QTest::addColumn<int>("plane");
        QTest::addColumn<QSize>("shape");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("letter");
        QTest::addRow("XZ") << static_cast<int>(PlaneAxes::XZ) << QSize(60, slices) << 40
                            << QStringLiteral("y");
        QTest::addRow("YZ") << static_cast<int>(PlaneAxes::YZ) << QSize(40, slices) << 60
                            << QStringLiteral("x");
    }
    void planesHaveTheShapesOfTheVolume()
    {
        QFETCH(int, plane);
        QFETCH(QSize, shape);
        QFETCH(int, count);
        QFETCH(QString, letter);
        StackFixture here;
        QVERIFY(here.showPlane(static_cast<PlaneAxes>(plane)));
        const VolumeInfo& info = here.document().info();
        QCOMPARE(info.plane, (PlaneShape{shape.height(), shape.width()}));
        QCOMPARE(info.zCount, count);
        QVERIFY(here.window->actions().planes.at(plane)->isChecked());
        QCOMPARE(here.window->sliceBar().findChild<QLabel*>()->text(), letter);
        QVERIFY(here.window->view().transform().isFitted());
    }

    void planeIsPaintedAsItIsRendered()
    {
        StackFixture here;
        QVERIFY(here.showPlane(PlaneAxes::XZ));
        here.window->view().setViewState({30, 15, 4});
        QVERIFY(here.waitUntilSettled());
        const QImage expected = test::renderedPlane(here.engine, here.document().session().volume(),
            here.document().look(), here.position());
        const QRect shown = here.window->view().transform().planeOnScreen().toRect();
        QCOMPARE(here.window->view().picture().copy(shown), expected.scaled(shown.size()));
    }

    void sliceThroughTheMiddleOfTheViewComesFirst()
    {
        StackFixture here;
        here.window->view().setViewState({10, 25, 64});
        const ViewState state = here.window->view().transform().state();
        QVERIFY(here.showPlane(PlaneAxes::YZ));
        QCOMPARE(here.position().z, static_cast<std::int64_t>(state.centreX));
        QCOMPARE(here.window->view().transform().scale(), 64.0);
        QCOMPARE(here.window->view().transform().state().centreX, state.centreY);
    }

    void everyPlaneKeepsItsSlice()
    {
        StackFixture here;
        Q_EMIT here.window->sliceBar().positionChanged({7, 0});
        QVERIFY(here.showPlane(PlaneAxes::XZ));
        QCOMPARE(here.position().z, 20);
        Q_EMIT here.window->sliceBar().positionChanged({33, 0});
        QVERIFY(here.showPlane(PlaneAxes::XY));
        QCOMPARE(here.position().z, 7);
        QVERIFY(here.showPlane(PlaneAxes::XZ));
        QCOMPARE(here.position().z, 33);
        QCOMPARE(here.window->sliceBar().position().z, 33);
    }

    void planeKeepsLookAndSteps()
    {
        StackFixture here;
        Look look = here.document().look();
        look.classes[0].colour = {1, 2, 3};
        here.document().editLook(look, false);
        QVERIFY(here.showPlane(PlaneAxes::XZ));
        QCOMPARE(here.document().look(), look);
        QVERIFY(here.window->actions().undo->isEnabled());
    }

    void pointerIsNamedInTheArray_data()
    {
        QTest::addColumn<int>("plane");
        QTest::addColumn<QString>("text");
        QTest::addRow("XY") << static_cast<int>(PlaneAxes::XY)
                            << QStringLiteral("x 12   y 3   z 5");
        QTest::addRow("XZ") << static_cast<int>(PlaneAxes::XZ)
                            << QStringLiteral("x 12   y 5   z 3");
        QTest::addRow("YZ") << static_cast<int>(PlaneAxes::YZ)
                            << QStringLiteral("x 5   y 12   z 3");
    }
    void pointerIsNamedInTheArray()
    {
        QFETCH(int, plane);
        QFETCH(QString, text);
        StackFixture here;
        QVERIFY(plane == 0 || here.showPlane(static_cast<PlaneAxes>(plane)));
        Q_EMIT here.window->sliceBar().positionChanged({5, 0});
        here.window->actions().turnRight->trigger();
        const QString shown = here.textAt({12.5, 3.5});
        QVERIFY2(shown.startsWith(text), qPrintable(shown));
    }

    void flatVolumeOffersNoPlanes()
    {
        test::WindowFixture here;
        QVERIFY(here.showSample());
        const WindowActions& actions = here.window->actions();
        QVERIFY(!actions.plane->menuAction()->isVisible());
        QVERIFY(!actions.planes.at(1)->isEnabled());
        QVERIFY(!actions.playSlices->isEnabled());
    }

    void keysMoveThroughTheSlices_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<int>("slice"); // from 15
        const Qt::KeyboardModifiers none;
        const Qt::KeyboardModifiers ctrl = Qt::ControlModifier;
        const Qt::KeyboardModifiers shift = Qt::ShiftModifier;
        QTest::addRow("Ctrl+Up") << Qt::Key_Up << ctrl << 16;
        QTest::addRow("Ctrl+Down") << Qt::Key_Down << ctrl << 14;
        QTest::addRow("full stop") << Qt::Key_Period << none << 16;
        QTest::addRow("comma") << Qt::Key_Comma << none << 14;
        QTest::addRow("ten on") << Qt::Key_Up << (ctrl | shift) << 25;
        QTest::addRow("ten back") << Qt::Key_PageUp << shift << 5;
        QTest::addRow("first") << Qt::Key_Home << none << 0;
        QTest::addRow("last") << Qt::Key_End << none << slices - 1;
    }
    void keysMoveThroughTheSlices()
    {
        QFETCH(Qt::Key, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(int, slice);
        StackFixture here;
        Q_EMIT here.window->sliceBar().positionChanged({15, 0});
        here.press(key, modifiers);
        QCOMPARE(here.position().z, slice);
    }

    void tenStepsEndAtTheLastSlice()
    {
        StackFixture here;
        Q_EMIT here.window->sliceBar().positionChanged({slices - 4, 0});
        here.window->actions().tenSlicesOn->trigger();
        QCOMPARE(here.position().z, slices - 1);
        QVERIFY(!here.window->actions().tenSlicesOn->isEnabled());
    }

    void playingGoesRoundAndStopsAtAnyOtherSlice()
    {
        StackFixture here;
        SlicePlayer& player = here.window->player();
        here.window->actions().playSlices->trigger();
        QVERIFY(player.isPlaying());
        Q_EMIT player.stepped(SliceAxis::Z, slices + 2);
        QCOMPARE(here.position().z, 2);
        QVERIFY(player.isPlaying());
        Q_EMIT here.window->view().sliceStepRequested(1);
        QVERIFY(!player.isPlaying());
        QVERIFY(!here.window->actions().playSlices->isChecked());
    }

    void playingShowsOneSliceAfterTheOther()
    {
        StackFixture here;
        here.window->actions().playSlices->trigger();
        QTRY_VERIFY(here.position().z >= 3);
        here.window->actions().playSlices->trigger();
        QVERIFY(!here.window->player().isPlaying());
    }

    void rateIsRemembered()
    {
        test::WindowFixture here;
        here.window->sliceBar().findChildren<QSpinBox*>().constLast()->setValue(24);
        here.startAgain();
        QCOMPARE(here.window->sliceBar().framesPerSecond(), 24);
    }

    void turnsPlaneAndScaleBarAreRemembered()
    {
        StackFixture here;
        const WindowActions& actions = here.window->actions();
        actions.turnLeft->trigger();
        actions.flipSideways->trigger();
        actions.scaleBar->trigger();
        const ViewOrientation orientation = here.window->view().transform().orientation();
        QVERIFY(here.showPlane(PlaneAxes::YZ));
        QCOMPARE(here.window->view().transform().orientation(), orientation);
        here.startAgain();
        QVERIFY(here.show(here.path("stack.h5")));
        QCOMPARE(here.window->view().transform().orientation(), orientation);
        QVERIFY(here.window->actions().scaleBar->isChecked());
        QVERIFY(here.window->view().isScaleBarShown());
    }

    void otherFileIsUpright()
    {
        StackFixture here;
        here.window->actions().turnLeft->trigger();
        QVERIFY(here.showSample());
        QCOMPARE(here.window->view().transform().orientation(), ViewOrientation());
    }

    void goToCentresThePixelAndItsSlice()
    {
        test::WindowFixture here;
        const QString file = here.path("stack.h5");
        test::writeStack(file);
        QVERIFY(here.show(file));
        here.window->view().setViewState({30, 20, 32});
        here.window->actions().goTo->trigger();
        auto* popup = here.window->findChild<GoToPopup*>();
        QVERIFY(popup->isVisible());
        auto* all = popup->findChild<QLineEdit*>(QStringLiteral("position"));
        QCOMPARE(all->text(), QStringLiteral("30, 20, 0"));
        all->setText(QStringLiteral("41, 17, 2"));
        QTest::keyClick(all, Qt::Key_Return);
        QCOMPARE(here.window->view().transform().state(), (ViewState{41.5, 17.5, 32}));
        QCOMPARE(here.document().session().reading().plane, (PlanePosition{2, 0}));
    }

    void minimapIsRemembered()
    {
        test::WindowFixture here;
        QVERIFY(here.window->view().minimap().isWanted());
        here.window->actions().minimap->trigger();
        QVERIFY(!here.window->view().minimap().isWanted());
        here.startAgain();
        QVERIFY(!here.window->actions().minimap->isChecked());
        QVERIFY(!here.window->view().minimap().isWanted());
    }
};

QTEST_MAIN(TestMainWindowViews)
#include "tst_main_window_views.moc"
