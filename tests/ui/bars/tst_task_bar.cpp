// SPDX-License-Identifier: MIT
#include "ui/bars/task_bar.h"

#include "tests/support/test_support.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace tessera;

class TestTaskBar : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void isHiddenWhileNothingRuns()
    {
        QWidget window;
        TaskBar bar(&window);
        window.show();
        QVERIFY(!bar.isVisible());
        bar.start(QStringLiteral("Exporting a.png"));
        QVERIFY(bar.isVisible());
        QVERIFY(bar.isRunning());
        bar.finish();
        QVERIFY(!bar.isVisible());
        QVERIFY(!bar.isRunning());
    }

    void saysWhatAndHowFar()
    {
        TaskBar bar;
        bar.start(QStringLiteral("Exporting a.png"));
        bar.setFraction(0.43);
        QCOMPARE(bar.findChild<QLabel*>()->text(), QStringLiteral("Exporting a.png …"));
        QCOMPARE(bar.findChild<QProgressBar*>()->text(), QStringLiteral("43%"));
    }

    void canBeCancelledOnce()
    {
        TaskBar bar;
        bar.start(QStringLiteral("Exporting a.png"));
        const QSignalSpy cancelled(&bar, &TaskBar::cancelRequested);
        auto* cancel = bar.findChild<QPushButton*>();
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTest::mouseClick(cancel, Qt::LeftButton);
        QCOMPARE(cancelled.count(), 1);
        QVERIFY(bar.isRunning());
        bar.start(QStringLiteral("Exporting b.png"));
        QVERIFY(cancel->isEnabled());
    }
};

QTEST_MAIN(TestTaskBar)
#include "tst_task_bar.moc"
