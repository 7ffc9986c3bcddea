// SPDX-License-Identifier: MIT
// tessera-cli render: what it writes equals what the library says, or it writes nothing.
#include "core/palette/palette_file.h"
#include "core/palette/presets.h"
#include "core/session/row_render.h"
#include "tests/app/npy_array.h"
#include "tests/app/program_run.h"
#include "tests/support/hdf5_array.h"
#include "tests/support/hdf5_fixture.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <span>
#include <vector>

using namespace tessera;

namespace {

test::ProgramRun render(const QString& location, const QString& output, QStringList more = {})
{
    return test::runProgram(QStringLiteral(TESSERA_CLI),
        QStringList{QStringLiteral("render"), location, QStringLiteral("-o"), output} + more);
}

QString sample()
{
    return test::toQString(test::samplePath());
}

// What the library makes of the plane, row after row.
QByteArray rendered(
    const QString& location, const Look& look, PlanePosition plane = {}, int level = 0)
{
    const auto volume = openVolume(parseLocation(location.toStdString()), megabytes(100));
    if (!volume)
        qFatal("%s", volume.error().message.c_str());
    Engine engine({.threads = 1, .cacheBudget = megabytes(50), .trace = nullptr});
    QByteArray bytes;
    const auto sink = [&](std::span<const std::uint8_t> row) -> Result<void> {
        bytes.append(reinterpret_cast<const char*>(row.data()), static_cast<qsizetype>(row.size()));
        return {};
    };
    if (const auto done = renderPlane(
            engine, *volume, {.plane = plane, .level = level, .colours = colourTable(look)}, sink);
        !done)
        qFatal("%s", done.error().message.c_str());
    return bytes;
}

QByteArray pngBytes(const QString& file)
{
    const QImage picture = QImage(file).convertToFormat(QImage::Format_RGB888);
    QByteArray bytes;
    for (int row = 0; row < picture.height(); ++row)
        bytes.append(
            reinterpret_cast<const char*>(picture.constScanLine(row)), 3 * picture.width());
    return bytes;
}

QByteArray npyBytes(const QString& file)
{
    return test::readNpy(test::toPath(file)).bytes;
}

Look sampleLook(const char* preset = "talk")
{
    return withPreset(defaultLook(4, {}), *findPreset(preset));
}

void writeVolume(const QString& file)
{
    std::vector<float> samples;
    for (int index = 0; index < 3 * 20 * 30 * 2; ++index)
        samples.push_back(static_cast<float>(index % 101) / 100.0F);
    test::writeHdf5Dataset(test::toPath(file), {.shape = {3, 20, 30, 2}}, std::span(samples));
}

} // namespace

class TestCliRender : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void pngAndNpyAreTheLibrarysPicture()
    {
        const QTemporaryDir folder;
        const QString png = folder.filePath(QStringLiteral("a.png"));
        const QString npy = folder.filePath(QStringLiteral("a.npy"));
        QCOMPARE(render(sample(), png).exitCode, 0);
        QCOMPARE(
            render(sample(), npy, {QStringLiteral("--threads"), QStringLiteral("1")}).exitCode, 0);
        const QByteArray expected = rendered(sample(), sampleLook());
        QCOMPARE(pngBytes(png), expected);
        QCOMPARE(npyBytes(npy), expected);
        const QByteArray header = test::readNpy(test::toPath(npy)).header;
        QVERIFY2(header.contains("(512, 512, 3)") && header.contains("u1"), header.constData());
    }

    void presetColoursThePicture_data()
    {
        QTest::addColumn<QString>("id");
        for (const Preset& preset : presets()) {
            const QString id =
                QString::fromUtf8(preset.id.data(), static_cast<qsizetype>(preset.id.size()));
            QTest::addRow("%s", qPrintable(id)) << id;
        }
    }
    void presetColoursThePicture()
    {
        QFETCH(QString, id);
        const QTemporaryDir folder;
        const QString npy = folder.filePath(QStringLiteral("a.npy"));
        QCOMPARE(render(sample(), npy, {QStringLiteral("--palette"), id}).exitCode, 0);
        QCOMPARE(npyBytes(npy), rendered(sample(), sampleLook(qPrintable(id))));
    }

    void paletteFileColoursThePicture()
    {
        const QTemporaryDir folder;
        Look look = sampleLook();
        look.classes[2].colour = {12, 34, 56};
        look.classes[1].visible = false;
        const QString palette = folder.filePath(QStringLiteral("Färben.json"));
        QVERIFY(savePalette(look, test::toPath(palette)));
        const QString npy = folder.filePath(QStringLiteral("a.npy"));
        QCOMPARE(render(sample(), npy, {QStringLiteral("--palette"), palette}).exitCode, 0);
        QCOMPARE(npyBytes(npy), rendered(sample(), look));
    }

    void sliceIsTheOneAskedFor_data()
    {
        QTest::addColumn<int>("slice");
        QTest::addRow("first") << 0;
        QTest::addRow("last") << 2;
    }
    void sliceIsTheOneAskedFor()
    {
        QFETCH(int, slice);
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("stack.h5"));
        const QString npy = folder.filePath(QStringLiteral("a.npy"));
        writeVolume(file);
        QCOMPARE(
            render(file, npy, {QStringLiteral("--slice"), QString::number(slice)}).exitCode, 0);
        QCOMPARE(npyBytes(npy), rendered(file, defaultLook(2, {}), {slice, 0}));
    }

    void datasetIsTheOneAskedFor()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("two.h5"));
        const QString npy = folder.filePath(QStringLiteral("a.npy"));
        writeVolume(file);
        const std::vector<float> samples(5 * 7 * 2, 0.25F);
        test::writeHdf5Dataset(
            test::toPath(file), {.name = "other", .shape = {5, 7, 2}}, std::span(samples));
        const auto run = render(file, npy, {QStringLiteral("--dataset"), QStringLiteral("/other")});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(npyBytes(npy), rendered(file + QStringLiteral("::/other"), defaultLook(2, {})));
    }

    void levelIsTheOneAskedFor_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<QByteArray>("shape");
        QTest::addRow("half") << 1 << QByteArray("(256, 256, 3)");
        QTest::addRow("one pixel") << 9 << QByteArray("(1, 1, 3)");
    }
    void levelIsTheOneAskedFor()
    {
        QFETCH(int, level);
        QFETCH(QByteArray, shape);
        const QTemporaryDir folder;
        const QString npy = folder.filePath(QStringLiteral("a.npy"));
        QCOMPARE(
            render(sample(), npy, {QStringLiteral("--level"), QString::number(level)}).exitCode, 0);
        QVERIFY(test::readNpy(test::toPath(npy)).header.contains(shape));
        QCOMPARE(npyBytes(npy), rendered(sample(), sampleLook(), {}, level));
    }

    void figuresAreJson()
    {
        const QTemporaryDir folder;
        const QString png = folder.filePath(QStringLiteral("a.png"));
        const auto run = render(sample(), png,
            {QStringLiteral("--json"), QStringLiteral("--threads"), QStringLiteral("2")});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.errors, QString()); // progress is for a terminal
        const QJsonObject figures = QJsonDocument::fromJson(run.output).object();
        QCOMPARE(figures[QStringLiteral("output")].toString(), png);
        QCOMPARE(figures[QStringLiteral("rows")].toInt(), 512);
        QCOMPARE(figures[QStringLiteral("columns")].toInt(), 512);
        QCOMPARE(figures[QStringLiteral("threads")].toInt(), 2);
        QVERIFY(!figures[QStringLiteral("kernel")].toString().isEmpty());
        QVERIFY(figures[QStringLiteral("bytes_decoded")].toInteger() >= qint64{512} * 512 * 4);
        QVERIFY(figures[QStringLiteral("bytes_read")].toInteger() > 0);
        QCOMPARE(figures[QStringLiteral("bytes_written")].toInteger(), QFileInfo(png).size());
        QVERIFY(figures[QStringLiteral("peak_buffer_bytes")].toInteger() > 0);
        QVERIFY(figures[QStringLiteral("wall_ms")].toDouble() > 0);
        const QStringList stages = figures[QStringLiteral("stages_ms")].toObject().keys();
        QCOMPARE(stages,
            (QStringList{QStringLiteral("encode"), QStringLiteral("open"), QStringLiteral("paint"),
                QStringLiteral("read"), QStringLiteral("reduce"), QStringLiteral("write")}));
    }

    void errorsAreJsonToo()
    {
        const QTemporaryDir folder;
        const auto run = render(folder.filePath(QStringLiteral("gone.h5")),
            folder.filePath(QStringLiteral("a.png")), {QStringLiteral("--json")});
        QCOMPARE(run.exitCode, 1);
        const QString message =
            QJsonDocument::fromJson(run.output).object()[QStringLiteral("error")].toString();
        QVERIFY2(message.contains(QStringLiteral("gone.h5")), qPrintable(message));
    }

    void capOnMemoryHolds_data()
    {
        QTest::addColumn<QString>("memory");
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("name");
        QTest::addRow("one and a half megabytes, png")
            << QStringLiteral("1.5M") << qint64{1'500'000} << QStringLiteral("a.png");
        QTest::addRow("kilobytes, npy")
            << QStringLiteral("800kB") << qint64{800'000} << QStringLiteral("a.npy");
    }
    void capOnMemoryHolds()
    {
        QFETCH(QString, memory);
        QFETCH(qint64, bytes);
        QFETCH(QString, name);
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("tall.h5"));
        const std::vector<float> samples(3000 * 500 * 2, 0.25F);
        test::writeHdf5Dataset(test::toPath(file), {.shape = {3000, 500, 2}}, std::span(samples));
        const auto run = render(file, folder.filePath(name),
            {QStringLiteral("--json"), QStringLiteral("--memory"), memory});
        QCOMPARE(run.errors, QString());
        const QJsonObject figures = QJsonDocument::fromJson(run.output).object();
        QVERIFY2(figures[QStringLiteral("peak_buffer_bytes")].toInteger() <= bytes, run.output);
        QCOMPARE(figures[QStringLiteral("bytes_decoded")].toInteger(), qint64{3000} * 500 * 8);
    }

    void tooLittleMemoryIsSaidSo()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("stack.h5"));
        writeVolume(file);
        const auto run = render(file, folder.filePath(QStringLiteral("a.png")),
            {QStringLiteral("--memory"), QStringLiteral("1k")});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.contains(QStringLiteral("allow more")), qPrintable(run.errors));
        QCOMPARE(
            QDir(folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("stack.h5")});
    }

    void anInterruptLeavesNoFile_data()
    {
        QTest::addColumn<int>("number");
        QTest::addRow("interrupt") << SIGINT;
        QTest::addRow("terminate") << SIGTERM;
    }
    void anInterruptLeavesNoFile()
    {
        QFETCH(int, number);
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("large.h5"));
        test::writeHdf5Zeros(test::toPath(file), "probabilities", {100'000, 20'000, 2});
        QProcess process;
        process.start(QStringLiteral(TESSERA_CLI),
            {QStringLiteral("render"), file, QStringLiteral("-o"),
                folder.filePath(QStringLiteral("a.png"))});
        QVERIFY(process.waitForStarted());
        const auto hasBegun = [&] {
            return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size() == 2;
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasBegun(), 30'000);
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), number), 0);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        QCOMPARE(process.exitCode(), number);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden),
            QStringList{QStringLiteral("large.h5")});
    }

    void aHangUpThatIsIgnoredStaysIgnored() // as under nohup
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("large.h5"));
        test::writeHdf5Zeros(test::toPath(file), "probabilities", {100'000, 20'000, 2});
        QProcess process;
        process.start(QStringLiteral("/bin/sh"),
            {QStringLiteral("-c"), QStringLiteral("trap '' HUP; exec \"$@\""), QStringLiteral("sh"),
                QStringLiteral(TESSERA_CLI), QStringLiteral("render"), file, QStringLiteral("-o"),
                folder.filePath(QStringLiteral("a.png"))});
        QVERIFY(process.waitForStarted());
        const auto hasBegun = [&] {
            return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size() == 2;
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasBegun(), 30'000);
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGHUP), 0);
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGTERM), 0);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), SIGTERM); // not SIGHUP, which came first
    }

    void missingChunksEndQuietly()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("sparse.h5"));
        test::writeHdf5Array(
            test::toPath(file), {.shape = {200, 100, 4}, .chunk = {50, 50, 4}, .writtenTo = 50});
        const auto run = render(file, folder.filePath(QStringLiteral("a.png")));
        QCOMPARE(run.errors, QString());
        QCOMPARE(run.exitCode, 0);
    }

    void namesOfAnyScriptWork()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("Gewebe 組織")));
        const QString file = folder.filePath(QStringLiteral("Gewebe 組織/Prōbe é.h5"));
        const QString png = folder.filePath(QStringLiteral("Gewebe 組織/Bild ü.png"));
        writeVolume(file);
        QCOMPARE(render(file, png).exitCode, 0);
        QCOMPARE(pngBytes(png), rendered(file, defaultLook(2, {})));
    }

    void wrongWishEndsWithTwoAndWritesNothing_data()
    {
        QTest::addColumn<QString>("output");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        const QString png = QStringLiteral("a.png");
        QTest::addRow("slice beyond the last")
            << png << QStringList{QStringLiteral("--slice"), QStringLiteral("3")}
            << QStringLiteral("--slice 3");
        QTest::addRow("negative slice")
            << png << QStringList{QStringLiteral("--slice=-1")} << QStringLiteral("-1");
        QTest::addRow("time beyond the last")
            << png << QStringList{QStringLiteral("--time"), QStringLiteral("1")}
            << QStringLiteral("--time 1");
        QTest::addRow("slice that is no number")
            << png << QStringList{QStringLiteral("--slice"), QStringLiteral("top")}
            << QStringLiteral("--slice");
        QTest::addRow("unknown palette")
            << png << QStringList{QStringLiteral("--palette"), QStringLiteral("mauve")}
            << QStringLiteral("mauve");
        QTest::addRow("unknown extension")
            << QStringLiteral("a.bmp") << QStringList{} << QStringLiteral("a.bmp");
        QTest::addRow("level beyond the last")
            << png << QStringList{QStringLiteral("--level"), QStringLiteral("10")}
            << QStringLiteral("--level");
        QTest::addRow("memory that is no number")
            << png << QStringList{QStringLiteral("--memory"), QStringLiteral("much")}
            << QStringLiteral("--memory much");
        QTest::addRow("memory in an unknown unit")
            << png << QStringList{QStringLiteral("--memory"), QStringLiteral("64X")}
            << QStringLiteral("--memory 64X");
        QTest::addRow("no memory")
            << png << QStringList{QStringLiteral("--memory"), QStringLiteral("0")}
            << QStringLiteral("--memory 0");
        QTest::addRow("no threads")
            << png << QStringList{QStringLiteral("--threads"), QStringLiteral("0")}
            << QStringLiteral("--threads");
    }
    void wrongWishEndsWithTwoAndWritesNothing()
    {
        QFETCH(QString, output);
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("stack.h5"));
        writeVolume(file);
        const auto run = render(file, folder.filePath(output), arguments);
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.errors.contains(named), qPrintable(run.errors));
        QCOMPARE(
            QDir(folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("stack.h5")});
    }

    void failureEndsWithOneAndWritesNothing_data()
    {
        QTest::addColumn<QString>("location");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("named");
        QTest::addRow("missing file")
            << QStringLiteral("gone.h5") << QStringLiteral("a.png") << QStringLiteral("gone.h5");
        QTest::addRow("missing dataset") << QStringLiteral("stack.h5::/nothing")
                                         << QStringLiteral("a.png") << QStringLiteral("/nothing");
        QTest::addRow("missing folder of the output")
            << QStringLiteral("stack.h5") << QStringLiteral("gone/a.png")
            << QStringLiteral("a.png");
    }
    void failureEndsWithOneAndWritesNothing()
    {
        QFETCH(QString, location);
        QFETCH(QString, output);
        QFETCH(QString, named);
        const QTemporaryDir folder;
        writeVolume(folder.filePath(QStringLiteral("stack.h5")));
        const auto run = render(folder.filePath(location), folder.filePath(output));
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.contains(named), qPrintable(run.errors));
        QCOMPARE(
            QDir(folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("stack.h5")});
    }
};

QTEST_GUILESS_MAIN(TestCliRender)
#include "tst_cli_render.moc"
