// SPDX-License-Identifier: MIT
// What a file refers to outside its folder is opened only where the user allows it.
#include "tests/support/hdf5_links.h"
#include "tests/support/test_support.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/bars/message_bar.h"
#include "ui/window/main_window.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>

using namespace tessera;

namespace {

constexpr int sampleBytes = 8 * 8 * 3 * 4;

// Probabilities whose samples lie in a file of another folder. Gives the path of the HDF5 file.
QString writeLinked(const QDir& folder)
{
    folder.mkdir(QStringLiteral("in"));
    folder.mkdir(QStringLiteral("out"));
    const auto samples = test::toPath(folder.filePath(QStringLiteral("out/samples.raw")));
    test::writeFile(samples, QByteArray(sampleBytes, '\0'));
    QString file = folder.filePath(QStringLiteral("in/linked.h5"));
    test::writeHdf5External(
        test::toPath(file), "probabilities", {8, 8, 3}, {{samples.string(), 0, sampleBytes}});
    return file;
}

} // namespace

class TestMainWindowLinks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void linkedFilesElsewhereNeedPermission()
    {
        test::WindowFixture here;
        const QString file = writeLinked(QDir(here.folder.path()));
        QSignalSpy failed(here.window, &MainWindow::openFailed);
        here.window->open({test::toPath(file), {}});
        QTRY_COMPARE(failed.count(), 1);
        const QString sentence = here.window->messages().sentence();
        QVERIFY2(sentence.contains(QStringLiteral("outside its folder")), qPrintable(sentence));
        QVERIFY2(sentence.contains(QStringLiteral("Linked files anywhere")), qPrintable(sentence));
        here.window->actions().linkedFilesAnywhere->trigger();
        QVERIFY(here.show(file));
    }

    void permissionIsRemembered()
    {
        test::WindowFixture here;
        QVERIFY(!here.window->actions().linkedFilesAnywhere->isChecked());
        here.window->actions().linkedFilesAnywhere->trigger();
        here.startAgain();
        QVERIFY(here.window->actions().linkedFilesAnywhere->isChecked());
        QVERIFY(here.show(writeLinked(QDir(here.folder.path()))));
    }

    void whatIsMissingIsNoticed()
    {
        test::WindowFixture here;
        const QDir folder(here.folder.path());
        const QString file = folder.filePath(QStringLiteral("virtual.h5"));
        test::writeHdf5Virtual(
            test::toPath(file), "probabilities", {{"gone.h5", "probabilities", 8}}, {8, 3}, 0.25F);
        QVERIFY(here.show(file));
        QVERIFY(here.window->messages().isVisible());
        QVERIFY(!here.window->messages().isError());
        const QString sentence = here.window->messages().sentence();
        QVERIFY2(sentence.contains(QStringLiteral("gone.h5")), qPrintable(sentence));
    }
};

QTEST_MAIN(TestMainWindowLinks)
#include "tst_main_window_links.moc"
