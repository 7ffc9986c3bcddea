// SPDX-License-Identifier: MIT
// tessera-cli pyramid: what it makes is kept, and made once.
#include "tests/app/program_run.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

using namespace tessera;

namespace {

// An array of uint8 in which little is not 0; it takes hardly any room on the disk.
void writeSparse(const QString& path, const QByteArray& shape, qint64 bytes)
{
    constexpr qint64 headBytes = 128;
    constexpr qint64 marks = 40;
    QByteArray head("\x93NUMPY\x01\x00\x76\x00", 10);
    head += "{'descr': '|u1', 'fortran_order': False, 'shape': (" + shape + "), }";
    head = head.leftJustified(headBytes - 1, ' ') + '\n';
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(head) != headBytes
        || !file.resize(headBytes + bytes))
        qFatal("cannot write %s", qPrintable(path));
    for (qint64 mark = 0; mark < marks; ++mark) {
        file.seek(headBytes + bytes / marks * mark);
        file.write("probability");
    }
}

QStringList cellsBelow(const QString& folder)
{
    QStringList names;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        names << QFileInfo(files.next()).fileName();
    names.sort();
    return names;
}

} // namespace

class TestCliPyramid : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        // 3 × 3 cells of the first kept level.
        writeSparse(large(), "5000, 5000, 4", 100'000'000);
    }

    void isMadeOnce()
    {
        const auto first = pyramid({large()});
        QCOMPARE(first.errors, QString());
        QCOMPARE(first.exitCode, 0);
        QVERIFY2(first.output.startsWith("Overview of \"large.npy\" complete: 9 parts, of which 0 "
                                         "were there already; \""),
            first.output);
        const QStringList cells = cellsBelow(cache());
        QVERIFY(cells.contains(QStringLiteral("3-2-2.cell")));
        QVERIFY(cells.contains(QStringLiteral("5-0-0.cell")));
        const auto second = pyramid({large()});
        QCOMPARE(second.exitCode, 0);
        QVERIFY2(second.output.contains("9 parts, of which 9 were there already"), second.output);
        QCOMPARE(cellsBelow(cache()), cells);
    }

    void liesWhereTheViewerLooks()
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_CACHE_HOME"), m_folder->path());
        const auto run = test::runProgram(
            QStringLiteral(TESSERA_CLI), {QStringLiteral("pyramid"), large()}, environment);
        QCOMPARE(run.exitCode, 0);
        QVERIFY(!cellsBelow(m_folder->filePath(QStringLiteral("tessera/levels"))).isEmpty());
    }

    void whatIsMissingIsMade()
    {
        pyramid({large()});
        const QStringList cells = cellsBelow(cache());
        QDirIterator files(cache(), {QStringLiteral("3-1-*.cell"), QStringLiteral("5-*.cell")},
            QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            QVERIFY(QFile::remove(files.next()));
        const auto run = pyramid({large()});
        QVERIFY2(run.output.contains("9 parts, of which 6 were there already"), run.output);
        QCOMPARE(cellsBelow(cache()), cells);
    }

    void isMadeAnewWhereForced()
    {
        pyramid({large()});
        const auto run = pyramid({large(), QStringLiteral("--force")});
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(run.output.contains("9 parts, of which 0 were there already"), run.output);
    }

    void aChangedFileIsAnother()
    {
        pyramid({large()});
        writeSparse(large(), "5000, 5000, 4", 100'000'000);
        const auto run = pyramid({large()});
        QVERIFY2(run.output.contains("9 parts, of which 0 were there already"), run.output);
    }

    void allSlicesAreMade()
    {
        const QString file = m_folder->filePath(QStringLiteral("stack.npy"));
        writeSparse(file, "2, 4200, 4200, 4", 2LL * 4200 * 4200 * 4);
        const auto all = pyramid(
            {file, QStringLiteral("--axes"), QStringLiteral("zyxc"), QStringLiteral("--all")});
        QCOMPARE(all.errors, QString());
        QVERIFY2(all.output.startsWith("Overviews of 2 slices of \"stack.npy\" complete: 18 parts"),
            all.output);
        const auto one = pyramid({file, QStringLiteral("--axes"), QStringLiteral("zyxc"),
            QStringLiteral("--slice"), QStringLiteral("1")});
        QVERIFY2(one.output.contains("9 parts, of which 9 were there already"), one.output);
    }

    void tellsWhatHadToGoAgain()
    {
        const auto run = pyramid({large(), QStringLiteral("--cache-limit"), QStringLiteral("20k")});
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(
            run.errors.contains(QStringLiteral("of the 9 parts were removed again, because no more "
                                               "than 20.0 kB may be kept; give more with "
                                               "--cache-limit")),
            qPrintable(run.errors));
    }

    void aSmallPlaneNeedsNone()
    {
        const auto run = pyramid({test::toQString(test::samplePath())});
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(run.output.contains("needs no overview"), run.output);
        QCOMPARE(cellsBelow(cache()), QStringList());
    }

    void whatIsDoneBeforeAnInterruptIsKept()
    {
        writeSparse(large(), "12000, 12000, 4", 576'000'000); // 36 cells
        QProcess process;
        process.start(QStringLiteral(TESSERA_CLI),
            {QStringLiteral("pyramid"), large(), QStringLiteral("--cache-dir"), cache(),
                QStringLiteral("--threads"), QStringLiteral("1")});
        QVERIFY(process.waitForStarted());
        const auto hasBegun = [&] { return !cellsBelow(cache()).isEmpty(); };
        QTRY_VERIFY_WITH_TIMEOUT(hasBegun(), 60'000);
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        QCOMPARE(process.exitCode(), SIGINT);
        QVERIFY(process.readAllStandardError().contains("What is done is kept"));
        const QStringList kept = cellsBelow(cache());
        QVERIFY(!kept.join(QLatin1Char(' ')).contains(QStringLiteral("tessera-"))); // half written
        const auto rest = pyramid({large()});
        const QByteArray found = "36 parts, of which " + QByteArray::number(kept.size()) + " were";
        QVERIFY2(rest.output.contains(found), rest.output);
    }

    void aFolderThatCannotBeMadeIsSaidBeforeAnyWork()
    {
        const QString below = large() + QStringLiteral("/cache");
        const auto run = test::runProgram(QStringLiteral(TESSERA_CLI),
            {QStringLiteral("pyramid"), large(), QStringLiteral("--cache-dir"), below});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.contains(QStringLiteral("cannot be made")), qPrintable(run.errors));
        QCOMPARE(run.output, QByteArray());
    }

    void aFullDiskEndsIt()
    {
        // Files may have one block of 512 bytes; the signal that tells it is not for programs.
        const auto run = test::runProgram(QStringLiteral("/bin/sh"),
            {QStringLiteral("-c"), QStringLiteral("trap '' XFSZ; ulimit -f 1; exec \"$@\""),
                QStringLiteral("sh"), QStringLiteral(TESSERA_CLI), QStringLiteral("pyramid"),
                large(), QStringLiteral("--cache-dir"), cache()});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.contains(QStringLiteral("Overviews of large planes are not kept in")),
            qPrintable(run.errors));
    }

    void wrongWishEndsWithTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString file = test::toQString(test::samplePath());
        QTest::addRow("no file") << QStringList{};
        QTest::addRow("no such slice")
            << QStringList{file, QStringLiteral("--slice"), QStringLiteral("7")};
        QTest::addRow("no number of bytes")
            << QStringList{file, QStringLiteral("--cache-limit"), QStringLiteral("much")};
    }
    void wrongWishEndsWithTwo()
    {
        QFETCH(QStringList, arguments);
        QCOMPARE(pyramid(arguments).exitCode, 2);
    }

private:
    QString large() const { return m_folder->filePath(QStringLiteral("large.npy")); }
    QString cache() const { return m_folder->filePath(QStringLiteral("cache")); }
    test::ProgramRun pyramid(const QStringList& arguments) const
    {
        return test::runProgram(QStringLiteral(TESSERA_CLI),
            QStringList{QStringLiteral("pyramid")} + arguments
                + QStringList{QStringLiteral("--cache-dir"), cache()});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestCliPyramid)
#include "tst_cli_pyramid.moc"
