// SPDX-License-Identifier: MIT
#include "ui/window/picture_exporter.h"

#include "tests/support/test_support.h"
#include "tests/ui/support/view_fixture.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

Q_DECLARE_METATYPE(tessera::Error)

using namespace tessera;

namespace {

constexpr test::FakeSpec volume{.rows = 700, .columns = 300, .zCount = 2};

struct ExportFixture : test::ViewFixture {
    ExportFixture()
        : ViewFixture(volume)
        , exporter(std::make_unique<PictureExporter>(engine, bridge.inbox()))
        , finished(exporter.get(), &PictureExporter::finished)
        , failed(exporter.get(), &PictureExporter::failed)
    {
    }

    void exportPlane(const char* name)
    {
        exporter->exportPlane(
            {source, nullptr}, {1, 0}, colourTable(look), test::toPath(path(name)));
    }
    QString path(const char* name) const { return folder.filePath(QString::fromUtf8(name)); }
    QStringList files() const { return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden); }
    Error error() const { return failed.constFirst().constFirst().value<Error>(); }

    QTemporaryDir folder;
    std::unique_ptr<PictureExporter> exporter;
    QSignalSpy finished;
    QSignalSpy failed;
};

} // namespace

class TestPictureExporter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void wholePlaneIsTheKernelsPicture()
    {
        ExportFixture here;
        QSignalSpy progressed(here.exporter.get(), &PictureExporter::progressed);
        here.exportPlane("Bild ü.png");
        QVERIFY(here.exporter->isBusy());
        QTRY_COMPARE(here.finished.count(), 1);
        QVERIFY(!here.exporter->isBusy());
        QCOMPARE(here.finished.constFirst().constFirst().toString(), here.path("Bild ü.png"));
        QCOMPARE(progressed.constLast().constFirst().toDouble(), 1.0);
        QCOMPARE(test::readPicture(here.path("Bild ü.png")),
            test::renderedPlane(here.engine, {here.source, nullptr}, here.look, {1, 0}));
        QCOMPARE(here.files(), QStringList{QStringLiteral("Bild ü.png")});
    }

    void pictureIsWrittenAsItIs()
    {
        ExportFixture here;
        QImage picture(37, 21, QImage::Format_RGB32);
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                picture.setPixel(x, y, qRgb(6 * x, 11 * y, x * y % 256));
        here.exporter->exportPicture(picture, test::toPath(here.path("view.png")));
        QTRY_COMPARE(here.finished.count(), 1);
        QCOMPARE(test::readPicture(here.path("view.png")), picture);
    }

    void cancelLeavesNoFile()
    {
        ExportFixture here;
        here.source->block();
        here.exportPlane("a.png");
        QVERIFY(here.source->waitForBlocked(1));
        here.exporter->cancel();
        QTRY_COMPARE(here.failed.count(), 1);
        QCOMPARE(here.error().code, ErrorCode::Cancelled);
        QVERIFY(!here.exporter->isBusy());
        QCOMPARE(here.files(), QStringList());
    }

    void cancelHalfWayLeavesNoFile()
    {
        ExportFixture here;
        here.source->blockRows(600, 700);
        QSignalSpy progressed(here.exporter.get(), &PictureExporter::progressed);
        here.exportPlane("a.png");
        QTRY_VERIFY(progressed.count() > 0);
        here.exporter->cancel();
        QTRY_COMPARE(here.failed.count(), 1);
        QCOMPARE(here.files(), QStringList());
    }

    void cancelledExportLeavesTheFileThatWasThere()
    {
        ExportFixture here;
        test::writeFile(test::toPath(here.path("a.png")), "mine");
        here.source->block();
        here.exportPlane("a.png");
        here.exporter->cancel();
        QTRY_COMPARE(here.failed.count(), 1);
        QCOMPARE(test::fileBytes(test::toPath(here.path("a.png"))), QByteArray("mine"));
        QCOMPARE(here.files(), QStringList{QStringLiteral("a.png")});
    }

    void failureIsTold_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addRow("folder is missing") << QByteArray("gone/a.png");
        QTest::addRow("format is unknown") << QByteArray("a.bmp");
    }
    void failureIsTold()
    {
        QFETCH(QByteArray, name);
        ExportFixture here;
        here.exportPlane(name.constData());
        QTRY_COMPARE(here.failed.count(), 1);
        const QString sentence = QString::fromStdString(here.error().message);
        QVERIFY2(sentence.contains(QStringLiteral("a.")), qPrintable(sentence));
        QCOMPARE(here.files(), QStringList());
    }

    void rowsThatCannotBeReadAreAskedAbout()
    {
        ExportFixture here;
        QSignalSpy met(here.exporter.get(), &PictureExporter::damageMet);
        here.source->failRows(500, 600);
        here.exportPlane("a.png");
        QTRY_COMPARE(met.count(), 1);
        QCOMPARE(here.failed.count(), 0);
        QCOMPARE(here.files(), QStringList());
    }

    void rowsThatCannotBeReadAreStripedWhereThatIsWished()
    {
        ExportFixture here;
        const QImage whole =
            test::renderedPlane(here.engine, {here.source, nullptr}, here.look, {1, 0});
        here.source->failRows(500, 600);
        here.exporter->exportPlane({here.source, nullptr}, {1, 0}, colourTable(here.look),
            test::toPath(here.path("a.png")), DamagePolicy::Mark);
        QTRY_COMPARE(here.finished.count(), 1);
        const QImage picture = test::readPicture(here.path("a.png"));
        QCOMPARE(picture.copy(0, 0, 300, 500), whole.copy(0, 0, 300, 500));
        QCOMPARE(picture.copy(0, 600, 300, 100), whole.copy(0, 600, 300, 100));
        QCOMPARE(picture.pixel(0, 504), qRgb(160, 160, 160));
    }

    void nextExportReplacesTheOneUnderWay()
    {
        ExportFixture here;
        here.source->block();
        here.exportPlane("first.png");
        here.source->unblock();
        here.exportPlane("second.png");
        QTRY_COMPARE(here.finished.count(), 1);
        QCOMPARE(here.finished.constFirst().constFirst().toString(), here.path("second.png"));
        QCOMPARE(here.failed.count(), 0);
    }

    // The sanitizer of leaks checks that nothing of the export is left behind.
    void mayDieWhileItExports()
    {
        ExportFixture here;
        here.source->block();
        here.exportPlane("a.png");
        QVERIFY(here.source->waitForBlocked(1));
        here.exporter.reset();
        here.source->unblock();
        QTRY_COMPARE(here.source->inside(), 0);
        QCOMPARE(here.files(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestPictureExporter)
#include "tst_picture_exporter.moc"
