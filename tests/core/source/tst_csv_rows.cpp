// SPDX-License-Identifier: MIT
#include "core/source/csv_rows.h"

#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <random>
#include <vector>

using namespace tessera;

namespace {

constexpr std::size_t places = 16; // so that most rows lie between two of them
constexpr std::size_t smallBuffer = 4096; // so that rows are longer
constexpr unsigned seed = 20260731;

// What is different in the texts of a row of tests.
struct Style {
    const char* separator = " ";
    const char* lineEnd = "\n";
    const char* before = ""; // each line
    const char* after = ""; // each value
    const char* between = ""; // two lines
    bool isEven = false;
};

QByteArray numberFrom(std::mt19937& random, bool isEven)
{
    const double value = static_cast<double>(random() % 1000) / 999;
    const bool isLong = isEven || random() % 2 == 0;
    const bool isNegative = !isEven && random() % 7 == 0;
    return (isNegative ? "-" : "")
        + (isLong ? QByteArray::number(value, 'e', 18) : QByteArray::number(value, 'g', 3));
}

QByteArray textOf(const Style& style, int rows, int columns)
{
    std::mt19937 random(seed);
    QByteArray text;
    for (int row = 0; row < rows; ++row) {
        QByteArrayList values;
        for (int column = 0; column < columns; ++column)
            values += numberFrom(random, style.isEven) + style.after;
        text += style.before + values.join(style.separator) + style.lineEnd + style.between;
    }
    return text;
}

// All values, by the parser alone.
std::vector<double> parsed(const QByteArray& text)
{
    CsvParser parser;
    if (!parser.parse({text.constData(), static_cast<std::size_t>(text.size())}, true))
        return {};
    return parser.values();
}

std::vector<double> part(
    const std::vector<double>& values, std::uint64_t columns, const CsvRegion& region)
{
    std::vector<double> wanted;
    for (std::uint64_t index = 0; index < region.rows; ++index)
        for (std::uint64_t column = 0; column < region.columns.count; ++column)
            wanted.push_back(values[region.rowAt(index) * columns + region.columns.first + column]);
    return wanted;
}

CsvRegion regionFrom(std::mt19937& random, std::uint64_t rows, std::uint64_t columns)
{
    CsvRegion region;
    region.row = random() % rows;
    region.rowStep = 1 + random() % 3;
    region.rows = 1 + random() % std::min<std::uint64_t>(20, 1 + (rows - 1 - region.row) / 3);
    region.columns.first = random() % 2 == 0 ? 0 : random() % columns;
    const std::uint64_t left = columns - region.columns.first;
    region.columns.count = random() % 2 == 0 ? left : 1 + random() % left;
    return region;
}

} // namespace

Q_DECLARE_METATYPE(Style)

class TestCsvRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void readsWhatTheParserReads_data()
    {
        QTest::addColumn<Style>("style");
        QTest::addColumn<int>("columns");
        static const QByteArray longComment = '#' + QByteArray(9000, ' ') + '\n';
        QTest::addRow("savetxt") << Style{.isEven = true} << 11;
        QTest::addRow("savetxt, long lines") << Style{.isEven = true} << 400;
        QTest::addRow("savetxt, one column") << Style{.isEven = true} << 1;
        QTest::addRow("savetxt, CRLF") << Style{.lineEnd = "\r\n", .isEven = true} << 11;
        QTest::addRow("blanks") << Style{} << 11;
        QTest::addRow("blanks, long lines") << Style{} << 400;
        QTest::addRow("one column") << Style{} << 1;
        QTest::addRow("tabs") << Style{.separator = "\t"} << 130;
        QTest::addRow("many blanks") << Style{.separator = " \t  ", .before = "  "} << 130;
        QTest::addRow("commas") << Style{.separator = ","} << 130;
        QTest::addRow("commas and blanks") << Style{.separator = ", ", .after = " "} << 130;
        QTest::addRow("semicolons") << Style{.separator = ";", .lineEnd = "\r"} << 130;
        QTest::addRow("comments between") << Style{.between = " # 1 2\n\n"} << 130;
        QTest::addRow("comments behind") << Style{.lineEnd = " # x, y\n"} << 130;
        QTest::addRow("long comments") << Style{.between = longComment.constData()} << 3;
        QTest::addRow("pluses") << Style{.separator = " +", .before = "+", .isEven = true} << 20;
    }
    void readsWhatTheParserReads()
    {
        QFETCH(Style, style);
        QFETCH(int, columns);
        constexpr int rows = 90;
        const QByteArray text = textOf(style, rows, columns);
        const auto all = parsed(text);
        QCOMPARE(all.size(), static_cast<std::size_t>(rows * columns));
        test::writeFile(path(), text);
        const auto file = PositionedFile::open(path());
        QVERIFY(file);
        const auto head = readCsvHead(*file);
        QVERIFY(head);
        const auto index = indexCsvRows(*file, places, [](ByteCount) -> Result<> { return {}; });
        QVERIFY(index);
        QCOMPARE(index->rows(), static_cast<std::uint64_t>(rows));

        std::mt19937 random(seed);
        std::vector<char> buffer(smallBuffer);
        for (int turn = 0; turn < 100; ++turn) {
            const CsvRegion region = regionFrom(random, rows, head->form.columns);
            std::vector<double> values(region.rows * region.columns.count);
            CsvRows reader(*file, head->form, buffer);
            QCOMPARE(test::errorOf(reader.read(region, *index, values, {})), QString());
            QCOMPARE(values, part(all, head->form.columns, region));
        }
    }

    void aStrideReadsTheSame_data()
    {
        QTest::addColumn<Style>("style");
        QTest::addColumn<int>("columns");
        QTest::addRow("savetxt") << Style{.isEven = true} << 50;
        QTest::addRow("long lines") << Style{.isEven = true} << 400;
        QTest::addRow("CRLF") << Style{.lineEnd = "\r\n", .isEven = true} << 50;
        QTest::addRow("commas") << Style{.separator = ", ", .isEven = true} << 50;
        QTest::addRow("comments behind") << Style{.lineEnd = " # x\n", .isEven = true} << 50;
        QTest::addRow("pluses") << Style{.separator = " +", .before = "+", .isEven = true} << 50;
    }
    void aStrideReadsTheSame()
    {
        QFETCH(Style, style);
        QFETCH(int, columns);
        constexpr int rows = 90;
        const QByteArray text = textOf(style, rows, columns);
        const auto all = parsed(text);
        test::writeFile(path(), text);
        const auto file = PositionedFile::open(path());
        QVERIFY(file);
        const auto head = readCsvHead(*file);
        QVERIFY(head && head->stride);
        QCOMPARE(head->stride->rows, static_cast<std::uint64_t>(rows));

        std::mt19937 random(seed);
        std::vector<char> buffer(smallBuffer);
        for (int turn = 0; turn < 100; ++turn) {
            const CsvRegion region = regionFrom(random, rows, head->form.columns);
            std::vector<double> values(region.rows * region.columns.count);
            CsvRows reader(*file, head->form, buffer);
            QVERIFY(reader.read(region, *head->stride, values, {}).value_or(false));
            QCOMPARE(values, part(all, head->form.columns, region));
        }
    }

private:
    std::filesystem::path path() const { return test::toPath(m_folder->path()) / "0.csv"; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestCsvRows)
#include "tst_csv_rows.moc"
