// SPDX-License-Identifier: MIT
#include "core/source/csv_parser.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace tessera;

namespace {

// Feeds `text` in pieces of `size` bytes, as a file reader does; "rows×columns: values" or
// "line,column: what".
QString parsed(const QByteArray& text, qsizetype size)
{
    CsvParser parser;
    std::string held;
    qsizetype next = 0;
    while (true) {
        const auto count = std::min(size, text.size() - next);
        held.append(text.constData() + next, static_cast<std::size_t>(count));
        next += count;
        const bool isLast = next == text.size();
        const auto done = parser.parse(held, isLast);
        if (!done)
            return QStringLiteral("%1,%2: %3")
                .arg(done.error().line)
                .arg(done.error().column)
                .arg(QString::fromStdString(done.error().what));
        held.erase(0, *done);
        if (isLast)
            break;
    }
    QStringList numbers;
    for (const double value : parser.values())
        numbers += QString::number(value, 'g', 17);
    return QStringLiteral("%1×%2: %3")
        .arg(parser.rows())
        .arg(parser.columns())
        .arg(numbers.join(QLatin1Char(' ')));
}

} // namespace

class TestCsvParser : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void readsWhatToolsWrite_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto twoByThree = QStringLiteral("2×3: 1 2 3 4 5 6");
        QTest::addColumn<QString>("result");
        QTest::addRow("spaces") << QByteArray("1 2 3\n4 5 6\n") << twoByThree;
        QTest::addRow("commas") << QByteArray("1,2,3\n4,5,6\n") << twoByThree;
        QTest::addRow("tabs") << QByteArray("1\t2\t3\n4\t5\t6\n") << twoByThree;
        QTest::addRow("semicolons") << QByteArray("1;2;3\n4;5;6\n") << twoByThree;
        QTest::addRow("commas and spaces") << QByteArray("1, 2 ,3\n 4 , 5,6 \n") << twoByThree;
        QTest::addRow("aligned") << QByteArray("   1  2  3\n   4  5  6\n") << twoByThree;
        QTest::addRow("CRLF") << QByteArray("1 2 3\r\n4 5 6\r\n") << twoByThree;
        QTest::addRow("CR") << QByteArray("1 2 3\r4 5 6\r") << twoByThree;
        QTest::addRow("no final newline") << QByteArray("1 2 3\n4 5 6") << twoByThree;
        QTest::addRow("blank lines") << QByteArray("\n1 2 3\n\n \n4 5 6\n\n") << twoByThree;
        QTest::addRow("comments") << QByteArray("# 9 9\n1 2 3 # c\n#\n4 5 6\n# end") << twoByThree;
        QTest::addRow("savetxt") << QByteArray("1.000000000000000056e-01 -2.5e+00\n+.5 1.\n")
                                 << QStringLiteral("2×2: 0.10000000000000001 -2.5 0.5 1");
        QTest::addRow("words") << QByteArray("nan inf -inf\n")
                               << QStringLiteral("1×3: nan inf -inf");
        QTest::addRow("beyond double")
            << QByteArray("1e999 -1e999 1e-999\n") << QStringLiteral("1×3: inf -inf 0");
        QTest::addRow("upper case") << QByteArray("1.5E+00\n") << QStringLiteral("1×1: 1.5");
        QTest::addRow("nothing") << QByteArray("# only a comment\n\n") << QStringLiteral("0×0: ");
    }
    void readsWhatToolsWrite()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, result);
        QCOMPARE(parsed(text, text.size()), result);
    }

    void piecesMayEndAnywhere_data() { readsWhatToolsWrite_data(); }
    void piecesMayEndAnywhere()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, result);
        for (const qsizetype size : {1, 2, 3, 5, 7})
            QCOMPARE(parsed(text, size), result);
    }

    void saysWhereAndWhat_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("result");
        QTest::addRow("a word") << QByteArray("1 2\n3 cat\n")
                                << QStringLiteral("2,2: “cat” is not a number");
        QTest::addRow("CRLF counts once")
            << QByteArray("1 2\r\n\r\n3 cat\r\n") << QStringLiteral("3,2: “cat” is not a number");
        QTest::addRow("CR counts")
            << QByteArray("1 2\r3 cat\r") << QStringLiteral("2,2: “cat” is not a number");
        QTest::addRow("comment counts")
            << QByteArray("# x\n1 2\n3 cat\n") << QStringLiteral("3,2: “cat” is not a number");
        QTest::addRow("two dots") << QByteArray("0.1.2 3\n")
                                  << QStringLiteral("1,1: “0.1.2” is not a number");
        QTest::addRow("hexadecimal")
            << QByteArray("0x1p-1\n") << QStringLiteral("1,1: “0x1p-1” is not a number");
        QTest::addRow("two signs")
            << QByteArray("+-1\n") << QStringLiteral("1,1: “+-1” is not a number");
        QTest::addRow("only a sign")
            << QByteArray("+\n") << QStringLiteral("1,1: “+” is not a number");
        QTest::addRow("bytes") << QByteArray("1 \xE2\x88\x92"
                                             "2\n")
                               << QStringLiteral("1,2: “\\xe2\\x88\\x922” is not a number");
        QTest::addRow("short row") << QByteArray("1 2 3\n4 5\n")
                                   << QStringLiteral("2,3: the row has 2 values, the first row 3");
        QTest::addRow("long row")
            << QByteArray("1 2\n3 4 5\n")
            << QStringLiteral("2,3: the row has more than the 2 values of the first row");
        QTest::addRow("short last row") << QByteArray(
            "1 2 3\n4 5") << QStringLiteral("2,3: the row has 2 values, the first row 3");
        QTest::addRow("empty value")
            << QByteArray("1,,3\n") << QStringLiteral("1,2: a value is missing");
        QTest::addRow("empty first value")
            << QByteArray(",2\n") << QStringLiteral("1,1: a value is missing");
        QTest::addRow("trailing comma") << QByteArray(
            "1,2,\n") << QStringLiteral("1,3: a value is missing at the end of the line");
        QTest::addRow("decimal comma, blank")
            << QByteArray("0,5 0,3\n")
            << QStringLiteral("1,3: a blank stands before this value, a comma between those "
                              "before it (numbers need a decimal point, not a comma)");
        QTest::addRow("decimal comma, semicolon")
            << QByteArray("0,5;0,3\n")
            << QStringLiteral("1,3: a semicolon stands before this value, a comma between those "
                              "before it (numbers need a decimal point, not a comma)");
    }
    void saysWhereAndWhat()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, result);
        QCOMPARE(parsed(text, text.size()), result);
        QCOMPARE(parsed(text, 1), result);
    }

    void refusesEndlessNumbers()
    {
        const QByteArray text(100'000, '1');
        QCOMPARE(parsed(text, 4096),
            QStringLiteral("1,1: “111111111111111111111111…” is too long for a number"));
    }
    void refusesEndlessNumbersAlsoWhereTheyEnd()
    {
        const QByteArray text = QByteArray(1'101, '1') + '\n';
        const auto refusal =
            QStringLiteral("1,1: “111111111111111111111111…” is too long for a number");
        QCOMPARE(parsed(text, text.size()), refusal);
        QCOMPARE(parsed(text, 256), refusal);
    }

    void everyDoubleSurvivesSeventeenDigits()
    {
        CsvParser parser;
        QByteArray text;
        std::vector<double> expected;
        for (int step = 1; step < 2000; ++step) {
            expected.push_back(std::exp2(step % 60 - 30) / 3.0 * step);
            text += QByteArray::number(expected.back(), 'e', 18) + ' ';
        }
        QVERIFY(parser.parse({text.constData(), static_cast<std::size_t>(text.size())}, true));
        QCOMPARE(parser.values(), expected);
    }
};

QTEST_APPLESS_MAIN(TestCsvParser)
#include "tst_csv_parser.moc"
