// SPDX-License-Identifier: MIT
#include "core/source/stored_number.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <cstring>
#include <vector>

using namespace tessera;

Q_DECLARE_METATYPE(StoredNumber)

namespace {

// One sample, delivered as a double whatever its type is.
double delivered(StoredNumber number, bool isScaled, const QByteArray& stored)
{
    const NumberConversion conversion(number, isScaled);
    std::vector<std::byte> target(sizeof(double));
    conversion.apart(
        std::as_bytes(std::span(stored.data(), static_cast<std::size_t>(stored.size()))),
        target.data());
    return withElementType(conversion.delivered(), [&]<class Sample>(Sample sample) {
        std::memcpy(&sample, target.data(), sizeof sample);
        return static_cast<double>(sample);
    });
}

} // namespace

class TestStoredNumber : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void deliversWhatIsStored_data()
    {
        using enum NumberKind;
        QTest::addColumn<StoredNumber>("number");
        QTest::addColumn<QByteArray>("stored");
        QTest::addColumn<double>("scaled");
        QTest::addColumn<double>("unscaled");
        const auto add = [](const char* name, StoredNumber number, const char* hex, double scaled,
                             double unscaled) {
            QTest::addRow("%s", name) << number << QByteArray::fromHex(hex) << scaled << unscaled;
        };
        add("false", {Bool, 1, false}, "00", 0, 0);
        add("true", {Bool, 1, false}, "01", 255, 255);
        add("true, as others write it", {Bool, 1, false}, "ff", 255, 255);
        add("uint8", {Unsigned, 1, false}, "fe", 254, 254);
        add("int8", {Signed, 1, false}, "7f", 1, 127);
        add("int8 below zero", {Signed, 1, false}, "81", -1, -127);
        add("uint16, little-endian", {Unsigned, 2, false}, "0102", 513, 513);
        add("uint16, big-endian", {Unsigned, 2, true}, "0102", 258, 258);
        add("int16, big-endian", {Signed, 2, true}, "7fff", 1, 32767);
        add("uint32, little-endian", {Unsigned, 4, false}, "ffffffff", 1, 4294967295.0);
        add("int32, big-endian", {Signed, 4, true}, "00000003", 3 / 2147483647.0, 3);
        add("int64, little-endian", {Signed, 8, false}, "ffffffffffffff7f", 1, 0x1p63);
        add("uint64, big-endian", {Unsigned, 8, true}, "0000000000000005", 5 / 0x1p64, 5);
        add("uint64, little-endian", {Unsigned, 8, false}, "0500000000000000", 5 / 0x1p64, 5);
        add("float16, little-endian", {Float, 2, false}, "003c", 1, 1);
        add("float16, big-endian", {Float, 2, true}, "3800", 0.5, 0.5);
        add("float32, big-endian", {Float, 4, true}, "3f000000", 0.5, 0.5);
        add("float64, little-endian", {Float, 8, false}, "000000000000e83f", 0.75, 0.75);
        add("float64, big-endian", {Float, 8, true}, "3fe8000000000000", 0.75, 0.75);
    }
    void deliversWhatIsStored()
    {
        QFETCH(StoredNumber, number);
        QFETCH(QByteArray, stored);
        QFETCH(double, scaled);
        QFETCH(double, unscaled);
        QCOMPARE(delivered(number, true, stored), scaled);
        QCOMPARE(delivered(number, false, stored), unscaled);
    }

    void onlyWhatIsAsLargeIsMadeInPlace()
    {
        using enum NumberKind;
        QVERIFY(NumberConversion({Float, 4, true}).isInPlace());
        QVERIFY(NumberConversion({Unsigned, 8, false}).isInPlace());
        QVERIFY(!NumberConversion({Signed, 2, false}).isInPlace());
    }

    void hasANameAndAUnit_data()
    {
        using enum NumberKind;
        QTest::addColumn<StoredNumber>("number");
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("unit");
        const auto add = [](StoredNumber number, const char* name, double unit) {
            QTest::addRow("%s", name) << number << QString::fromUtf8(name) << unit;
        };
        add({Bool, 1, false}, "bool", 1);
        add({Unsigned, 1, true}, "uint8", 255);
        add({Signed, 2, false}, "int16", 32767);
        add({Unsigned, 4, true}, "uint32, big-endian", 4294967295.0);
        add({Float, 4, false}, "float32", 1);
        add({Float, 8, true}, "float64, big-endian", 1);
    }
    void hasANameAndAUnit()
    {
        QFETCH(StoredNumber, number);
        QFETCH(QString, name);
        QFETCH(double, unit);
        QCOMPARE(QString::fromStdString(storedName(number)), name);
        QCOMPARE(unitOf(number), unit);
    }
};

QTEST_APPLESS_MAIN(TestStoredNumber)
#include "tst_stored_number.moc"
