// SPDX-License-Identifier: MIT
// The viewer as a program: options, a picture of its window, a trace of what it did.
#include "core/palette/look.h"
#include "tests/app/program_run.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace tessera;

namespace {

// Every folder that the program may write to lies in the test's own.
test::ProgramRun runViewer(const QTemporaryDir& home, const QStringList& arguments,
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment())
{
    for (const char* name :
        {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"})
        environment.insert(QString::fromUtf8(name), home.filePath(QStringLiteral("home")));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    auto run = test::runProgram(QStringLiteral(TESSERA_VIEWER), arguments, environment);
    // The offscreen platform says this of itself, whatever the program does.
    static const QRegularExpression ofThePlatform(
        QStringLiteral("This plugin does not support [^\n]*\n"));
    run.errors.remove(ofThePlatform);
    return run;
}

QString sample()
{
    return test::toQString(test::samplePath());
}

int pixelsOf(const QImage& picture, const Rgb& colour)
{
    int count = 0;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            count += (picture.pixel(x, y) == qRgb(colour.red, colour.green, colour.blue)) ? 1 : 0;
    return count;
}

// The middle of the window, where the volume is: around it are the costs, which differ.
QImage pictureOf(const QString& file)
{
    const QImage window(file);
    return window.copy(200, 150, 500, 400);
}

QList<QJsonObject> eventsOf(const QString& file)
{
    const auto trace = QJsonDocument::fromJson(test::fileBytes(test::toPath(file))).object();
    QList<QJsonObject> events;
    for (const auto& event : trace[QStringLiteral("traceEvents")].toArray())
        events.append(event.toObject());
    return events;
}

QSet<QString> namesOf(const QList<QJsonObject>& events, const char* phase)
{
    QSet<QString> names;
    for (const QJsonObject& event : events)
        if (event[QStringLiteral("ph")].toString() == QString::fromUtf8(phase))
            names.insert(event[QStringLiteral("name")].toString());
    return names;
}

} // namespace

class TestViewer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void helpAndVersionSucceed_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QByteArray>("text");
        QTest::addRow("--help") << QStringLiteral("--help") << QByteArray("--grab");
        QTest::addRow("--version") << QStringLiteral("--version") << QByteArray("tessera ");
    }
    void helpAndVersionSucceed()
    {
        QFETCH(QString, option);
        QFETCH(QByteArray, text);
        const QTemporaryDir home;
        const auto run = runViewer(home, {option});
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(run.output.contains(text), run.output.constData());
    }

    void mistakesInUsageEndWithTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString size = QStringLiteral("--size");
        const QString grab = QStringLiteral("--grab");
        const QString target = QStringLiteral("never.png");
        QTest::addRow("size without a height") << QStringList{size, QStringLiteral("800")};
        QTest::addRow("size in words") << QStringList{size, QStringLiteral("wide")};
        QTest::addRow("size with a rest") << QStringList{size, QStringLiteral("800x600px")};
        QTest::addRow("size of nothing") << QStringList{size, QStringLiteral("0x0")};
        QTest::addRow("size without an end") << QStringList{size, QStringLiteral("800x999999")};
        QTest::addRow("grab of nothing") << QStringList{grab, target};
        for (const char* option : {"--axes=yxq", "--axes=yyc", "--axes=zxc",
                 "--axes=", "--scale=loud", "--scale=5..5", "--plane=xx"})
            QTest::addRow("%s", option) << QStringList{QString::fromUtf8(option), sample()};
        QTest::addRow("image of nothing")
            << QStringList{QStringLiteral("--image"), QStringLiteral("a.png")};
        QTest::addRow("unknown option") << QStringList{QStringLiteral("--loud")};
    }
    void mistakesInUsageEndWithTwo()
    {
        QFETCH(QStringList, arguments);
        const QTemporaryDir home;
        const auto run = runViewer(home, arguments);
        QCOMPARE(run.exitCode, 2);
        QVERIFY(!run.errors.isEmpty());
        QVERIFY(!QFile::exists(QStringLiteral("never.png")));
    }

    void unknownKernelEndsWithTwo()
    {
        const QTemporaryDir home;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TESSERA_KERNEL"), QStringLiteral("mmx"));
        const auto run = runViewer(home, {sample()}, environment);
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.errors.contains(QStringLiteral("TESSERA_KERNEL is \"mmx\"")),
            qPrintable(run.errors));
    }

    void grabIsAPictureOfTheWindowInItsClassColours()
    {
        const QTemporaryDir home;
        const QString target = home.filePath(QStringLiteral("Fenster ü.png"));
        const auto run = runViewer(home,
            {QStringLiteral("--grab"), target, QStringLiteral("--size"), QStringLiteral("900x640"),
                sample()});
        QCOMPARE(run.errors, QString());
        QCOMPARE(run.exitCode, 0);
        const QImage picture(target);
        QCOMPARE(picture.size(), QSize(900, 640));
        for (const ClassStyle& style : defaultLook(4, {}).classes)
            QVERIFY2(pixelsOf(picture, style.colour) > 30, style.name.c_str());
    }

    void readingThatIsAskedForIsShown_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<bool>("isAnotherPicture");
        QTest::addRow("nothing") << QStringList{} << false;
        QTest::addRow("as it is") << QStringList{QStringLiteral("--axes=yxc")} << false;
        QTest::addRow("axes") << QStringList{QStringLiteral("--axes=xyc")} << true;
        QTest::addRow("scale") << QStringList{QStringLiteral("--scale=0..4")} << true;
        QTest::addRow("softmax") << QStringList{QStringLiteral("--scale=logits")} << true;
    }
    void readingThatIsAskedForIsShown()
    {
        QFETCH(QStringList, options);
        QFETCH(bool, isAnotherPicture);
        const QTemporaryDir home;
        const QString usual = home.filePath(QStringLiteral("usual.png"));
        const QString asked = home.filePath(QStringLiteral("asked.png"));
        const QString grab = QStringLiteral("--grab");
        QCOMPARE(runViewer(home, {grab, usual, sample()}).exitCode, 0);
        const auto run = runViewer(home, options + QStringList{grab, asked, sample()});
        QCOMPARE(run.errors, QString());
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(pictureOf(asked) != pictureOf(usual), isAnotherPicture);
    }

    void readingThatDoesNotFitFailsWithASentence_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addRow("too few axes") << QStringLiteral("--axes=yx");
        QTest::addRow("not one channel") << QStringLiteral("--binary");
        QTest::addRow("no such image") << QStringLiteral("--image=gone.png");
        QTest::addRow("no image") << QStringLiteral("--image=") + sample()
                + QStringLiteral("::/no");
    }
    void readingThatDoesNotFitFailsWithASentence()
    {
        QFETCH(QString, option);
        const QTemporaryDir home;
        const auto run = runViewer(home,
            {option, QStringLiteral("--grab"), home.filePath(QStringLiteral("a.png")), sample()});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.trimmed().endsWith(u'.'), qPrintable(run.errors));
    }

    void grabOfABadFileFailsWithASentence_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("not HDF5") << QStringLiteral("notes.h5") << QByteArray("dear diary");
        QTest::addRow("empty") << QStringLiteral("empty.h5") << QByteArray();
    }
    void grabOfABadFileFailsWithASentence()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        const QTemporaryDir home;
        test::writeFile(test::toPath(home.filePath(name)), bytes);
        const QString target = home.filePath(QStringLiteral("a.png"));
        const auto run = runViewer(home, {QStringLiteral("--grab"), target, home.filePath(name)});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.contains(name), qPrintable(run.errors));
        QVERIFY(!QFile::exists(target));
    }

    void grabOfAMissingFileFailsWithASentence()
    {
        const QTemporaryDir home;
        const auto run = runViewer(home,
            {QStringLiteral("--grab"), home.filePath(QStringLiteral("a.png")),
                home.filePath(QStringLiteral("gone.h5"))});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.contains(QStringLiteral("gone.h5")), qPrintable(run.errors));
    }

    void grabThatCannotBeWrittenFailsWithASentence()
    {
        const QTemporaryDir home;
        const auto run = runViewer(home,
            {QStringLiteral("--grab"), home.filePath(QStringLiteral("gone/a.png")), sample()});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.contains(QStringLiteral("a.png")), qPrintable(run.errors));
    }

    void traceTellsStartWorkFramesAndTheEnd()
    {
        const QTemporaryDir home;
        const QString trace = home.filePath(QStringLiteral("trace.json"));
        const auto run = runViewer(home,
            {QStringLiteral("--trace"), trace, QStringLiteral("--grab"),
                home.filePath(QStringLiteral("a.png")), QStringLiteral("--threads"),
                QStringLiteral("2"), QStringLiteral("--sample")});
        QCOMPARE(run.errors, QString());
        QCOMPARE(run.exitCode, 0);
        const auto events = eventsOf(trace);
        const auto spans = namesOf(events, "X");
        for (const char* name : {"start: before main", "start: engine and application",
                 "start: window", "frame", "open"})
            QVERIFY2(spans.contains(QString::fromUtf8(name)), name);
        QVERIFY(namesOf(events, "i").contains(QStringLiteral("settled")));
        constexpr int firstWorkerLane = 10;
        qsizetype workerSpans = 0;
        for (const QJsonObject& event : events) {
            QVERIFY(event[QStringLiteral("ts")].toDouble() >= 0);
            workerSpans += event[QStringLiteral("tid")].toInt() >= firstWorkerLane;
        }
        QVERIFY(workerSpans > 1);
    }
};

QTEST_GUILESS_MAIN(TestViewer)
#include "tst_viewer.moc"
