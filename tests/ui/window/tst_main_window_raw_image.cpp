// SPDX-License-Identifier: MIT
// The raw image under the classes: found, picked, left out, remembered.
#include "ui/window/main_window.h"

#include "tests/support/test_support.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/bars/message_bar.h"
#include "ui/view/tile_view.h"

#include <QImage>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

using namespace tessera;

namespace {

constexpr QSize planeSize(60, 40); // of test::writeStack()

void writePicture(const QString& file, const QSize& size = planeSize)
{
    QImage picture(size, QImage::Format_RGB888);
    picture.fill(QColor(200, 100, 50));
    QVERIFY(picture.save(file));
}

QString imageName(const test::WindowFixture& here)
{
    const VolumeInfo* image = here.document().session().imageInfo();
    return image == nullptr ? QString() : QString::fromStdString(image->path.filename().string());
}

} // namespace

class TestMainWindowRawImage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void pictureBesideTheFileIsFound()
    {
        test::WindowFixture here;
        writePicture(here.path("cells.png"));
        test::writeStack(here.path("cells_Probabilities.h5"), 1);
        QVERIFY(here.show(here.path("cells_Probabilities.h5")));
        QCOMPARE(imageName(here), QStringLiteral("cells.png"));
        QVERIFY(here.window->actions().dropImage->isEnabled());
        auto* opacity = here.window->findChild<QSlider*>(QStringLiteral("opacity"));
        QVERIFY(opacity != nullptr);
        QVERIFY(opacity->isVisible());
        QVERIFY(opacity->toolTip().contains(QStringLiteral("cells.png")));
    }

    void pickedPictureIsShownAndKeepsLookAndSteps()
    {
        test::WindowFixture here;
        writePicture(here.path("picked.png"));
        test::writeStack(here.path("stack.h5"), 1);
        QVERIFY(here.show(here.path("stack.h5")));
        QCOMPARE(imageName(here), QString());
        QVERIFY(!here.window->actions().dropImage->isEnabled());
        Look look = here.document().look();
        look.classes[0].colour = {1, 2, 3};
        here.document().editLook(look, false);
        QVERIFY(pick(here, "picked.png"));
        QCOMPARE(imageName(here), QStringLiteral("picked.png"));
        QCOMPARE(here.document().look(), look);
        QVERIFY(here.document().canUndo());
    }

    void pickedPictureOutlivesReloadAndOtherAxes()
    {
        test::WindowFixture here;
        writePicture(here.path("picked.png"));
        test::writeStack(here.path("stack.h5"), 1);
        QVERIFY(here.show(here.path("stack.h5")));
        QVERIFY(pick(here, "picked.png"));
        QSignalSpy shown(here.window, &MainWindow::volumeShown);
        here.window->actions().reload->trigger();
        QTRY_COMPARE(shown.count(), 1);
        QCOMPARE(imageName(here), QStringLiteral("picked.png"));
        here.window->readAs({.scale = ValueScale{{0, 2}}});
        QTRY_COMPARE(shown.count(), 2);
        QCOMPARE(imageName(here), QStringLiteral("picked.png"));
    }

    void leftOutPictureStaysAwayUntilAnotherIsPicked()
    {
        test::WindowFixture here;
        writePicture(here.path("cells.png"));
        writePicture(here.path("other.png"));
        test::writeStack(here.path("cells_Probabilities.h5"), 1);
        QVERIFY(here.show(here.path("cells_Probabilities.h5")));
        here.window->actions().dropImage->trigger();
        QCOMPARE(imageName(here), QString());
        QVERIFY(!here.window->actions().dropImage->isEnabled());
        here.startAgain();
        QVERIFY(here.show(here.path("cells_Probabilities.h5")));
        QCOMPARE(imageName(here), QString());
        QVERIFY(pick(here, "other.png"));
        QCOMPARE(imageName(here), QStringLiteral("other.png"));
    }

    void pictureThatDoesNotFitIsToldAndWhatIsShownStays_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QSize>("size");
        QTest::addRow("other extents") << QStringLiteral("large.png") << QSize(61, 40);
        QTest::addRow("missing") << QStringLiteral("gone.png") << QSize();
        QTest::addRow("no picture") << QStringLiteral("notes.png") << QSize(0, 0);
    }
    void pictureThatDoesNotFitIsToldAndWhatIsShownStays()
    {
        QFETCH(QString, name);
        QFETCH(QSize, size);
        test::WindowFixture here;
        test::writeStack(here.path("stack.h5"), 1);
        if (!size.isEmpty())
            writePicture(here.path(qPrintable(name)), size);
        else if (size.isValid())
            test::writeFile(test::toPath(here.path(qPrintable(name))), "dear diary");
        QVERIFY(here.show(here.path("stack.h5")));
        const Document* document = here.window->document();
        QSignalSpy failed(here.window, &MainWindow::readingFailed);
        here.window->openImage(here.path(qPrintable(name)));
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY2(failed.at(0).at(0).toString().contains(name),
            qPrintable(failed.at(0).at(0).toString()));
        QVERIFY(here.window->messages().isError());
        QCOMPARE(here.window->document(), document);
    }

    void nothingIsPickedWithoutAVolume()
    {
        test::WindowFixture here;
        writePicture(here.path("picked.png"));
        here.window->openImage(here.path("picked.png"));
        QVERIFY(here.window->document() == nullptr);
        QVERIFY(!here.window->actions().pickImage->isEnabled());
    }

private:
    static bool pick(test::WindowFixture& here, const char* name)
    {
        QSignalSpy shown(here.window, &MainWindow::volumeShown);
        here.window->openImage(here.path(name));
        return (!shown.isEmpty() || shown.wait(30'000)) && here.waitUntilSettled();
    }
};

QTEST_MAIN(TestMainWindowRawImage)
#include "tst_main_window_raw_image.moc"
