// SPDX-License-Identifier: MIT
#include "core/base/byte_count.h"
#include "core/base/checked.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <array>

using namespace tessera;

class TestByteCount : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void isShownWithThreeDigits_data()
    {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::addRow("nothing") << quint64{0} << QStringLiteral("0 B");
        QTest::addRow("bytes") << quint64{999} << QStringLiteral("999 B");
        QTest::addRow("kilobytes") << quint64{1000} << QStringLiteral("1.00 kB");
        QTest::addRow("rounds up a unit") << quint64{999'600} << QStringLiteral("1.00 MB");
        QTest::addRow("rounds up a digit") << quint64{9'996'000} << QStringLiteral("10.0 MB");
        QTest::addRow("megabytes") << quint64{61'340'000} << QStringLiteral("61.3 MB");
        QTest::addRow("hundreds") << quint64{512'000'000} << QStringLiteral("512 MB");
        QTest::addRow("largest") << ~quint64{0} << QStringLiteral("18.4 EB");
    }
    void isShownWithThreeDigits()
    {
        QFETCH(quint64, bytes);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(toText(ByteCount{bytes})), text);
    }

    void productsThatDoNotFitAreRefused()
    {
        const std::array<std::uint64_t, 3> fits{1U << 20, 1U << 20, 1U << 20};
        const std::array<std::uint64_t, 3> wraps{1ULL << 32, 1ULL << 32, 2};
        const std::array<std::uint64_t, 3> zeroAfterWrap{1ULL << 63, 2, 0};
        QVERIFY(checkedProduct(fits).has_value());
        QVERIFY(!checkedProduct(wraps).has_value());
        QVERIFY(!checkedProduct(zeroAfterWrap).has_value());
    }
};

QTEST_APPLESS_MAIN(TestByteCount)
#include "tst_byte_count.moc"
