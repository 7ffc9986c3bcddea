// SPDX-License-Identifier: MIT
// tessera-cli bench: the ladder on a file, each rung in a process of its own.
#include "tests/app/program_run.h"
#include "tests/support/hdf5_fixture.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <span>
#include <vector>

using namespace tessera;

namespace {

QString sample()
{
    return test::toQString(test::samplePath());
}

// Two slices of 90 x 70 pixels, three classes.
void writeStack(const QString& file)
{
    std::vector<float> samples;
    for (int index = 0; index < 2 * 90 * 70 * 3; ++index)
        samples.push_back(static_cast<float>(index * 7 % 101) / 100.0F);
    test::writeHdf5Dataset(
        test::toPath(file), {.name = "exported_data", .shape = {2, 90, 70, 3}}, std::span(samples));
}

QStringList namesIn(const QString& folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

} // namespace

class TestCliBench : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        m_temporary = m_folder->filePath(QStringLiteral("temporary"));
        QVERIFY(QDir().mkdir(m_temporary));
        m_stack = m_folder->filePath(QStringLiteral("Stapel é.h5"));
        writeStack(m_stack);
    }

    void tableTellsEveryStep()
    {
        const auto run = bench({m_stack, QStringLiteral("--threads"), QStringLiteral("2")});
        QCOMPARE(run.errors, QString());
        QCOMPARE(run.exitCode, 0);
        for (const char* part : {"90 x 70 pixels (the whole plane), 3 classes", "float32", "\nv0 ",
                 "\nv1 ", "\nv2 ", "\nv3 ", "\nv4 ", "\nv5 ", "\nv6 ", "\nv7 ",
                 "\nTessera, 1 thread ", "\nTessera, 2 threads "})
            QVERIFY2(run.output.contains(part), part);
        QCOMPARE(run.output.count("  same\n"), 10);
        QCOMPARE(namesIn(m_temporary), QStringList());
    }

    void jsonHoldsTheFigures()
    {
        const auto run = bench({m_stack, QStringLiteral("--json"), QStringLiteral("--slice"),
            QStringLiteral("1"), QStringLiteral("--threads"), QStringLiteral("1"),
            QStringLiteral("--repeats"), QStringLiteral("2")});
        QCOMPARE(run.exitCode, 0);
        const QJsonObject table = QJsonDocument::fromJson(run.output).object();
        QCOMPARE(table[QStringLiteral("slice")].toInt(), 1);
        QCOMPARE(table[QStringLiteral("rows")].toInt(), 90);
        QCOMPARE(table[QStringLiteral("classes")].toInt(), 3);
        const QJsonArray steps = table[QStringLiteral("steps")].toArray();
        QCOMPARE(steps.size(), 9);
        QCOMPARE(steps.first()[QStringLiteral("step")].toString(), QStringLiteral("v0"));
        QCOMPARE(steps.first()[QStringLiteral("times_faster")].toDouble(), 1.0);
        QCOMPARE(steps.last()[QStringLiteral("step")].toString(), QStringLiteral("tessera-1"));
        for (const auto& step : steps) {
            QCOMPARE(step[QStringLiteral("same_picture")].toBool(), true);
            QCOMPARE(step[QStringLiteral("repeats")].toInt(), 2);
            QVERIFY(step[QStringLiteral("ms")].toDouble() > 0);
            QVERIFY(step[QStringLiteral("peak_bytes")].toDouble() > 1e6);
        }
    }

    void cropIsCutToWholeTilesAndStated()
    {
        const auto run = bench({sample(), QStringLiteral("--pixels"), QStringLiteral("140000"),
            QStringLiteral("--repeats"), QStringLiteral("1")});
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(
            run.output.contains("256 x 512 pixels (the top left of 512 x 512; --full takes all)"),
            run.output.constData());
        QCOMPARE(run.output.count("  same\n"), run.output.count("thread") == 2 ? 10 : 9);
    }

    void textFilesAreClimbedToo()
    {
        const QString folder = m_folder->filePath(QStringLiteral("csv"));
        QVERIFY(QDir().mkdir(folder));
        test::writeFile(test::toPath(folder + QStringLiteral("/0.csv")), "0.25 nan\n0.5 0\n");
        test::writeFile(test::toPath(folder + QStringLiteral("/1.csv")), "0.75 1\n0.5 0\n");
        const auto run = bench({folder, QStringLiteral("--threads"), QStringLiteral("1")});
        QCOMPARE(run.errors, QString());
        QCOMPARE(run.output.count("  same\n"), 9);
    }

    void everyReadingIsClimbed_data()
    {
        QTest::addColumn<QStringList>("reading");
        QTest::addRow("a range") << QStringList{QStringLiteral("--scale=0.1..0.7")};
        QTest::addRow("logits") << QStringList{QStringLiteral("--scale=logits")};
        QTest::addRow("sigmoid") << QStringList{QStringLiteral("--scale=sigmoid")};
        QTest::addRow("other axes") << QStringList{QStringLiteral("--axes=czyx")};
        QTest::addRow("binary") << QStringList{
            QStringLiteral("--axes=tzyx"), QStringLiteral("--binary")};
        QTest::addRow("another plane")
            << QStringList{QStringLiteral("--plane=xz"), QStringLiteral("--z=80")};
    }
    void everyReadingIsClimbed()
    {
        QFETCH(QStringList, reading);
        const auto run = bench(QStringList{m_stack, QStringLiteral("--threads=1")} + reading);
        QCOMPARE(run.errors, QString());
        QCOMPARE(run.output.count("  same\n"), 9);
    }

    void wrongWishEndsWithTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        QTest::addRow("slice beyond the last")
            << QStringList{QStringLiteral("--slice"), QStringLiteral("2")} << QStringLiteral("2");
        QTest::addRow("negative time")
            << QStringList{QStringLiteral("--time=-1")} << QStringLiteral("-1");
        QTest::addRow("limit and no limit") << QStringList{QStringLiteral("--full"),
            QStringLiteral("--pixels=5")} << QStringLiteral("--full");
        QTest::addRow("no pixels")
            << QStringList{QStringLiteral("--pixels=0")} << QStringLiteral("--pixels");
        QTest::addRow("no repeats")
            << QStringList{QStringLiteral("--repeats=0")} << QStringLiteral("--repeats");
    }
    void wrongWishEndsWithTwo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const auto run = bench(QStringList{m_stack} + arguments);
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.errors.contains(named), qPrintable(run.errors));
        QCOMPARE(namesIn(m_temporary), QStringList());
    }

    void failureEndsWithOne()
    {
        const auto run = bench({m_folder->filePath(QStringLiteral("gone.h5"))});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.contains(QStringLiteral("gone.h5")), qPrintable(run.errors));
        QCOMPARE(namesIn(m_temporary), QStringList());
    }

    void placeForTemporaryFilesMustBeThere()
    {
        m_temporary = m_folder->filePath(QStringLiteral("nowhere"));
        const auto run = bench({m_stack});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.contains(QStringLiteral("TMPDIR")), qPrintable(run.errors));
    }

    void signalStopsItAndLeavesNothing_data()
    {
        QTest::addColumn<QStringList>("call");
        QTest::addRow("bench") << QStringList{
            QStringLiteral("bench"), sample(), QStringLiteral("--repeats=1000")};
        QTest::addRow("ladder of a window") << QStringList{QStringLiteral("ladder-run"), sample(),
            QStringLiteral("- - - - xy"), QStringLiteral("0"), QStringLiteral("0"),
            QStringLiteral("0"), QStringLiteral("0")};
    }
    void signalStopsItAndLeavesNothing()
    {
        QFETCH(QStringList, call);
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(QStringLiteral(TESSERA_CLI), call);
        QTRY_VERIFY(!namesIn(m_temporary).isEmpty());
        process.terminate();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::CrashExit); // by the signal, as a shell expects
        QCOMPARE(namesIn(m_temporary), QStringList());
    }

    void temporaryFilesAreForTheUserAlone()
    {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(QStringLiteral(TESSERA_CLI),
            {QStringLiteral("bench"), sample(), QStringLiteral("--repeats=1000")});
        QTRY_VERIFY(!namesIn(m_temporary).isEmpty());
        const QFileInfo folder(m_temporary + QLatin1Char('/') + namesIn(m_temporary).constFirst());
        QTRY_COMPARE(folder.permissions()
                & (QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther),
            QFile::Permissions());
        process.terminate();
        QVERIFY(process.waitForFinished());
    }

    void eventsTellAWindowWhatHappens()
    {
        const auto run = test::runProgram(QStringLiteral(TESSERA_CLI),
            {QStringLiteral("ladder-run"), m_stack, QStringLiteral("- - - - xy"),
                QStringLiteral("1"), QStringLiteral("0"), QStringLiteral("0"), QStringLiteral("1")},
            environment());
        QCOMPARE(run.exitCode, 0);
        QStringList events;
        for (const QByteArray& line : run.output.trimmed().split('\n'))
            events.append(QJsonDocument::fromJson(line)[QStringLiteral("event")].toString());
        QCOMPARE(events.constFirst(), QStringLiteral("begun"));
        QCOMPARE(events.constLast(), QStringLiteral("ended"));
        QCOMPARE(events.count(QStringLiteral("climbed")), 9);
        QCOMPARE(events.count(QString()), 0);
    }

    void rungThatIsAskedForWronglySaysSo()
    {
        const auto run = test::runProgram(QStringLiteral(TESSERA_CLI),
            {QStringLiteral("ladder-rung"), QStringLiteral("v9")}, environment());
        QVERIFY2(run.output.startsWith("failed "), run.output.constData());
    }

private:
    QProcessEnvironment environment() const
    {
        QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
        all.insert(QStringLiteral("TMPDIR"), m_temporary);
        return all;
    }

    test::ProgramRun bench(const QStringList& arguments) const
    {
        return test::runProgram(QStringLiteral(TESSERA_CLI),
            QStringList{QStringLiteral("bench")} + arguments, environment());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_temporary;
    QString m_stack;
};

QTEST_GUILESS_MAIN(TestCliBench)
#include "tst_cli_bench.moc"
