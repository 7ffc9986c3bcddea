// SPDX-License-Identifier: MIT
// tessera-cli render of files in which bytes were changed.
#include "tests/app/npy_array.h"
#include "tests/app/program_run.h"
#include "tests/support/hdf5_array.h"
#include "tests/support/hdf5_chunk.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cstdint>
#include <vector>

using namespace tessera;

namespace {

constexpr int rows = 96;
constexpr int columns = 128;

// Three rows and four columns of chunks; those with these numbers are damaged.
struct DamagedFile {
    explicit DamagedFile(const std::vector<std::uint64_t>& chunks)
    {
        test::writeHdf5Array(test::toPath(file),
            {.shape = {rows, columns, 3},
                .chunk = {32, 32, 3},
                .filters = {"deflate", "fletcher32"}});
        whole = renderedBytes();
        for (const std::uint64_t chunk : chunks)
            test::invertChunkByte(test::toPath(file), "/probabilities", chunk);
    }

    test::ProgramRun render(const QStringList& more = {}) const
    {
        return test::runProgram(QStringLiteral(TESSERA_CLI),
            QStringList{QStringLiteral("render"), file, QStringLiteral("-o"), picture} + more);
    }
    test::ProgramRun renderMarked(const QStringList& more = {}) const
    {
        return render(QStringList{QStringLiteral("--damaged"), QStringLiteral("mark")} + more);
    }
    QByteArray pictureBytes() const { return test::readNpy(test::toPath(picture)).bytes; }

    QTemporaryDir folder;
    QString file = folder.filePath(QStringLiteral("hurt.h5"));
    QString picture = folder.filePath(QStringLiteral("a.npy"));
    QByteArray whole; // the picture before the damage

private:
    QByteArray renderedBytes() const
    {
        render();
        const QByteArray bytes = pictureBytes();
        QFile::remove(picture);
        return bytes;
    }
};

// The picture with stripes over the chunk at this row and column.
QByteArray striped(QByteArray picture, int chunkRow, int chunkColumn)
{
    for (int row = chunkRow; row < chunkRow + 32; ++row)
        for (int column = chunkColumn; column < chunkColumn + 32; ++column)
            picture.replace((row * columns + column) * 3, 3,
                QByteArray(3, static_cast<char>((row + column) / 8 % 2 == 0 ? 64 : 160)));
    return picture;
}

} // namespace

class TestCliDamage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void aDamagedPictureIsRefused()
    {
        const DamagedFile hurt({6, 11});
        const auto run = hurt.render();
        QCOMPARE(run.exitCode, 3);
        QCOMPARE(QDir(hurt.folder.path()).entryList(QDir::Files | QDir::Hidden),
            QStringList{QStringLiteral("hurt.h5")});
        const QStringList lines = run.errors.trimmed().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[0].contains(QStringLiteral("no picture was written")), qPrintable(lines[0]));
        QVERIFY2(lines[1].startsWith(QStringLiteral("damaged: rows 32-63, columns 64-95: ")),
            qPrintable(lines[1]));
        QVERIFY2(lines[1].contains(QStringLiteral("32, 64, 0")), qPrintable(lines[1]));
        QVERIFY2(lines[2].startsWith(QStringLiteral("damaged: rows 64-95, columns 96-127: ")),
            qPrintable(lines[2]));
    }

    void aMarkedPictureIsWholeBesideTheDamage()
    {
        const DamagedFile hurt({6});
        const auto run = hurt.renderMarked();
        QCOMPARE(run.exitCode, 3);
        QCOMPARE(hurt.pictureBytes(), striped(hurt.whole, 32, 64));
        QVERIFY2(run.errors.startsWith(QStringLiteral("damaged: rows 32-63, columns 64-95: ")),
            qPrintable(run.errors));
    }

    void smallerPicturesAreMarkedToo()
    {
        const DamagedFile hurt({0});
        const auto run = hurt.renderMarked({QStringLiteral("--level"), QStringLiteral("1")});
        QCOMPARE(run.exitCode, 3);
        const QByteArray bytes = hurt.pictureBytes();
        QCOMPARE(bytes.size(), qsizetype{rows / 2 * columns / 2 * 3});
        QCOMPARE(bytes.left(3), QByteArray(3, 64));
        QCOMPARE(bytes.mid(8 * 3, 3), QByteArray(3, static_cast<char>(160)));
        QVERIFY(bytes.mid(16 * 3, 3) != QByteArray(3, 64));
    }

    void damageIsJson_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("hasError");
        QTest::addRow("refused") << QStringList{} << true;
        QTest::addRow("marked") << QStringList{QStringLiteral("--damaged"), QStringLiteral("mark")}
                                << false;
    }
    void damageIsJson()
    {
        QFETCH(QStringList, arguments);
        QFETCH(bool, hasError);
        const DamagedFile hurt({6});
        const auto run = hurt.render(arguments + QStringList{QStringLiteral("--json")});
        QCOMPARE(run.exitCode, 3);
        const QJsonObject figures = QJsonDocument::fromJson(run.output).object();
        QCOMPARE(figures.contains(QStringLiteral("error")), hasError);
        const QJsonArray damaged = figures[QStringLiteral("damaged")].toArray();
        QCOMPARE(damaged.size(), 1);
        const QJsonObject part = damaged[0].toObject();
        QCOMPARE(part[QStringLiteral("row")].toInt(), 32);
        QCOMPARE(part[QStringLiteral("column")].toInt(), 64);
        QCOMPARE(part[QStringLiteral("rows")].toInt(), 32);
        QCOMPARE(part[QStringLiteral("columns")].toInt(), 32);
        QVERIFY(part[QStringLiteral("reason")].toString().contains(QStringLiteral("32, 64, 0")));
    }

    void anotherChoiceIsRefused()
    {
        const DamagedFile hurt({});
        const auto run = hurt.render({QStringLiteral("--damaged"), QStringLiteral("hide")});
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.errors.contains(QStringLiteral("--damaged")), qPrintable(run.errors));
    }

    void aWholeFileEndsWithNothing()
    {
        const DamagedFile whole({});
        const auto run = whole.renderMarked();
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.errors, QString());
        QCOMPARE(whole.pictureBytes(), whole.whole);
    }
};

QTEST_GUILESS_MAIN(TestCliDamage)
#include "tst_cli_damage.moc"
