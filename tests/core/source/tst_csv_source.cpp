// SPDX-License-Identifier: MIT
#include "core/source/csv_source.h"

#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace tessera;

using Files = QMap<QString, QByteArray>;

namespace {

Result<std::shared_ptr<const VolumeSource>> open(const std::filesystem::path& path,
    const OpenProgress& progress = {}, const std::stop_token& stop = {})
{
    auto volume = openVolume({path, {}}, megabytes(50), progress, stop);
    if (!volume)
        return std::unexpected(volume.error());
    return test::asStored(*volume);
}

double valueAt(const SampleView& view, std::int64_t row, std::int64_t column, std::int64_t k)
{
    return view.row<double>(row)[column * view.columnStride + k * view.classStride];
}

constexpr int longRows = 20'000; // more than the first piece of text

// Rows of "0.25 0.5", all of the same length.
QByteArray evenLines()
{
    return QByteArray("0.250000000000000000e+00 5.000000000000000000e-01\n").repeated(longRows);
}

// Rows of "1 2" and "10 20" in turns.
QByteArray unevenLines()
{
    return QByteArray("1 2\n10 20\n").repeated(longRows / 2);
}

// The values of one row.
std::vector<double> rowOf(const VolumeSource& source, std::int64_t row)
{
    ReadScratch scratch;
    const auto samples = source.read({{}, row, 0, 1, source.info().plane.columns}, scratch, {});
    if (!samples)
        return {};
    const auto* const values = samples->view.row<double>(0);
    return {values, values + source.info().plane.columns};
}

QString errorOfRow(const VolumeSource& source, std::int64_t row)
{
    ReadScratch scratch;
    return test::errorOf(source.read({{}, row, 0, 1, source.info().plane.columns}, scratch, {}));
}

} // namespace

class TestCsvSource : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void opensOneFileAClass()
    {
        write({{QStringLiteral("0.csv"), "0 1 2\n3 4 5\n"},
            {QStringLiteral("1.csv"),
                "\xEF\xBB\xBF"
                "10,11,12\r\n13,14,15"},
            {QStringLiteral("notes.csv"), "not numbers"}});
        const auto source = open(folder());
        QCOMPARE(test::errorOf(source), QString());
        const auto& info = (*source)->info();
        QCOMPARE(info.path, folder());
        QCOMPARE(info.shape, (std::vector<std::uint64_t>{2, 2, 3}));
        QCOMPARE(info.plane, (PlaneShape{2, 3}));
        QCOMPARE(info.classes, 2);
        QCOMPARE(QString::fromStdString(info.storage), QStringLiteral("2 text files"));
        QCOMPARE(info.version.bytes, std::uint64_t{12 + 21});

        ReadScratch scratch;
        const auto samples = (*source)->read({{}, 0, 1, 2, 2, 1}, scratch, {});
        QVERIFY(samples);
        QCOMPARE(valueAt(samples->view, 0, 0, 0), 1.0);
        QCOMPARE(valueAt(samples->view, 1, 1, 1), 15.0);
        QCOMPARE(samples->bytesRead, (ByteCount{2 * 2 * 2 * 8}));
    }

    void readsEveryOtherRow()
    {
        write({{QStringLiteral("0.csv"), "0\n1\n2\n3\n4\n"}});
        const auto source = open(folder());
        ReadScratch scratch;
        const auto samples = (*source)->read({{}, 1, 0, 2, 1, 2}, scratch, {});
        QVERIFY(samples);
        QCOMPARE(valueAt(samples->view, 0, 0, 0), 1.0);
        QCOMPARE(valueAt(samples->view, 1, 0, 0), 3.0);
    }

    void takesTheSeriesOfTheFile_data()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QString>("opened"); // empty: the folder
        QTest::addColumn<int>("classes");
        const QByteArray one("1 2\n");
        QTest::addRow("any file") << Files{{QStringLiteral("0.csv"), one},
            {QStringLiteral("1.csv"), one}, {QStringLiteral("2.csv"), one}}
                                  << QStringLiteral("1.csv") << 3;
        QTest::addRow("prefix") << Files{{QStringLiteral("class_0.csv"), one},
            {QStringLiteral("class_1.csv"), one}}
                                << QString() << 2;
        QTest::addRow("plain numbers first") << Files{{QStringLiteral("0.csv"), one},
            {QStringLiteral("a0.csv"), one}, {QStringLiteral("a1.csv"), one}}
                                             << QString() << 1;
        QTest::addRow("the one of the file") << Files{{QStringLiteral("0.csv"), one},
            {QStringLiteral("a0.csv"), one}, {QStringLiteral("a1.csv"), one}}
                                             << QStringLiteral("a1.csv") << 2;
        QTest::addRow("padded, upper case, text")
            << Files{{QStringLiteral("00.txt"), one}, {QStringLiteral("01.TXT"), one}} << QString()
            << 2;
    }
    void takesTheSeriesOfTheFile()
    {
        QFETCH(Files, files);
        QFETCH(QString, opened);
        QFETCH(int, classes);
        write(files);
        const auto source = open(folder() / opened.toStdString());
        QCOMPARE(test::errorOf(source), QString());
        QCOMPARE((*source)->info().classes, classes);
    }

    void ordersClassesByNumber()
    {
        Files files;
        for (int k = 0; k < 12; ++k)
            files[QStringLiteral("%1.csv").arg(k)] = QByteArray::number(k);
        write(files);
        const auto source = open(folder());
        ReadScratch scratch;
        const auto samples = (*source)->read({{}, 0, 0, 1, 1, 1}, scratch, {});
        QVERIFY(samples);
        QCOMPARE(valueAt(samples->view, 0, 0, 2), 2.0);
        QCOMPARE(valueAt(samples->view, 0, 0, 11), 11.0);
    }

    void refusesWithASentence_data()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QString>("message"); // its start
        const QByteArray good("1 2\n3 4\n");
        const auto bad = [&](const char* row, const QByteArray& content, const char* message) {
            QTest::addRow("%s", row)
                << Files{{QStringLiteral("0.csv"), good}, {QStringLiteral("1.csv"), content}}
                << QString::fromUtf8(message);
        };
        bad("ragged", "1 2\n3\n",
            "1.csv, line 2, column 2 (counted in values): the row has 1 values, the first row 2.");
        bad("text", "1 2\n3 cat\n",
            "1.csv, line 2, column 2 (counted in values): “cat” is not a number.");
        bad("empty", "", "1.csv is empty");
        bad("only a comment", "# x\n\n", "1.csv holds no values");
        bad("transposed rows", "1 2 3 4\n", "1.csv has 1 rows and 4 columns, but 0.csv has 2 rows");
        bad("more rows", "1 2\n3 4\n5 6\n", "1.csv has 3 rows and 2 columns, but 0.csv has 2 rows");
        bad("fewer rows", "1 2\n", "1.csv has 1 rows and 2 columns, but 0.csv has 2 rows");
        bad("damaged gzip", "\x1F\x8B\x08\x01xxxx", "1.csv cannot be unpacked: its gzip data are");
        bad("zip", "PK\x03\x04xxxx", "1.csv is a ZIP archive; unpack it first.");
        bad("UTF-16",
            "\xFF\xFE"
            "1",
            "1.csv is UTF-16 text; save it as plain text.");
        bad("binary", QByteArray("1\0002", 3), "1.csv is binary or UTF-16, not plain text");
        QTest::addRow("a gap") << Files{{QStringLiteral("0.csv"), good},
            {QStringLiteral("1.csv"), good}, {QStringLiteral("3.csv"), good}}
                               << QStringLiteral("2.csv is missing beside 3.csv: a CSV volume is");
        QTest::addRow("no first") << Files{{QStringLiteral("1.csv"), good}}
                                  << QStringLiteral("0.csv is missing beside 1.csv: ");
        QTest::addRow("twice") << Files{{QStringLiteral("0.csv"), good},
            {QStringLiteral("00.csv"), good}}
                               << QStringLiteral("0");
        QTest::addRow("nothing") << Files{{QStringLiteral("table.csv"), good}}
                                 << QStringLiteral("The folder ");
        QTest::addRow("two series")
            << Files{{QStringLiteral("a0.csv"), good}, {QStringLiteral("b0.csv"), good}}
            << QStringLiteral("The folder ");
    }
    void refusesWithASentence()
    {
        QFETCH(Files, files);
        QFETCH(QString, message);
        write(files);
        QCOMPARE(test::errorOf(open(folder())).left(message.size()), message);
    }

    void aFileOfItsOwnIsItsOwnVolume_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("classes");
        const QByteArray matrix(".5 .25\n.5 .5\n");
        const QByteArray table("y,x,a,b\n0,0,1,0\n0,1,0,1\n");
        QTest::addRow("not numbered") << QStringLiteral("p.csv") << matrix << 1;
        QTest::addRow("numbered for another reason")
            << QStringLiteral("run_2024.csv") << matrix << 1;
        QTest::addRow("a table") << QStringLiteral("table.tsv") << table << 2;
        QTest::addRow("a table that is numbered") << QStringLiteral("0.csv") << table << 2;
        QTest::addRow("of another name") << QStringLiteral("table.dat") << matrix << 1;
        QTest::addRow("of no name") << QStringLiteral("table") << table << 2;
    }
    void aFileOfItsOwnIsItsOwnVolume()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        QFETCH(int, classes);
        write({{name, text}, {QStringLiteral("1.csv"), "1 2\n"}});
        const auto source = open(folder() / name.toStdString());
        QCOMPARE(test::errorOf(source), QString());
        QCOMPARE((*source)->info().path, folder() / name.toStdString());
        QCOMPARE((*source)->info().classes, classes);
    }

    void readsEveryDialectOfClassFiles_data()
    {
        QTest::addColumn<QByteArray>("text"); // of the second
        QTest::addRow("decimal commas") << QByteArray("0,5;0,25\n1;0\n");
        QTest::addRow("decimal commas and tabs") << QByteArray("0,5\t0,25\n1\t0\n");
        QTest::addRow("decimal commas and blanks") << QByteArray("0,5 0,25\n1 0\n");
        QTest::addRow("quotes") << QByteArray("\"0.5\",\"0.25\"\n\"1\",\"0\"\n");
        QTest::addRow("commas at line ends") << QByteArray("0.5,0.25,\n1,0,\n");
    }
    void readsEveryDialectOfClassFiles()
    {
        QFETCH(QByteArray, text);
        write({{QStringLiteral("0.csv"), ".5 .5\n.5 .5\n"}, {QStringLiteral("1.csv"), text}});
        const auto source = open(folder());
        QCOMPARE(test::errorOf(source), QString());
        QCOMPARE((*source)->info().shape, (std::vector<std::uint64_t>{2, 2, 2}));
        ReadScratch scratch;
        const auto samples = (*source)->read({{}, 0, 0, 2, 2, 1}, scratch, {});
        QCOMPARE(test::errorOf(samples), QString());
        QCOMPARE(valueAt(samples->view, 0, 0, 0), .5);
        QCOMPARE(valueAt(samples->view, 0, 0, 1), .5);
        QCOMPARE(valueAt(samples->view, 0, 1, 1), .25);
        QCOMPARE(valueAt(samples->view, 1, 0, 1), 1.0);
    }

    void takesClassNamesOfFileNames_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("opened"); // empty: the folder
        QTest::addColumn<QStringList>("names");
        const QStringList glassFirst{QStringLiteral("glass"), QStringLiteral("blue steel")};
        const QStringList numbered{
            QStringLiteral("0_glass.csv"), QStringLiteral("1_blue_steel.csv")};
        QTest::addRow("behind numbers") << numbered << QString() << glassFirst;
        QTest::addRow("one of them")
            << numbered << QStringLiteral("1_blue_steel.csv") << glassFirst;
        QTest::addRow("with digits")
            << QStringList{QStringLiteral("0_phase1.txt"), QStringLiteral("1_phase2.txt")}
            << QString() << QStringList{QStringLiteral("phase1"), QStringLiteral("phase2")};
        QTest::addRow("behind “class”")
            << QStringList{QStringLiteral("class_steel.csv"), QStringLiteral("class_glass.csv")}
            << QString() << QStringList{QStringLiteral("glass"), QStringLiteral("steel")};
        QTest::addRow("only numbers")
            << QStringList{QStringLiteral("class_0.csv"), QStringLiteral("class_1.csv")}
            << QString() << QStringList();
    }
    void takesClassNamesOfFileNames()
    {
        QFETCH(QStringList, files);
        QFETCH(QString, opened);
        QFETCH(QStringList, names);
        write({{files[0], ".5 .5\n"}, {files[1], ".5 .5\n"}});
        const auto source = open(folder() / opened.toStdString());
        QCOMPARE(test::errorOf(source), QString());
        QCOMPARE((*source)->info().classes, 2);
        QStringList found;
        for (const auto& name : (*source)->info().hints.classNames)
            found << QString::fromStdString(name);
        QCOMPARE(found, names);
    }

    void readsAnyPartOfAnyLines_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<std::vector<double>>("even");
        QTest::addColumn<std::vector<double>>("odd");
        const std::vector<double> quarter{0.25, 0.5};
        const std::vector<double> one{1, 2};
        const std::vector<double> ten{10, 20};
        QTest::addRow("even lines") << evenLines() << quarter << quarter;
        QTest::addRow("uneven lines") << unevenLines() << one << ten;
        QTest::addRow("no final newline") << evenLines().chopped(1) << quarter << quarter;
        QTest::addRow("CRLF") << evenLines().replace('\n', "\r\n") << quarter << quarter;
        QTest::addRow("CR") << evenLines().replace('\n', '\r') << quarter << quarter;
        QTest::addRow("CRLF, uneven") << unevenLines().replace('\n', "\r\n") << one << ten;
        QTest::addRow("a mark first") << "\xEF\xBB\xBF" + evenLines() << quarter << quarter;
        QTest::addRow("a comment first") << "# p\n" + evenLines() << quarter << quarter;
        QTest::addRow("empty lines between") << unevenLines().replace('\n', "\n \n") << one << ten;
        QTest::addRow("comments between") << unevenLines().replace('\n', " # x\n#\n") << one << ten;
        QTest::addRow("leading pluses") << evenLines().replace("0.", "+.") << quarter << quarter;
    }
    void readsAnyPartOfAnyLines()
    {
        QFETCH(QByteArray, text);
        QFETCH(std::vector<double>, even);
        QFETCH(std::vector<double>, odd);
        write({{QStringLiteral("0.csv"), text}, {QStringLiteral("1.csv"), text}});
        const auto source = open(folder());
        QCOMPARE(test::errorOf(source), QString());
        QCOMPARE((*source)->info().plane, (PlaneShape{longRows, 2}));
        QCOMPARE(rowOf(**source, 0), even);
        QCOMPARE(rowOf(**source, longRows - 1), odd);
        QCOMPARE(rowOf(**source, 4321), odd);
        ReadScratch scratch;
        const auto samples = (*source)->read({{}, 11'000, 1, 3, 1, 3, {1, 2}}, scratch, {});
        QCOMPARE(test::errorOf(samples), QString());
        QCOMPARE(samples->view.classes, 1);
        QCOMPARE(valueAt(samples->view, 0, 0, 0), even[1]);
        QCOMPARE(valueAt(samples->view, 1, 0, 0), odd[1]);
        QCOMPARE(valueAt(samples->view, 2, 0, 0), even[1]);
    }

    void whatIsWrongFarBelowIsSaidWhereItIsRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("offset");
        QTest::addColumn<QByteArray>("inserted"); // over what stands there
        QTest::addColumn<QString>("message"); // its start
        const auto where = QStringLiteral("0.csv, line 15001, column ");
        constexpr int evenBytes = 50;
        constexpr int unevenBytes = 10; // two lines
        QTest::addRow("a word, even lines")
            << evenLines() << 15'000 * evenBytes << QByteArray("cat ")
            << where + QStringLiteral("1 (counted in values): “cat” is not a number.");
        QTest::addRow("a word, uneven lines")
            << unevenLines() << 7'500 * unevenBytes << QByteArray("x")
            << where + QStringLiteral("1 (counted in values): “x” is not a number.");
        QTest::addRow("a missing value")
            << evenLines() << 15'000 * evenBytes + 24 << QByteArray("1")
            << where + QStringLiteral("1 (counted in values): “0.250000000000000000e+00…” is not");
        QTest::addRow("a comment") << evenLines() << 15'000 * evenBytes + 24 << QByteArray("#")
                                   << where
                + QStringLiteral("2 (counted in values): the row has 1 values, the first row 2.");
    }
    void whatIsWrongFarBelowIsSaidWhereItIsRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, offset);
        QFETCH(QByteArray, inserted);
        QFETCH(QString, message);
        write({{QStringLiteral("0.csv"), text.replace(offset, inserted.size(), inserted)}});
        const auto source = open(folder());
        QCOMPARE(test::errorOf(source), QString());
        QCOMPARE(errorOfRow(**source, 14'999), QString());
        QCOMPARE(errorOfRow(**source, 15'000).left(message.size()), message);
        QCOMPARE(errorOfRow(**source, 15'001), QString());
    }

    // The file's size tells of no change, and the rows are as many as it says.
    void aLineEndThatMovedIsFound()
    {
        QByteArray text = evenLines();
        text.replace(15'000 * 50 + 47, 3, "1\n\n"); // "e-1" and an empty line
        write({{QStringLiteral("0.csv"), text}});
        const auto source = open(folder());
        QCOMPARE(test::errorOf(source), QString());
        QCOMPARE(rowOf(**source, 15'000), (std::vector{0.25, 0.5}));
        QCOMPARE(rowOf(**source, 15'001), (std::vector{0.25, 0.5}));
        QCOMPARE(errorOfRow(**source, 20'000 - 1), QString());
    }

    void aClaimThatDoesNotHoldIsAnError()
    {
        QByteArray text = evenLines();
        text[15'000 * 50 + 24] = '\n'; // one row becomes two
        write({{QStringLiteral("0.csv"), text}});
        const auto source = open(folder());
        QCOMPARE(test::errorOf(source), QString());
        const auto message = QStringLiteral(
            "0.csv has 20001 rows, not 20000 as its first line and its size say: line 15001 is not "
            "as long as those before it; if another program has just written the file, open it "
            "again.");
        QCOMPARE(rowOf(**source, 3), (std::vector{0.25, 0.5}));
        QCOMPARE(errorOfRow(**source, 15'000), message);
        QCOMPARE(errorOfRow(**source, 3), message);
    }

    void aFileThatChangesIsAnError()
    {
        write({{QStringLiteral("0.csv"), evenLines()}});
        const auto source = open(folder());
        QVERIFY(source);
        std::filesystem::resize_file(folder() / "0.csv", 1000);
        QVERIFY(errorOfRow(**source, 15'000)
                .startsWith(QStringLiteral("0.csv was changed by another")));
    }

    void opensWithoutReadingItAll()
    {
        write({{QStringLiteral("0.csv"), evenLines()}});
        AlignedBuffer::resetPeak();
        const auto before = AlignedBuffer::peakBytes();
        bool isTold = false;
        const auto source = open(folder(), [&](double) { isTold = true; });
        QVERIFY(source);
        QVERIFY(!isTold);
        QVERIFY(AlignedBuffer::peakBytes() - before <= ByteCount{512 << 10});
        QCOMPARE(AlignedBuffer::heldBytes(), before);
    }

    void opensMoreFilesThanMayBeHeldOpen()
    {
        Files files;
        for (int k = 0; k < 300; ++k)
            files[QStringLiteral("%1.csv").arg(k)] = QByteArray::number(k) + " 2\n";
        write(files);
        const auto source = open(folder());
        QCOMPARE(test::errorOf(source), QString());
        ReadScratch scratch;
        const auto samples = (*source)->read({{}, 0, 0, 1, 1, 1, {290, 300}}, scratch, {});
        QCOMPARE(test::errorOf(samples), QString());
        QCOMPARE(valueAt(samples->view, 0, 0, 9), 299.0);
        test::writeFile(folder() / "299.csv", "299 2 \n");
        QCOMPARE(test::errorOf((*source)->read({{}, 0, 0, 1, 1, 1, {290, 300}}, scratch, {})),
            QStringLiteral("299.csv was changed by another program since it was opened; reload "
                           "it."));
    }

    void tellsItsProgress()
    {
        const QByteArray text = unevenLines().repeated(6);
        write({{QStringLiteral("0.csv"), text}, {QStringLiteral("1.csv"), text}});
        std::vector<double> told;
        QVERIFY(open(folder(), [&](double done) { told.push_back(done); }));
        QVERIFY(told.size() > 1);
        QVERIFY(std::ranges::is_sorted(told));
        QCOMPARE(told.back(), 1.0);
    }

    void stopsWhenAsked()
    {
        write({{QStringLiteral("0.csv"), unevenLines().repeated(6)}});
        std::stop_source stop;
        const auto source = open(folder(), [&](double) { stop.request_stop(); }, stop.get_token());
        QVERIFY(!source);
        QCOMPARE(source.error().code, ErrorCode::Cancelled);
    }

    void readsStopWhenAsked()
    {
        write({{QStringLiteral("0.csv"), evenLines()}});
        const auto source = open(folder());
        QVERIFY(source);
        std::stop_source stop;
        stop.request_stop();
        ReadScratch scratch;
        const auto samples = (*source)->read({{}, 0, 0, 9, 1}, scratch, stop.get_token());
        QVERIFY(!samples);
        QCOMPARE(samples.error().code, ErrorCode::Cancelled);
    }

private:
    std::filesystem::path folder() const { return test::toPath(m_folder->path()); }
    void write(const Files& files) const
    {
        for (auto file = files.begin(); file != files.end(); ++file)
            test::writeFile(folder() / file.key().toStdString(), file.value());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestCsvSource)
#include "tst_csv_source.moc"
