// SPDX-License-Identifier: MIT
// Actions, panels and bars of the window do what they say.
#include "ui/window/main_window.h"

#include "core/palette/presets.h"
#include "tests/support/test_support.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/bars/slice_bar.h"
#include "ui/docks/classes_panel.h"
#include "ui/docks/cost_panel.h"
#include "ui/view/tile_view.h"
#include "ui/window/status_fields.h"

#include <QClipboard>
#include <QDockWidget>
#include <QGuiApplication>
#include <QLabel>
#include <QMap>
#include <QMenu>
#include <QSlider>
#include <QStatusBar>
#include <QTest>

#include <string>

using namespace tessera;

namespace {

QDockWidget* dock(const MainWindow& window, const char* name)
{
    return window.findChild<QDockWidget*>(QString::fromUtf8(name));
}

QList<QAction*> actionsWithKeys(const MainWindow& window)
{
    QList<QAction*> actions;
    for (QAction* action : window.findChildren<QAction*>())
        if (!action->shortcuts().isEmpty())
            actions.append(action);
    return actions;
}

QString toolTipUnderPointer(const MainWindow& window)
{
    for (const QLabel* label : window.statusBar()->findChildren<QLabel*>())
        if (label->toolTip().startsWith(QStringLiteral("<table>")))
            return label->toolTip();
    return {};
}

} // namespace

class TestMainWindowPanels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void editOfTheClassesIsUndoneAndRedone()
    {
        test::WindowFixture here;
        QVERIFY(here.showSample());
        const WindowActions& actions = here.window->actions();
        const Look before = here.document().look();
        Look edited = before;
        edited.classes[0].colour = {1, 2, 3};
        QVERIFY(!actions.undo->isEnabled());
        Q_EMIT here.window->classesPanel().lookEdited(edited, false);
        QCOMPARE(here.document().look(), edited);
        actions.undo->trigger();
        QCOMPARE(here.document().look(), before);
        QCOMPARE(here.window->classesPanel().look(), before);
        QVERIFY(!actions.undo->isEnabled());
        actions.redo->trigger();
        QCOMPARE(here.document().look(), edited);
        QVERIFY(!actions.redo->isEnabled());
    }

    void seriesOfEditsIsOneStep()
    {
        test::WindowFixture here;
        QVERIFY(here.showSample());
        const Look before = here.document().look();
        Look edited = before;
        for (const std::string name : {"s", "st", "stroma"}) {
            edited.classes[0].name = name;
            Q_EMIT here.window->classesPanel().lookEdited(edited, true);
        }
        Q_EMIT here.window->classesPanel().lookEdited(edited, false);
        here.window->actions().undo->trigger();
        QCOMPARE(here.document().look(), before);
    }

    void presetColoursThePictureWithoutARead()
    {
        test::WindowFixture here;
        QVERIFY(here.showSample());
        const QImage before = here.window->view().picture();
        const auto bytes = here.document().session().costs().totals().bytesRead;
        here.window->actions().presets->actions().at(1)->trigger();
        QVERIFY(here.waitUntilSettled());
        QCOMPARE(here.document().look(), withPreset(here.document().look(), presets()[1]));
        QVERIFY(here.window->view().picture() != before);
        QCOMPARE(here.document().session().costs().totals().bytesRead, bytes);
    }

    void resetBringsTheFirstLookBack()
    {
        test::WindowFixture here;
        QVERIFY(here.showSample());
        const Look first = here.document().look();
        here.window->actions().presets->actions().at(1)->trigger();
        here.window->actions().resetLook->trigger();
        QCOMPARE(here.document().look(), first);
    }

    void viewActionsChangeTheView()
    {
        test::WindowFixture here;
        QVERIFY(here.showSample());
        const WindowActions& actions = here.window->actions();
        const TileView& view = here.window->view();
        actions.overlay->trigger();
        QVERIFY(!view.style().showsOverlay);
        actions.sideBySide->trigger();
        QVERIFY(view.isSideBySide());
        actions.actualPixels->trigger();
        QTRY_COMPARE(view.transform().scale(), 1.0);
        actions.zoomIn->trigger();
        actions.zoomIn->trigger();
        QTRY_COMPARE(view.transform().scale(), 2.0);
        actions.zoomOut->trigger();
        QTRY_VERIFY(view.transform().scale() < 2);
        actions.fit->trigger();
        QTRY_VERIFY(view.transform().isFitted());
    }

    void copiedViewIsThePictureShown()
    {
        test::WindowFixture here;
        QVERIFY(here.showSample());
        const QImage picture = here.window->view().picture();
        here.window->actions().copyView->trigger();
        QCOMPARE(QGuiApplication::clipboard()->image(), picture);
    }

    void diagnosticsNameVersionsAndLayout()
    {
        test::WindowFixture here;
        QVERIFY(here.showSample());
        here.window->actions().copyDiagnostics->trigger();
        const QString text = QGuiApplication::clipboard()->text();
        for (const char* part : {"Tessera", qVersion(), "kernel", "512×512×4", "deflate"})
            QVERIFY2(text.contains(QString::fromUtf8(part)), part);
    }

    void slicesMoveByActionSliderAndWheel()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        const WindowActions& actions = here.window->actions();
        const auto z = [&] { return here.document().session().reading().plane.z; };
        QVERIFY(here.window->sliceBar().isVisible());
        QVERIFY(!actions.previousSlice->isEnabled());
        const QImage first = here.window->view().picture();
        actions.nextSlice->trigger();
        QCOMPARE(z(), 1);
        QCOMPARE(here.window->sliceBar().position(), (PlanePosition{1, 0}));
        here.window->sliceBar().findChild<QSlider*>()->setValue(3);
        QCOMPARE(z(), 3);
        QVERIFY(!actions.nextSlice->isEnabled());
        Q_EMIT here.window->view().sliceStepRequested(-2);
        QCOMPARE(z(), 1);
        QVERIFY(here.waitUntilSettled());
        QVERIFY(here.window->view().picture() != first);
        actions.firstSlice->trigger();
        QCOMPARE(z(), 0);
        QVERIFY(here.waitUntilSettled());
        QTRY_COMPARE(here.window->view().picture(), first);
    }

    void pageKeysMoveThroughTheSlices()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        here.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(here.window));
        QTest::keyClick(&here.window->view(), Qt::Key_PageDown);
        QTest::keyClick(&here.window->view(), Qt::Key_PageDown);
        QCOMPARE(here.document().session().reading().plane, (PlanePosition{2, 0}));
        QTest::keyClick(&here.window->view(), Qt::Key_PageUp);
        QCOMPARE(here.document().session().reading().plane, (PlanePosition{1, 0}));
    }

    void singlePlaneHasNoSliceBar()
    {
        test::WindowFixture here;
        QVERIFY(here.showSample());
        QVERIFY(!here.window->sliceBar().isVisible());
        QVERIFY(!here.window->actions().nextSlice->isEnabled());
    }

    void costsOfTheTilesAddUpToTheBytesOfTheVolume()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        const CostLog& costs = here.document().session().costs();
        QTRY_COMPARE(costs.bills().size(), std::size_t{2}); // that of the next slice came, too
        ByteCount sum;
        ByteCount ahead; // of the neighbouring slices
        for (const TileBill& bill : costs.bills())
            (bill.isAhead ? ahead : sum) += bill.bytesRead;
        QCOMPARE(sum + ahead, costs.totals().bytesRead);
        QCOMPARE(sum, (ByteCount{40 * 60 * 3 * sizeof(float)}));
        QTRY_VERIFY2(here.window->costPanel().lineText().contains(QStringLiteral("1/1")),
            qPrintable(here.window->costPanel().lineText()));
    }

    void pointerTextNamesClassAndValues()
    {
        test::WindowFixture here;
        QVERIFY(here.showSample());
        TileView& view = here.window->view();
        const QPointF middle = view.transform().toScreen(QPointF(100.5, 60.5));
        QTest::mouseMove(&view, (middle - QPointF(0.5, 0.5)).toPoint());
        const QString text = here.window->statusFields().pointerText();
        QVERIFY2(text.contains(QStringLiteral("x 100")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("y 60")), qPrintable(text));
        QTRY_VERIFY(!toolTipUnderPointer(*here.window).isEmpty());
        for (const ClassStyle& style : here.document().look().classes)
            QVERIFY(toolTipUnderPointer(*here.window)
                    .contains(QString::fromStdString(style.name).toHtmlEscaped()));
    }

    void textOfARestingPointerFollowsTheSlice()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        TileView& view = here.window->view();
        const QPoint place = view.transform().toScreen(QPointF(20.5, 11.5)).toPoint();
        QTest::mouseMove(&view, place);
        const QString first = here.window->statusFields().pointerText();
        QTRY_VERIFY(!toolTipUnderPointer(*here.window).isEmpty());
        const QString firstValues = toolTipUnderPointer(*here.window);
        here.window->actions().nextSlice->trigger();
        QTRY_VERIFY(toolTipUnderPointer(*here.window) != firstValues);
        QVERIFY(here.waitUntilSettled());
        const auto shown = [&here] { return here.window->statusFields().pointerText(); };
        QTRY_VERIFY2(shown().contains(QStringLiteral("z 1   class")), qPrintable(shown()));
        const QString second = shown();
        QTRY_VERIFY(!toolTipUnderPointer(*here.window).isEmpty());
        QVERIFY(toolTipUnderPointer(*here.window) != firstValues);
        QTest::mouseMove(&view, place + QPoint(200, 0));
        QTest::mouseMove(&view, place);
        QCOMPARE(here.window->statusFields().pointerText(), second);
        QVERIFY(second != first);
    }

    void hiddenPanelsComeBackAsTheyWere()
    {
        test::WindowFixture here;
        QVERIFY(here.showSample());
        QAction* hide = here.window->actions().hideDocks;
        dock(*here.window, "costDock")->close();
        QVERIFY(dock(*here.window, "classesDock")->isVisible());
        hide->trigger();
        QVERIFY(!dock(*here.window, "classesDock")->isVisible());
        QVERIFY(!dock(*here.window, "costDock")->isVisible());
        hide->trigger();
        QVERIFY(dock(*here.window, "classesDock")->isVisible());
        QVERIFY(!dock(*here.window, "costDock")->isVisible());
    }

    void noTwoActionsShareAKey()
    {
        const test::WindowFixture here;
        QMap<QKeySequence, QString> owners;
        for (const QAction* action : actionsWithKeys(*here.window))
            for (const QKeySequence& keys : action->shortcuts()) {
                QVERIFY2(!owners.contains(keys), qPrintable(owners[keys] + action->text()));
                owners[keys] = action->text();
            }
        QVERIFY(owners.size() > 15);
    }

    void everyActionWithAKeyTellsItInItsToolTip()
    {
        const test::WindowFixture here;
        for (const QAction* action : actionsWithKeys(*here.window)) {
            const QString keys = action->shortcut().toString(QKeySequence::NativeText);
            QVERIFY2(action->toolTip().contains(keys), qPrintable(action->text()));
            QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->text()));
        }
    }
};

QTEST_MAIN(TestMainWindowPanels)
#include "tst_main_window_panels.moc"
