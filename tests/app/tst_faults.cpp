// SPDX-License-Identifier: MIT
// tessera-cli on disks that fail, are full, or give less than was asked for.
#include "tests/app/program_run.h"
#include "tests/support/hdf5_array.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace tessera;

namespace {

using Spec = test::Hdf5ArraySpec;

Spec contiguous()
{
    return {.shape = {600, 500, 4}}; // some twenty reads
}

Spec packed()
{
    return {.shape = {300, 200, 4}, .chunk = {64, 64, 4}, .filters = {"shuffle", "deflate"}};
}

} // namespace

Q_DECLARE_METATYPE(Spec)

class TestFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void shortAndInterruptedReadsChangeNothing_data()
    {
        QTest::addColumn<Spec>("spec");
        QTest::addColumn<QString>("faults");
        for (const char* faults : {"short", "eintr,every=2", "short,after=5,every=3"}) {
            QTest::addRow("contiguous, %s", faults) << contiguous() << QString::fromUtf8(faults);
            QTest::addRow("chunks, %s", faults) << packed() << QString::fromUtf8(faults);
        }
    }
    void shortAndInterruptedReadsChangeNothing()
    {
        QFETCH(Spec, spec);
        QFETCH(QString, faults);
        test::writeHdf5Array(test::toPath(file()), spec);
        QCOMPARE(render(QStringLiteral("good.npy"), {}).exitCode, 0);
        const auto run = render(QStringLiteral("faulty.npy"), faults);
        QCOMPARE(run.errors, QString());
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(bytes("faulty.npy"), bytes("good.npy"));
    }

    void aDiskThatFailsIsSaidSo_data()
    {
        QTest::addColumn<Spec>("spec");
        QTest::addColumn<QString>("faults");
        for (const int after : {0, 1, 3, 10}) {
            const QString faults = QStringLiteral("eio,after=%1").arg(after);
            QTest::addRow("contiguous, after %d reads", after) << contiguous() << faults;
            QTest::addRow("chunks, after %d reads", after) << packed() << faults;
        }
    }
    void aDiskThatFailsIsSaidSo()
    {
        QFETCH(Spec, spec);
        QFETCH(QString, faults);
        test::writeHdf5Array(test::toPath(file()), spec);
        const auto run = render(QStringLiteral("faulty.npy"), faults);
        QVERIFY2(run.exitCode > 0, qPrintable(run.errors)); // it neither succeeds nor crashes
        QVERIFY2(run.errors.contains(QStringLiteral("volume.h5")), qPrintable(run.errors));
        QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("faulty.npy"))));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden),
            QStringList{QStringLiteral("volume.h5")});
    }

    void whatFailsNamesTheDisk()
    {
        test::writeHdf5Array(test::toPath(file()), {.shape = {2000, 500, 4}}); // many reads
        const auto run = render(QStringLiteral("faulty.npy"), QStringLiteral("eio,after=30"));
        QVERIFY2(run.errors.contains(QStringLiteral("its disk or network share fails")),
            qPrintable(run.errors));
    }

    void aFullDiskLeavesNothing_data()
    {
        QTest::addColumn<QString>("output");
        QTest::addRow("png") << QStringLiteral("a.png");
        QTest::addRow("npy") << QStringLiteral("a.npy");
    }
    void aFullDiskLeavesNothing()
    {
        QFETCH(QString, output);
        test::writeHdf5Array(test::toPath(file()), contiguous());
        // Files may have one block of 512 bytes; the signal that tells it is not for programs.
        const auto run = test::runProgram(QStringLiteral("/bin/sh"),
            {QStringLiteral("-c"), QStringLiteral("trap '' XFSZ; ulimit -f 1; exec \"$@\""),
                QStringLiteral("sh"), QStringLiteral(TESSERA_CLI), QStringLiteral("render"), file(),
                QStringLiteral("-o"), m_folder->filePath(output)});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.contains(output), qPrintable(run.errors));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden),
            QStringList{QStringLiteral("volume.h5")});
    }

private:
    QString file() const { return m_folder->filePath(QStringLiteral("volume.h5")); }
    QByteArray bytes(const char* name) const
    {
        return test::fileBytes(test::toPath(m_folder->filePath(QString::fromUtf8(name))));
    }

    // `faults` as the preloaded library takes them; empty: none.
    test::ProgramRun render(const QString& output, const QString& faults) const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        if (!faults.isEmpty()) {
            environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(TESSERA_FAULTY_READS));
            environment.insert(QStringLiteral("TESSERA_FAULT_FILE"), file());
            environment.insert(QStringLiteral("TESSERA_FAULTS"), faults);
            // The sanitizer wants to be the first library, but does not need to be.
            environment.insert(QStringLiteral("ASAN_OPTIONS"),
                environment.value(QStringLiteral("ASAN_OPTIONS"))
                    + QStringLiteral(":verify_asan_link_order=0"));
        }
        return test::runProgram(QStringLiteral(TESSERA_CLI),
            {QStringLiteral("render"), file(), QStringLiteral("-o"), m_folder->filePath(output),
                QStringLiteral("--threads"), QStringLiteral("2")},
            environment);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
