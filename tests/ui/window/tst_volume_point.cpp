// SPDX-License-Identifier: MIT
#include "ui/window/volume_point.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

class TestVolumePoint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void everyPlaneNamesTheSamePlace_data()
    {
        QTest::addColumn<int>("plane");
        QTest::addColumn<QPointF>("inPlane");
        QTest::addColumn<double>("slice");
        QTest::addColumn<char>("letter");
        QTest::addRow("XY") << static_cast<int>(PlaneAxes::XY) << QPointF(1, 2) << 3.0 << 'z';
        QTest::addRow("XZ") << static_cast<int>(PlaneAxes::XZ) << QPointF(1, 3) << 2.0 << 'y';
        QTest::addRow("YZ") << static_cast<int>(PlaneAxes::YZ) << QPointF(2, 3) << 1.0 << 'x';
    }
    void everyPlaneNamesTheSamePlace()
    {
        QFETCH(int, plane);
        QFETCH(QPointF, inPlane);
        QFETCH(double, slice);
        const auto axes = static_cast<PlaneAxes>(plane);
        const VolumePoint place{1, 2, 3};
        QCOMPARE(tessera::inPlane(axes, place), (PlanePoint{inPlane, slice}));
        QCOMPARE(inVolume(axes, {inPlane, slice}), place);
        QTEST(sliceLetter(axes), "letter");
    }
};

QTEST_GUILESS_MAIN(TestVolumePoint)
#include "tst_volume_point.moc"
