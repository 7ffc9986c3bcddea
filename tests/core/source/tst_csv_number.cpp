// SPDX-License-Identifier: MIT
#include "core/source/csv_number.h"

#include "tests/support/test_support.h"

#include <fast_float/fast_float.h>

#include <QTest>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

using namespace tessera;

namespace {

constexpr unsigned seed = 20260731;
constexpr int turns = 200'000;

// What a reader makes of a text; bits, so that the zeros and all kinds of NaN are told apart.
struct Reading {
    std::ptrdiff_t length = -1; // of the number; -1 where there is none
    std::uint64_t bits = 0;

    friend bool operator==(const Reading&, const Reading&) = default;
};

Reading ours(const std::string& text)
{
    double value = 0;
    const char* const end = readCsvNumber(text.data(), text.data() + text.size(), value);
    return end == nullptr ? Reading{}
                          : Reading{end - text.data(), std::bit_cast<std::uint64_t>(value)};
}

Reading exact(const std::string& text)
{
    double value = 0;
    const auto parsed = fast_float::from_chars(text.data(), text.data() + text.size(), value);
    return parsed.ec != std::errc()
        ? Reading{}
        : Reading{parsed.ptr - text.data(), std::bit_cast<std::uint64_t>(value)};
}

std::string written(double value)
{
    std::array<char, 64> text{};
    const int count = std::snprintf(text.data(), text.size(), "%.18e", value);
    return {text.data(), static_cast<std::size_t>(count)};
}

} // namespace

class TestCsvNumber : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void hasTheSameBits_data()
    {
        QTest::addColumn<std::string>("text");
        const auto add = [](const char* row, const std::string& text) {
            QTest::addRow("%s", row) << text + ' ';
        };
        add("zero", "0.000000000000000000e+00");
        add("negative zero", "-0.000000000000000000e+00");
        add("one", "1.000000000000000000e+00");
        add("most digits", "9.999999999999999999e+99");
        add("least exponent of two digits", "1.000000000000000001e-99");
        add("zero with exponent", "0.000000000000000000e-99");
        add("smallest digits", "0.000000000000000001e-99");
        add("exponent of three digits", "1.797693134862315708e+308");
        add("subnormal", "4.940656458412465442e-324");
        add("infinite", "1.000000000000000000e+999");
        add("half between two, even below", "9.007199254740993000e+15");
        add("half between two, even above", "9.007199254740995000e+15");
        add("just above the half", "9.007199254740993001e+15");
        add("just below the half", "9.007199254740992999e+15");
        add("all ones", "1.844674407370955161e+19");
        add("upper case", "1.000000000000000000E+00");
        add("comma", "1,000000000000000000e+00");
        add("no sign", "1.0000000000000000000e00");
        add("other sign", "1.000000000000000000e*00");
        add("between the signs", "1.000000000000000000e)00");
        add("letter in front", "x.000000000000000000e+00");
        add("letter among the first", "1.0000x0000000000000e+00");
        add("letter at the end", "1.00000000000000000xe+00");
        add("letter in the exponent", "1.000000000000000000e+0x");
        add("point in the middle", "1.0000000000.0000000e+00");
        add("beyond ASCII",
            "1.0000000000\xB0\x80\xFF"
            "00000e+00");
        add("goes on with a point", "1.000000000000000000e+00.5");
        add("two minus signs", "--1.000000000000000000e+00");
    }
    void hasTheSameBits()
    {
        QFETCH(std::string, text);
        QCOMPARE(ours(text).length, exact(text).length);
        QCOMPARE(ours(text).bits, exact(text).bits);
    }

    void everyDoubleKeepsItsBits_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addRow("any bits") << 0;
        QTest::addRow("from zero to one") << 1;
        QTest::addRow("hundredths in single precision") << 2;
        QTest::addRow("of all sizes") << 3;
        QTest::addRow("whole numbers") << 4;
    }
    void everyDoubleKeepsItsBits()
    {
        QFETCH(int, kind);
        std::mt19937_64 random(seed);
        const std::array<std::function<double()>, 5> kinds{
            [&] { return std::bit_cast<double>(random()); },
            [&] { return static_cast<double>(random() >> 11) * 0x1p-53; },
            [&] { return static_cast<double>(static_cast<float>(random() % 101) / 100); },
            [&] {
                return std::ldexp(
                    static_cast<double>(random() >> 11), static_cast<int>(random() % 600) - 350);
            },
            [&] { return static_cast<double>(random() >> 12); }};
        for (int turn = 0; turn < turns; ++turn) {
            std::string text = written(kinds.at(static_cast<std::size_t>(kind))()) + ' ';
            QVERIFY2(ours(text) == exact(text), text.c_str());
        }
    }

    // Odd numbers of 54 bits lie halfway between two doubles; nineteen digits show them in full.
    void halvesAreRoundedToEven()
    {
        std::mt19937_64 random(seed);
        for (int turn = 0; turn < turns; ++turn) {
            const std::string digits = std::to_string((random() >> 10U) | (1ULL << 53U) | 1U);
            std::string text = digits.substr(0, 1) + '.' + digits.substr(1);
            text += std::string(20 - text.size(), '0') + (digits.size() == 16 ? "e+15 " : "e+16 ");
            QVERIFY2(ours(text) == exact(text), text.c_str());
        }
    }

    void spoiltTextsAreReadAlike()
    {
        std::mt19937_64 random(seed);
        constexpr std::string_view letters = "0123456789.e+-E ,;#xn";
        for (int turn = 0; turn < turns; ++turn) {
            std::string text = written(static_cast<double>(random() >> 11) * 0x1p-53) + " 1";
            text[random() % text.size()] = letters[random() % letters.size()];
            QVERIFY2(ours(text) == exact(text), text.c_str());
            text[random() % text.size()] = static_cast<char>(random());
            QVERIFY2(ours(text) == exact(text), text.c_str());
            text.resize(random() % text.size());
            QVERIFY2(ours(text) == exact(text), text.c_str());
        }
    }

    void readsARunOfNumbers_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("end");
        QTest::addRow("up to the line's end") << std::string("1 2 3\n4") << 3 << 5;
        QTest::addRow("as many as wanted") << std::string("1 2 3 4 5 6") << 4 << 7;
        QTest::addRow("what may go on does not count") << std::string("1 2 3") << 2 << 3;
        QTest::addRow("two separators") << std::string("1  2 3\n") << 1 << 1;
        QTest::addRow("another separator") << std::string("1 2,3\n") << 2 << 3;
        QTest::addRow("a comment") << std::string("1 2#3\n") << 2 << 3;
        QTest::addRow("a word") << std::string("1 2 cat 3\n") << 2 << 3;
        QTest::addRow("a word at the end of one") << std::string("1 2cat 3\n") << 1 << 1;
        QTest::addRow("nothing") << std::string() << 0 << 0;
    }
    void readsARunOfNumbers()
    {
        QFETCH(std::string, text);
        QFETCH(int, count);
        QFETCH(int, end);
        std::array<double, 4> values{};
        CsvNumberReader reader;
        const auto read = reader.read(text.data(), text.data() + text.size(), ' ', values);
        QCOMPARE(static_cast<int>(read.count), count);
        QCOMPARE(static_cast<int>(read.next - text.data()), end);
    }

    void knowsNumbersAgain_data()
    {
        QTest::addColumn<int>("different");
        QTest::addRow("one") << 1;
        QTest::addRow("a few") << 20;
        QTest::addRow("more than are known") << 1000;
        QTest::addRow("all") << 20'000;
    }
    void knowsNumbersAgain()
    {
        QFETCH(int, different);
        constexpr std::size_t count = 20'000;
        std::mt19937_64 random(seed);
        std::vector<double> expected;
        std::string text;
        for (std::size_t index = 0; index < count; ++index) {
            const auto which = static_cast<double>(random() % static_cast<unsigned>(different));
            expected.push_back((random() % 5 == 0 ? -which : which) / different);
            text += written(expected.back()) + ' ';
        }
        std::vector<double> values(count);
        CsvNumberReader reader;
        const auto read = reader.read(text.data(), text.data() + text.size(), ' ', values);
        QCOMPARE(read.count, count);
        QCOMPARE(read.next - text.data(), std::ptrdiff_t(text.size()) - 1);
        QCOMPARE(std::memcmp(values.data(), expected.data(), count * sizeof(double)), 0);
    }

    // Nothing that was read before makes a number of what is none, or of what goes on.
    void knowsOnlyTheWholeText_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addRow("another digit") << std::string("0.5000000000000000000e+00\n");
        QTest::addRow("a longer exponent") << std::string("5.000000000000000000e-010\n");
        QTest::addRow("a word behind") << std::string("5.000000000000000000e-01x\n");
        QTest::addRow("two signs") << std::string("--5.000000000000000000e-01\n");
        QTest::addRow("no bytes at all") << std::string(30, '\0');
    }
    void knowsOnlyTheWholeText()
    {
        QFETCH(std::string, text);
        CsvNumberReader knowing;
        CsvNumberReader fresh;
        std::array<double, 4> values{};
        const std::string before = "5.000000000000000000e-01 -5.000000000000000000e-01 0\n";
        const auto known = knowing.read(before.data(), before.data() + before.size(), ' ', values);
        QCOMPARE(known.count, std::size_t{3});
        const char* const end = text.data() + text.size();
        const auto expected = fresh.read(text.data(), end, ' ', values);
        const double value = values[0];
        const auto read = knowing.read(text.data(), end, ' ', values);
        QCOMPARE(read.count, expected.count);
        QCOMPARE(read.next, expected.next);
        QCOMPARE(values[0], value);
    }
};

QTEST_APPLESS_MAIN(TestCsvNumber)
#include "tst_csv_number.moc"
