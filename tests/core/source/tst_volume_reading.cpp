// SPDX-License-Identifier: MIT
#include "core/source/volume_reading.h"

#include "tests/support/formula_array.h"
#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;
Q_DECLARE_METATYPE(ReadingWish)

namespace {

ReadingWish zyx()
{
    return {.axes = parseAxes("zyx")};
}

// One channel of probabilities; counts what is asked of it.
test::FormulaSpec oneChannel()
{
    test::FormulaSpec spec;
    spec.info.path = "one.npy";
    spec.info.shape = {6, 7, 8};
    spec.info.type = ElementType::Float32;
    spec.formula = test::smoothField();
    return spec;
}

} // namespace

class TestVolumeReading : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void aPlaneMayBeEnormous_data()
    {
        QTest::addColumn<quint64>("rows");
        QTest::addColumn<bool>("isShown");
        QTest::addRow("a million") << quint64{1'000'000} << true;
        QTest::addRow("ten thousand million") << quint64{10'000'000'000} << true;
        QTest::addRow("a million millions") << quint64{1'000'000'000'000} << false;
    }
    void aPlaneMayBeEnormous()
    {
        QFETCH(quint64, rows);
        QFETCH(bool, isShown);
        auto spec = oneChannel();
        spec.info.shape = {rows, 1000, 4};
        const auto volume = readAs(test::formulaArray(spec), {.axes = parseAxes("yxc")}, {});
        QCOMPARE(volume.has_value(), isShown);
        QCOMPARE(test::errorOf(volume).contains(QStringLiteral("can be shown")), !isShown);
    }

    void looksAtSamplesAgainOnlyWhereTheyMayMeanOtherwise_data()
    {
        QTest::addColumn<ReadingWish>("wish");
        QTest::addColumn<bool>("looksAgain");
        const auto axes = zyx().axes;
        QTest::addRow("another plane")
            << ReadingWish{.axes = axes, .plane = PlaneAxes::XZ} << false;
        QTest::addRow("as two classes") << ReadingWish{.axes = axes, .isBinary = true} << true;
        QTest::addRow("other axes") << ReadingWish{.axes = parseAxes("xyz")} << true;
        QTest::addRow("another scale") << ReadingWish{.scale = ValueScale{{0, 2}}} << true;
    }
    void looksAtSamplesAgainOnlyWhereTheyMayMeanOtherwise()
    {
        QFETCH(ReadingWish, wish);
        QFETCH(bool, looksAgain);
        const auto spec = oneChannel();
        const auto volume = readAs(test::formulaArray(spec), zyx(), {}).value();
        const auto before = spec.count->reads.load();
        const auto other = readAgain(volume, wish, {});
        QVERIFY(other.has_value());
        QCOMPARE(spec.count->reads.load() > before, looksAgain);
        QCOMPARE(other->wish, wish);
        QCOMPARE(other->probabilities->info().meaning.checks.pixels,
            readAs(volume.array, wish, {})->probabilities->info().meaning.checks.pixels);
    }
};

QTEST_APPLESS_MAIN(TestVolumeReading)
#include "tst_volume_reading.moc"
