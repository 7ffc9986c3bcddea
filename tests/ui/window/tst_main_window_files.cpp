// SPDX-License-Identifier: MIT
// The window opens, reloads, remembers and refuses files.
#include "ui/window/main_window.h"

#include "tests/support/hdf5_fixture.h"
#include "tests/support/test_support.h"
#include "tests/ui/support/view_fixture.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/bars/message_bar.h"
#include "ui/dialogs/dataset_dialog.h"
#include "ui/docks/classes_panel.h"
#include "ui/start/start_page.h"
#include "ui/view/tile_view.h"
#include "ui/window/status_fields.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMenu>
#include <QMimeData>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

#include <vector>

using namespace tessera;

namespace {

Look editedLook(Look look)
{
    look.classes[0].colour = {10, 20, 30};
    look.classes[1].name = "Knäuel";
    look.classes[2].visible = false;
    return look;
}

void drop(MainWindow& window, const QString& file)
{
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter({300, 300}, Qt::CopyAction, &mime, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({300, 300}, Qt::CopyAction, &mime, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window, &event);
    QVERIFY(event.isAccepted());
}

} // namespace

class TestMainWindowFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void startsWithTheStartPage()
    {
        const test::WindowFixture here;
        QVERIFY(here.window->document() == nullptr);
        QVERIFY(here.window->findChild<StartPage*>()->isVisible());
        QVERIFY(!here.window->view().isVisible());
        QVERIFY(!here.window->actions().reload->isEnabled());
    }

    void sampleIsShownWithNamesAndImage()
    {
        test::WindowFixture here;
        here.window->actions().openSample->trigger();
        QTRY_VERIFY(here.window->document() != nullptr);
        QVERIFY(here.waitUntilSettled());
        QVERIFY(here.window->windowTitle().contains(QStringLiteral("tissue.h5")));
        QVERIFY(here.window->windowTitle().contains(QStringLiteral("/probabilities")));
        QVERIFY(here.document().content().hasImage());
        const auto& names = here.document().info().classNames;
        QCOMPARE(names.size(), 4U);
        for (std::size_t index = 0; index < names.size(); ++index)
            QCOMPARE(here.window->classesPanel().look().classes[index].name, names[index]);
        const auto text = [&here] { return here.window->statusFields().viewText(); };
        QTRY_VERIFY2(text().contains(QStringLiteral("exact")), qPrintable(text()));
        const QString shown = text();
        QVERIFY2(shown.contains(QStringLiteral("512×512")), qPrintable(shown));
        QVERIFY2(shown.contains(QStringLiteral("float32")), qPrintable(shown));
    }

    void windowShowsTheKernelsPicture()
    {
        test::WindowFixture here;
        QVERIFY(here.showSample());
        here.window->view().setOverlayOpacity(1);
        here.window->view().setViewState({256, 256, 2});
        QVERIFY(here.waitUntilSettled());
        const QImage expected = test::renderedPlane(
            here.engine, here.document().session().volume(), here.document().look());
        const TileView& view = here.window->view();
        for (const QPoint& place : {QPoint(256, 256), QPoint(201, 300), QPoint(333, 222)}) {
            const QPointF middle = QPointF(place) + QPointF(0.5, 0.5);
            QCOMPARE(here.window->view().picture().pixel(
                         view.transform().toScreen(middle).toPoint() - QPoint(1, 1)),
                expected.pixel(place));
        }
    }

    void badFileIsToldAndTheOldPictureStays_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("not HDF5") << QStringLiteral("notes.h5") << QByteArray("dear diary");
        QTest::addRow("truncated")
            << QStringLiteral("half.h5") << test::fileBytes(test::samplePath()).left(4000);
        QTest::addRow("empty") << QStringLiteral("empty.h5") << QByteArray();
    }
    void badFileIsToldAndTheOldPictureStays()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        test::WindowFixture here;
        QVERIFY(here.showSample());
        const Document* document = here.window->document();
        const QImage picture = here.window->view().picture();
        test::writeFile(test::toPath(here.folder.filePath(name)), bytes);
        here.window->openHere({test::toPath(here.folder.filePath(name)), {}});
        const MessageBar& messages = here.window->messages();
        QTRY_VERIFY(messages.isVisible());
        QVERIFY(messages.isError());
        QVERIFY2(messages.sentence().contains(name), qPrintable(messages.sentence()));
        QCOMPARE(here.window->document(), document);
        here.window->messages().dismiss();
        QVERIFY(here.waitUntilSettled());
        QTRY_COMPARE(here.window->view().picture(), picture);
    }

    void missingFileIsToldOnTheStartPage()
    {
        test::WindowFixture here;
        QSignalSpy failed(here.window, &MainWindow::openFailed);
        here.window->open({test::toPath(here.path("gone.h5")), {}});
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(here.window->messages().isVisible());
        QVERIFY(here.window->messages().sentence().contains(QStringLiteral("gone.h5")));
        QVERIFY(here.window->findChild<StartPage*>()->isVisible());
    }

    void goodFileTakesTheErrorAway()
    {
        test::WindowFixture here;
        here.window->open({test::toPath(here.path("gone.h5")), {}});
        QTRY_VERIFY(here.window->messages().isVisible());
        QVERIFY(here.showSample());
        QVERIFY(!here.window->messages().isVisible());
    }

    void droppedFileOpens()
    {
        test::WindowFixture here;
        test::writeStack(here.path("Gewebe ü.h5"));
        drop(*here.window, here.path("Gewebe ü.h5"));
        QTRY_VERIFY(here.window->document() != nullptr);
        QVERIFY(here.window->windowTitle().contains(QStringLiteral("Gewebe ü.h5")));
    }

    void secondVolumeHasAWindowOfItsOwn()
    {
        test::WindowFixture here;
        QVERIFY(here.showSample());
        const Document* document = here.window->document();
        test::writeStack(here.path("stack.h5"));
        here.window->open({test::toPath(here.path("stack.h5")), {}});
        QTRY_COMPARE(here.viewer.windows().size(), 2);
        QCOMPARE(here.window->document(), document);
        MainWindow* second = here.viewer.windows().constLast();
        QVERIFY(second->windowTitle().contains(QStringLiteral("stack.h5")));
        QTRY_VERIFY(second->view().isSettled());
    }

    void reloadKeepsViewLookAndPlane()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        here.window->actions().nextSlice->trigger();
        here.document().editLook(editedLook(here.document().look()), false);
        const Look look = here.document().look();
        here.window->view().setViewState({20, 22, 40});
        const ViewState state = here.window->view().transform().state();
        QVERIFY(here.waitUntilSettled());
        const QImage before = here.window->view().picture();
        QFile::remove(here.path("stack.h5"));
        test::writeStack(here.path("stack.h5"), 4, 0.008F);
        QSignalSpy shown(here.window, &MainWindow::volumeShown);
        here.window->actions().reload->trigger();
        QTRY_COMPARE(shown.count(), 1);
        QVERIFY(here.waitUntilSettled());
        QCOMPARE(here.window->view().transform().state(), state);
        QCOMPARE(here.document().look(), look);
        QCOMPARE(here.document().session().reading().plane, (PlanePosition{1, 0}));
        QVERIFY(here.window->view().picture() != before);
    }

    void reloadOfALostFileKeepsThePicture()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        const Document* document = here.window->document();
        QFile::remove(here.path("stack.h5"));
        here.window->actions().reload->trigger();
        QTRY_VERIFY(here.window->fileBanner().isVisible());
        QCOMPARE(here.window->document(), document);
    }

    void fileWithSeveralVolumesAsksForOne()
    {
        test::WindowFixture here;
        const std::vector<float> samples(24, 0.5F);
        test::writeHdf5Dataset(test::toPath(here.path("two.h5")),
            {.name = "first", .shape = {3, 4, 2}}, std::span(samples));
        test::writeHdf5Dataset(test::toPath(here.path("two.h5")),
            {.name = "second", .shape = {4, 3, 2}}, std::span(samples));
        here.window->open({test::toPath(here.path("two.h5")), {}});
        QPointer<DatasetDialog> dialog;
        QTRY_VERIFY((dialog = here.window->findChild<DatasetDialog*>()) && dialog->isVisible());
        QVERIFY(here.window->document() == nullptr);
        const QString chosen = dialog->chosen().value();
        dialog->accept();
        QTRY_VERIFY(here.window->document() != nullptr);
        QCOMPARE(QString::fromStdString(here.document().info().dataset), chosen);
        QTRY_VERIFY(dialog.isNull());
    }

    void otherDatasetKeepsViewAndSlice()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        const std::vector<float> samples(std::size_t{4} * 40 * 60 * 3, 0.5F);
        test::writeHdf5Dataset(test::toPath(here.path("stack.h5")),
            {.name = "other", .shape = {4, 40, 60, 3}}, std::span(samples));
        QVERIFY(here.show(here.path("stack.h5::/probabilities")));
        here.window->actions().nextSlice->trigger();
        here.window->view().setViewState({20, 22, 40});
        const ViewState state = here.window->view().transform().state();
        here.window->actions().chooseDataset->trigger();
        QPointer<DatasetDialog> dialog;
        QTRY_VERIFY((dialog = here.window->findChild<DatasetDialog*>()) && dialog->isVisible());
        QCOMPARE(dialog->chosen(), QStringLiteral("/probabilities"));
        QSignalSpy shown(here.window, &MainWindow::volumeShown);
        dialog->mark(QStringLiteral("/other"));
        dialog->accept();
        QTRY_COMPARE(shown.count(), 1);
        QCOMPARE(here.document().info().dataset, std::string("/other"));
        QCOMPARE(here.window->view().transform().state(), state);
        QCOMPARE(here.document().session().reading().plane, (PlanePosition{1, 0}));
        QCOMPARE(here.viewer.windows().size(), 1);
    }

    void openedFilesAreInTheListOfRecentOnes()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        QVERIFY(here.showSample());
        QMenu* recent = here.window->actions().recent;
        Q_EMIT recent->aboutToShow();
        QCOMPARE(recent->actions().size(), 2);
        QCOMPARE(recent->actions().constFirst()->text(), QStringLiteral("tissue.h5"));
        const Settings settings(here.path("settings.ini"));
        QTRY_VERIFY(!settings.recentFiles().entries().constLast().thumbnailPng.isEmpty());
        here.startAgain();
        here.window->actions().recent->actions().constLast()->trigger();
        QTRY_VERIFY(here.window->document() != nullptr);
        QVERIFY(here.window->windowTitle().contains(QStringLiteral("stack.h5")));
    }

    void lookAndViewAreRememberedOfEachFile()
    {
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"));
        QVERIFY(here.show(here.path("stack.h5")));
        const Look look = editedLook(here.document().look());
        here.document().editLook(look, false);
        here.window->actions().lastSlice->trigger();
        here.window->view().setViewState({20, 22, 40});
        const ViewState state = here.window->view().transform().state();
        here.startAgain();
        QVERIFY(here.showSample());
        QVERIFY(here.document().look() != look);
        here.startAgain();
        QVERIFY(here.show(here.path("stack.h5")));
        QCOMPARE(here.document().look(), look);
        QCOMPARE(here.document().session().reading().plane, (PlanePosition{3, 0}));
        QCOMPARE(here.window->view().transform().state(), state);
        QVERIFY(!here.document().canUndo());
    }

    void windowMayCloseWhileItIsBusy_data()
    {
        QTest::addColumn<int>("events");
        for (const int events : {0, 1, 2, 4, 8, 16, 64})
            QTest::addRow("after %d rounds of events", events) << events;
    }
    void windowMayCloseWhileItIsBusy()
    {
        QFETCH(int, events);
        test::WindowFixture here;
        QVERIFY(here.showSample());
        const QPointer<MainWindow> window(here.window);
        window->exporter().exportPlane(here.document().session().volume(), {},
            colourTable(here.document().look()), test::toPath(here.path("a.png")));
        window->view().setViewState({100, 100, 1});
        window->openHere({test::samplePath(), {}});
        for (int round = 0; round < events; ++round)
            QCoreApplication::processEvents();
        window->close();
        QTRY_VERIFY(window.isNull());
        here.window = nullptr;
    }
};

QTEST_MAIN(TestMainWindowFiles)
#include "tst_main_window_files.moc"
