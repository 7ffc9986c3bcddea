// SPDX-License-Identifier: MIT
// How an array is to be read, said on the command line.
#include "tests/app/npy_array.h"
#include "tests/app/program_run.h"
#include "tests/support/hdf5_array.h"
#include "tests/support/test_support.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace tessera;

namespace {

using Values = std::vector<double>;

constexpr std::size_t depth = 5;
constexpr std::size_t rows = 12;
constexpr std::size_t columns = 10;

test::ProgramRun runCli(const QStringList& arguments)
{
    return test::runProgram(QStringLiteral(TESSERA_CLI), arguments);
}

// Blue and green by the larger of two probabilities, as the palette "talk" has it.
void addPixel(QByteArray& picture, double first, double second)
{
    constexpr double full = 255;
    const bool isSecond = second > std::max(first, 0.0);
    const double best = std::clamp(std::max(first, second), 0.0, 1.0);
    const auto channel = static_cast<char>(static_cast<int>(full * best));
    picture.append('\0');
    picture.append(isSecond ? channel : '\0');
    picture.append(isSecond ? '\0' : channel);
}

} // namespace

class TestCliReading : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_volume = m_folder.filePath(QStringLiteral("volume.h5"));
        test::writeHdf5Array(test::toPath(m_volume), {.shape = {depth, rows, columns, 2}});
        m_values = test::readHdf5Array(test::toPath(m_volume));
    }

    void mistakesInUsageEndWithTwo_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* option, const char* value) {
            QTest::addRow("%s %s", option, value)
                << QString::fromLatin1(option) << QString::fromLatin1(value);
        };
        row("--axes", "zyyc");
        row("--axes", "zc");
        row("--axes", "zyxw");
        row("--scale", "more");
        row("--scale", "1..0");
        row("--scale", "0..");
        row("--scale", "nan..1");
        row("--scale", "0..inf");
        row("--scale", "-1e308..1e308");
        row("--scale", "0..5e-324");
        row("--plane", "zx");
    }
    void mistakesInUsageEndWithTwo()
    {
        QFETCH(QString, option);
        QFETCH(QString, value);
        const auto run = runCli({QStringLiteral("info"), option, value, m_volume});
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.errors.contains(option), qPrintable(run.errors));
    }

    void infoTellsHowItIsRead()
    {
        const auto run = runCli({QStringLiteral("info"), QStringLiteral("--json"),
            QStringLiteral("--axes"), QStringLiteral("zyxc"), QStringLiteral("--scale"),
            QStringLiteral("percent"), QStringLiteral("--plane"), QStringLiteral("xz"), m_volume});
        QCOMPARE(run.errors, QString());
        const auto info = QJsonDocument::fromJson(run.output).object();
        QCOMPARE(info[QStringLiteral("axes")].toString(), QStringLiteral("zyxc"));
        QVERIFY(!info[QStringLiteral("axes_reason")].toString().isEmpty());
        QVERIFY(info[QStringLiteral("axes_alternatives")].isArray());
        QCOMPARE(info[QStringLiteral("plane_axes")].toString(), QStringLiteral("xz"));
        QCOMPARE(info[QStringLiteral("rows")].toInt(), 5);
        QCOMPARE(info[QStringLiteral("columns")].toInt(), 10);
        QCOMPARE(info[QStringLiteral("slices")].toInt(), 12);
        const auto scale = info[QStringLiteral("scale")].toObject();
        QCOMPARE(scale[QStringLiteral("high")].toDouble(), 100.0);
        QCOMPARE(scale[QStringLiteral("activation")].toString(), QStringLiteral("none"));
        QCOMPARE(scale[QStringLiteral("binary")].toBool(), false);
    }

    void infoForAPersonTellsTheSame_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"axes        zyxc", "scale       0..1, softmax", "12 rows"})
            QTest::addRow("%s", text) << QByteArray(text);
    }
    void infoForAPersonTellsTheSame()
    {
        QFETCH(QByteArray, text);
        const auto run = runCli({QStringLiteral("info"), QStringLiteral("--axes"),
            QStringLiteral("zyxc"), QStringLiteral("--scale"), QStringLiteral("logits"), m_volume});
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(run.output.contains(text), run.output.constData());
    }

    void severalClassesAreNotBinary()
    {
        const auto run = runCli({QStringLiteral("info"), QStringLiteral("--binary"),
            QStringLiteral("--axes"), QStringLiteral("zyxc"), m_volume});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.contains(QStringLiteral("2 classes")), qPrintable(run.errors));
    }

    void rendersEveryPlane_data()
    {
        QTest::addColumn<QString>("plane");
        QTest::addRow("xy") << "xy";
        QTest::addRow("xz") << "xz";
        QTest::addRow("yz") << "yz";
    }
    void rendersEveryPlane()
    {
        QFETCH(QString, plane);
        const QString output = m_folder.filePath(QStringLiteral("picture.npy"));
        const auto run = runCli({QStringLiteral("render"), QStringLiteral("--axes"),
            QStringLiteral("zyxc"), QStringLiteral("--plane"), plane, QStringLiteral("--scale"),
            QStringLiteral("stored"), QStringLiteral("--palette"), QStringLiteral("talk"),
            QStringLiteral("--z"), QStringLiteral("3"), m_volume, QStringLiteral("-o"), output});
        QCOMPARE(run.errors, QString());
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(test::readNpy(test::toPath(output)).bytes, expected(plane.toStdString()));
    }

    void aSliceThatIsNotThereIsAMistake()
    {
        const auto run = runCli({QStringLiteral("render"), QStringLiteral("--axes"),
            QStringLiteral("zyxc"), QStringLiteral("--plane"), QStringLiteral("yz"),
            QStringLiteral("--z"), QStringLiteral("10"), m_volume, QStringLiteral("-o"),
            m_folder.filePath(QStringLiteral("none.npy"))});
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.errors.contains(QStringLiteral("0 to 9")), qPrintable(run.errors));
    }

    void aPlaneThatIsNotThereIsAMistake()
    {
        const auto run = runCli({QStringLiteral("render"), QStringLiteral("--axes"),
            QStringLiteral("tyxc"), QStringLiteral("--plane"), QStringLiteral("yz"), m_volume,
            QStringLiteral("-o"), m_folder.filePath(QStringLiteral("none.npy"))});
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.errors.contains(QStringLiteral("no plane yz")), qPrintable(run.errors));
    }

private:
    double valueAt(std::size_t z, std::size_t y, std::size_t x, std::size_t index) const
    {
        return m_values[((z * rows + y) * columns + x) * 2 + index];
    }

    QByteArray expected(const std::string& plane) const
    {
        constexpr std::size_t slice = 3;
        QByteArray picture;
        const std::size_t height = plane == "xy" ? rows : depth;
        const std::size_t width = plane == "yz" ? rows : columns;
        for (std::size_t row = 0; row < height; ++row)
            for (std::size_t column = 0; column < width; ++column) {
                const std::size_t z = plane == "xy" ? slice : row;
                const std::size_t y = plane == "xy" ? row : plane == "xz" ? slice : column;
                const std::size_t x = plane == "yz" ? slice : column;
                addPixel(picture, valueAt(z, y, x, 0), valueAt(z, y, x, 1));
            }
        return picture;
    }

    QTemporaryDir m_folder;
    QString m_volume;
    Values m_values;
};

QTEST_APPLESS_MAIN(TestCliReading)
#include "tst_cli_reading.moc"
