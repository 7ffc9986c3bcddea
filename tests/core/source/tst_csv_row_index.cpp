// SPDX-License-Identifier: MIT
#include "core/source/csv_row_index.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

namespace {

constexpr std::size_t many = 100;

// "offset@line" of each row, the text fed in pieces of `size` bytes.
QString rowsIn(const std::string& text, std::size_t size)
{
    CsvRowIndex index(many);
    CsvRowFinder finder(index, 0);
    for (std::size_t next = 0; next < text.size(); next += size)
        finder.feed(std::string_view(text).substr(next, size));
    QStringList rows;
    for (std::uint64_t row = 0; row < index.rows(); ++row) {
        const CsvPlace place = index.nearestBefore(row);
        rows += QStringLiteral("%1@%2").arg(place.offset).arg(place.line);
    }
    return rows.join(QLatin1Char(' '));
}

CsvRowIndex indexOf(std::size_t maxPlaces, std::uint64_t rows)
{
    constexpr std::uint64_t rowBytes = 10;
    CsvRowIndex index(maxPlaces);
    for (std::uint64_t row = 0; row < rows; ++row)
        index.addRow(row * rowBytes, row + 1);
    return index;
}

} // namespace

class TestCsvRowIndex : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void findsWhereRowsBegin_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<QString>("rows");
        QTest::addRow("lines") << std::string("1 2\n3 4\n") << QStringLiteral("0@1 4@2");
        QTest::addRow("no final newline") << std::string("1\n2") << QStringLiteral("0@1 2@2");
        QTest::addRow("CRLF") << std::string("1\r\n2\r\n3") << QStringLiteral("0@1 3@2 6@3");
        QTest::addRow("CR") << std::string("1\r2\r3") << QStringLiteral("0@1 2@2 4@3");
        QTest::addRow("all kinds")
            << std::string("1\n2\r3\r\n\r4") << QStringLiteral("0@1 2@2 4@3 8@5");
        QTest::addRow("empty lines") << std::string("\n1\n\n \t\n2\n") << QStringLiteral("1@2 7@5");
        QTest::addRow("blanks first") << std::string("  1\n\t2\n") << QStringLiteral("0@1 4@2");
        QTest::addRow("comments") << std::string("# a\n1 # b\n #\n2\n")
                                  << QStringLiteral("4@2 13@4");
        QTest::addRow("nothing") << std::string() << QString();
        QTest::addRow("line ends only") << std::string("\n\r\n\r") << QString();
    }
    void findsWhereRowsBegin()
    {
        QFETCH(std::string, text);
        QFETCH(QString, rows);
        for (const std::size_t size : {100U, 1U, 2U, 3U})
            QCOMPARE(rowsIn(text, size), rows);
    }

    void staysSmall_data()
    {
        QTest::addColumn<int>("maxPlaces");
        QTest::addRow("even") << 8;
        QTest::addRow("odd") << 7;
        QTest::addRow("least") << 2;
    }
    void staysSmall()
    {
        QFETCH(int, maxPlaces);
        constexpr std::uint64_t rows = 1000;
        const auto index = indexOf(static_cast<std::size_t>(maxPlaces), rows);
        QCOMPARE(index.rows(), rows);
        QVERIFY(index.places() <= static_cast<std::size_t>(maxPlaces));
        for (std::uint64_t row = 0; row < rows; ++row) {
            const CsvPlace place = index.nearestBefore(row);
            QVERIFY(place.row <= row);
            QCOMPARE(place, (CsvPlace{place.row, place.row * 10, place.row + 1}));
            QVERIFY(index.endOf(row, rows * 10) >= (row + 1) * 10);
        }
        QCOMPARE(index.nearestBefore(0).row, std::uint64_t{0});
    }

    void tellsTheFirstLineThatIsNotLikeTheFirst_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<int>("line");
        QTest::addRow("none") << std::string("1 2\n3 4\n5 6\n") << 0;
        QTest::addRow("longer") << std::string("1 2\n3 4\n5 66\n7 8\n") << 3;
        QTest::addRow("shorter") << std::string("1 2\n3\n5 6\n") << 2;
        QTest::addRow("an empty line") << std::string("1 2\n\n3 4\n5 6\n") << 1;
        QTest::addRow("an empty line, then shorter") << std::string("11 2\n3 4\n\n5 66\n") << 2;
    }
    void tellsTheFirstLineThatIsNotLikeTheFirst()
    {
        QFETCH(std::string, text);
        QFETCH(int, line);
        CsvRowIndex index(many);
        CsvRowFinder(index, 0).feed(text);
        QCOMPARE(index.irregularLine(), static_cast<std::uint64_t>(line));
    }
};

QTEST_APPLESS_MAIN(TestCsvRowIndex)
#include "tst_csv_row_index.moc"
