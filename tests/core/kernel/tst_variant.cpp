// SPDX-License-Identifier: MIT
#include "core/kernel/variant.h"

#include "core/kernel/kernel_table.h"
#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

class TestVariant : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void scalarIsAlwaysThere() { QCOMPARE(supportedKernels().front().name, "scalar"); }

    void bestIsTakenWithoutAWish() { QCOMPARE(*findKernel({}), &supportedKernels().back()); }

    void wishIsHeard()
    {
        for (const KernelTable& kernel : supportedKernels())
            QCOMPARE((*findKernel(kernel.name))->name, kernel.name);
    }

    void unknownNameIsRefusedInASentence_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addRow("unknown") << QStringLiteral("mmx");
        QTest::addRow("other case") << QStringLiteral("Scalar");
        QTest::addRow("a blank") << QStringLiteral(" ");
    }
    void unknownNameIsRefusedInASentence()
    {
        QFETCH(QString, name);
        const auto kernel = findKernel(name.toStdString());
        QVERIFY(!kernel);
        QCOMPARE(kernel.error().code, ErrorCode::BadArgument);
        const QString message = test::errorOf(kernel);
        QVERIFY(message.contains(QStringLiteral("TESSERA_KERNEL is \"%1\"").arg(name)));
        QVERIFY(message.contains(QStringLiteral("scalar")));
        QVERIFY(message.endsWith(QLatin1Char('.')));
    }

    void environmentDecides()
    {
        qputenv("TESSERA_KERNEL", "mmx");
        QVERIFY(!checkKernelChoice());
        qputenv("TESSERA_KERNEL", "scalar");
        QVERIFY(checkKernelChoice());
        QCOMPARE(kernelVariant(), "scalar"); // asked for the first time: it is kept from now on
        qunsetenv("TESSERA_KERNEL");
        QVERIFY(checkKernelChoice());
        QCOMPARE(kernelVariant(), "scalar");
    }
};

QTEST_APPLESS_MAIN(TestVariant)
#include "tst_variant.moc"
