// SPDX-License-Identifier: MIT
#include "ui/bars/slice_bar.h"

#include "tests/support/test_support.h"

#include <QAction>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace tessera;

class TestSliceBar : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void isThereForVolumesOnly_data()
    {
        QTest::addColumn<qint64>("zCount");
        QTest::addColumn<qint64>("tCount");
        QTest::addColumn<bool>("z");
        QTest::addColumn<bool>("t");
        QTest::addRow("a plane") << qint64(1) << qint64(1) << false << false;
        QTest::addRow("a stack") << qint64(64) << qint64(1) << true << false;
        QTest::addRow("a film") << qint64(1) << qint64(9) << false << true;
        QTest::addRow("both") << qint64(64) << qint64(9) << true << true;
    }
    void isThereForVolumesOnly()
    {
        QFETCH(qint64, zCount);
        QFETCH(qint64, tCount);
        QFETCH(bool, z);
        QFETCH(bool, t);
        QWidget window;
        SliceBar bar(&window);
        window.show();
        bar.setRange(zCount, tCount);
        QCOMPARE(bar.isVisible(), z || t);
        QCOMPARE(bar.findChildren<QSlider*>().at(0)->isVisible(), z);
        QCOMPARE(bar.findChildren<QSlider*>().at(1)->isVisible(), t);
    }

    void sliderTellsEveryMove()
    {
        SliceBar bar;
        bar.setRange(64, 9);
        const QSignalSpy moved(&bar, &SliceBar::positionChanged);
        bar.findChildren<QSlider*>().at(0)->setValue(12);
        bar.findChildren<QSlider*>().at(1)->setValue(3);
        QCOMPARE(moved.count(), 2);
        QCOMPARE(moved.at(1).at(0).value<PlanePosition>(), (PlanePosition{12, 3}));
        QCOMPARE(bar.findChildren<QSpinBox*>().at(0)->text(), QStringLiteral("12 / 63"));
    }

    void numbersCanBeTyped()
    {
        SliceBar bar;
        bar.setRange(64, 1);
        const QSignalSpy moved(&bar, &SliceBar::positionChanged);
        bar.findChildren<QSpinBox*>().at(0)->setValue(40);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(bar.position(), (PlanePosition{40, 0}));
        QCOMPARE(bar.findChildren<QSlider*>().at(0)->value(), 40);
    }

    void typedNumberIsOnePlaceNotThree()
    {
        SliceBar bar;
        bar.setRange(640, 1);
        bar.show();
        const QSignalSpy moved(&bar, &SliceBar::positionChanged);
        auto* field = bar.findChildren<QSpinBox*>().at(0);
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("123"));
        QCOMPARE(moved.count(), 0);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(bar.position(), (PlanePosition{123, 0}));
    }

    void planesHaveButtonsWhereTheyAreOffered()
    {
        SliceBar bar;
        QAction plane(QStringLiteral("XZ"));
        QAction play;
        plane.setEnabled(false);
        bar.setActions({&plane}, play, play);
        bar.setRange(64, 1);
        bar.show();
        const auto buttons = bar.findChildren<QToolButton*>();
        QVERIFY(!buttons.constLast()->isVisible());
        plane.setEnabled(true);
        QVERIFY(buttons.constLast()->isVisible());
        QCOMPARE(buttons.constLast()->text(), QStringLiteral("XZ"));
    }

    void beingToldIsNoNews()
    {
        SliceBar bar;
        const QSignalSpy moved(&bar, &SliceBar::positionChanged);
        bar.setRange(64, 9);
        bar.setPosition({99, 2});
        QCOMPARE(bar.position(), (PlanePosition{63, 2}));
        bar.setRange(10, 1);
        QCOMPARE(bar.position(), (PlanePosition{9, 0}));
        QCOMPARE(moved.count(), 0);
    }
};

QTEST_MAIN(TestSliceBar)
#include "tst_slice_bar.moc"
