// SPDX-License-Identifier: MIT
// tessera-cli as a person meets it: help, info, mistakes.
#include "tests/app/program_run.h"
#include "tests/support/hdf5_fixture.h"
#include "tests/support/test_support.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <vector>

using namespace tessera;

namespace {

test::ProgramRun runCli(const QStringList& arguments)
{
    return test::runProgram(QStringLiteral(TESSERA_CLI), arguments);
}

QString sample()
{
    return test::toQString(test::samplePath());
}

QJsonObject infoOf(const QString& location)
{
    return QJsonDocument::fromJson(
        runCli({QStringLiteral("info"), QStringLiteral("--json"), location}).output)
        .object();
}

} // namespace

class TestCliInfo : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void helpAndVersionSucceed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("text");
        QTest::addRow("--help") << QStringList{QStringLiteral("--help")} << QByteArray("render");
        QTest::addRow("info --help") << QStringList{QStringLiteral("info"),
            QStringLiteral("--help")} << QByteArray("--json");
        QTest::addRow("render --help") << QStringList{QStringLiteral("render"),
            QStringLiteral("--help")} << QByteArray("--palette");
        QTest::addRow("--version")
            << QStringList{QStringLiteral("--version")} << QByteArray("tessera-cli ");
    }
    void helpAndVersionSucceed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, text);
        const auto run = runCli(arguments);
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(run.output.contains(text), run.output.constData());
        QCOMPARE(run.errors, QString());
    }

    void mistakesInUsageEndWithTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addRow("nothing") << QStringList{};
        QTest::addRow("unknown command") << QStringList{QStringLiteral("paint")};
        QTest::addRow("unknown option")
            << QStringList{QStringLiteral("info"), QStringLiteral("--loud"), sample()};
        QTest::addRow("linked files in no place") << QStringList{QStringLiteral("info"),
            QStringLiteral("--linked-files"), QStringLiteral("1"), sample()};
        QTest::addRow("info without a file") << QStringList{QStringLiteral("info")};
        QTest::addRow("render without an output")
            << QStringList{QStringLiteral("render"), sample()};
    }
    void mistakesInUsageEndWithTwo()
    {
        QFETCH(QStringList, arguments);
        const auto run = runCli(arguments);
        QCOMPARE(run.exitCode, 2);
        QVERIFY(!run.errors.isEmpty());
    }

    void unknownKernelEndsWithTwo()
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TESSERA_KERNEL"), QStringLiteral("mmx"));
        const auto run = test::runProgram(
            QStringLiteral(TESSERA_CLI), {QStringLiteral("info"), sample()}, environment);
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.errors.contains(QStringLiteral("TESSERA_KERNEL is \"mmx\"")),
            qPrintable(run.errors));
        QVERIFY2(run.errors.contains(QStringLiteral("scalar")), qPrintable(run.errors));
        QCOMPARE(run.output, QByteArray());
    }

    void infoTellsWhatTheFileHolds_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"tissue.h5", "/probabilities", "512 x 512 x 4", "float32",
                 "512 rows x 512 columns", "deflate", "image"})
            QTest::addRow("%s", text) << QByteArray(text);
    }
    void infoTellsWhatTheFileHolds()
    {
        QFETCH(QByteArray, text);
        const auto run = runCli({QStringLiteral("info"), sample()});
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(run.output.contains(text), run.output.constData());
    }

    void jsonTellsTheSame()
    {
        const QJsonObject info = infoOf(sample());
        QCOMPARE(info[QStringLiteral("dataset")].toString(), QStringLiteral("/probabilities"));
        QCOMPARE(info[QStringLiteral("shape")].toArray(), (QJsonArray{512, 512, 4}));
        QCOMPARE(info[QStringLiteral("axes")].toString(), QStringLiteral("yxc"));
        QCOMPARE(info[QStringLiteral("classes")].toInt(), 4);
        QCOMPARE(info[QStringLiteral("class_names")].toArray().size(), 4);
        QCOMPARE(info[QStringLiteral("rows")].toInt(), 512);
        QCOMPARE(info[QStringLiteral("slices")].toInt(), 1);
        QCOMPARE(info[QStringLiteral("file_bytes")].toInteger(),
            static_cast<qint64>(std::filesystem::file_size(test::samplePath())));
        QCOMPARE(info[QStringLiteral("image")][QStringLiteral("dataset")].toString(),
            QStringLiteral("/image"));
        QCOMPARE(info[QStringLiteral("datasets")].toArray().size(), 2);
    }

    void levelsThatTheFileBringsAreNamed()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("levels.h5"));
        test::writeHdf5Zeros(test::toPath(file), "0", {8192, 8193});
        test::writeHdf5Zeros(test::toPath(file), "1", {4096, 4097});
        test::writeHdf5Zeros(test::toPath(file), "2", {2048, 2048});
        const auto run = runCli({QStringLiteral("info"), file + QStringLiteral("::/0")});
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(run.output.contains("levels      1/2 (/1), 1/4 (/2)\n"), run.output.constData());
        const QJsonArray levels =
            infoOf(file + QStringLiteral("::/0"))[QStringLiteral("levels")].toArray();
        QCOMPARE(levels.size(), 2);
        QCOMPARE(levels[1].toObject()[QStringLiteral("path")].toString(), QStringLiteral("/2"));
        QCOMPARE(levels[1].toObject()[QStringLiteral("columns_factor")].toDouble(), 4.0);
        QVERIFY(!infoOf(sample()).contains(QStringLiteral("levels")));
    }

    void namedDatasetIsTheOneTold()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("two.h5"));
        const std::vector<float> samples(24, 0.5F);
        test::writeHdf5Dataset(
            test::toPath(file), {.name = "first", .shape = {3, 4, 2}}, std::span(samples));
        test::writeHdf5Dataset(
            test::toPath(file), {.name = "in/second", .shape = {4, 3, 2}}, std::span(samples));
        QCOMPARE(infoOf(file + QStringLiteral("::/in/second"))[QStringLiteral("rows")].toInt(), 4);
        const QJsonObject choice = infoOf(file);
        QCOMPARE(choice[QStringLiteral("datasets")].toArray().size(), 2);
        const auto run = runCli({QStringLiteral("info"), file});
        QCOMPARE(run.exitCode, 0);
        QVERIFY(run.output.contains("/in/second"));
    }

    void unreadableFileIsNamedInASentence_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("not HDF5") << QStringLiteral("notes.h5") << QByteArray("dear diary");
        QTest::addRow("truncated")
            << QStringLiteral("half.h5") << test::fileBytes(test::samplePath()).left(4000);
        QTest::addRow("empty") << QStringLiteral("empty.h5") << QByteArray();
    }
    void unreadableFileIsNamedInASentence()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        const QTemporaryDir folder;
        test::writeFile(test::toPath(folder.filePath(name)), bytes);
        const auto run = runCli({QStringLiteral("info"), folder.filePath(name)});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.contains(name), qPrintable(run.errors));
        QVERIFY2(run.errors.trimmed().endsWith(QLatin1Char('.')), qPrintable(run.errors));
        QCOMPARE(run.output, QByteArray());
    }

    void missingFileIsNamedInASentence()
    {
        const auto run = runCli({QStringLiteral("info"), QStringLiteral("no such file.h5")});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.contains(QStringLiteral("no such file.h5")), qPrintable(run.errors));
    }

    void errorAsJsonIsJsonToo()
    {
        const auto run = runCli(
            {QStringLiteral("info"), QStringLiteral("--json"), QStringLiteral("no such file.h5")});
        QCOMPARE(run.exitCode, 1);
        const auto json = QJsonDocument::fromJson(run.output).object();
        QVERIFY(
            json[QStringLiteral("error")].toString().contains(QStringLiteral("no such file.h5")));
    }
};

QTEST_GUILESS_MAIN(TestCliInfo)
#include "tst_cli_info.moc"
