// SPDX-License-Identifier: MIT
#include "core/source/csv_source.h"

#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tessera;

using Files = QMap<QString, QByteArray>;

namespace {

constexpr ByteCount enough = megabytes(100);

Result<std::shared_ptr<const CsvSource>> open(const std::filesystem::path& path,
    ByteCount limit = enough, const OpenProgress& progress = {}, const std::stop_token& stop = {})
{
    return CsvSource::open(path, limit, progress, stop);
}

double valueAt(const SampleView& view, std::int64_t row, std::int64_t column, std::int64_t k)
{
    return view.row<double>(row)[column * view.columnStride + k * view.classStride];
}

// 200 000 rows of "0.25", more than one piece of text.
QByteArray longColumn()
{
    return QByteArray("0.250000000000000000e+00\n").repeated(200'000);
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
        bad("more rows", "1 2\n3 4\n5 6\n", "1.csv has more values (by line 4), but 0.csv has 2 ");
        bad("fewer rows", "1 2\n", "1.csv has 1 rows and 2 columns, but 0.csv has 2 rows");
        bad("gzip", "\x1F\x8B\x08\x01xxxx", "1.csv is compressed with gzip; unpack it first.");
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

    void explainsTheNamingForALoneFile()
    {
        write({{QStringLiteral("table.csv"), "1 2\n"}});
        QCOMPARE(test::errorOf(open(folder() / "table.csv")),
            QStringLiteral("table.csv is not one of a series of class files: a CSV volume is a "
                           "folder of 0.csv, 1.csv, 2.csv … with one class each."));
    }

    void refusesBeforeItHoldsTooMuch()
    {
        write({{QStringLiteral("0.csv"), longColumn()}, {QStringLiteral("1.csv"), longColumn()}});
        const auto source = open(folder(), megabytes(2));
        QVERIFY(!source);
        QCOMPARE(source.error().code, ErrorCode::TooLarge);
        QVERIFY(test::errorOf(source).contains(
            QStringLiteral("needs about 4.80 MB of memory, but only 2.00 MB may be used")));
    }

    void fitsExactly()
    {
        write({{QStringLiteral("0.csv"), longColumn()}, {QStringLiteral("1.csv"), longColumn()}});
        QCOMPARE(test::errorOf(open(folder(), {3 * 200'000 * 8})), QString());
        QVERIFY(!open(folder(), {3 * 200'000 * 8 - 1}));
    }

    void tellsItsProgress()
    {
        write({{QStringLiteral("0.csv"), longColumn()}});
        std::vector<double> told;
        QVERIFY(open(folder(), enough, [&](double done) { told.push_back(done); }));
        QVERIFY(told.size() > 1);
        QVERIFY(std::ranges::is_sorted(told));
        QCOMPARE(told.back(), 1.0);
    }

    void stopsWhenAsked()
    {
        write({{QStringLiteral("0.csv"), longColumn()}});
        std::stop_source stop;
        const auto source =
            open(folder(), enough, [&](double) { stop.request_stop(); }, stop.get_token());
        QVERIFY(!source);
        QCOMPARE(source.error().code, ErrorCode::Cancelled);
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
