// SPDX-License-Identifier: MIT
#include "ui/history/value_history.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

class TestValueHistory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void startsWithNothingToUndo()
    {
        const ValueHistory<int> history(7);
        QCOMPARE(history.current(), 7);
        QVERIFY(!history.canUndo());
        QVERIFY(!history.canRedo());
    }

    void goesBackAndForth()
    {
        ValueHistory<int> history(1);
        history.push(2);
        history.push(3);
        history.undo();
        QCOMPARE(history.current(), 2);
        history.undo();
        history.undo();
        QCOMPARE(history.current(), 1);
        history.redo();
        history.redo();
        history.redo();
        QCOMPARE(history.current(), 3);
    }

    void equalValueIsNoStep()
    {
        ValueHistory<int> history(1);
        history.push(1);
        QVERIFY(!history.canUndo());
    }

    void newStepForgetsWhatWasUndone()
    {
        ValueHistory<int> history(1);
        history.push(2);
        history.undo();
        history.push(9);
        QVERIFY(!history.canRedo());
        history.undo();
        QCOMPARE(history.current(), 1);
    }

    void dragIsOneStep()
    {
        ValueHistory<int> history(1);
        history.pushInProgress(2);
        history.pushInProgress(3);
        QCOMPARE(history.current(), 3);
        history.push(4);
        history.undo();
        QCOMPARE(history.current(), 1);
        QVERIFY(!history.canUndo());
    }

    void undoDuringADragTakesTheDragBack()
    {
        ValueHistory<int> history(1);
        history.pushInProgress(5);
        QVERIFY(history.canUndo());
        history.undo();
        QCOMPARE(history.current(), 1);
        history.redo();
        QCOMPARE(history.current(), 5);
    }

    void dragThatEndsWhereItBeganKeepsTheRedo()
    {
        ValueHistory<int> history(1);
        history.push(2);
        history.undo();
        history.pushInProgress(8);
        QVERIFY(!history.canRedo());
        history.push(1);
        QVERIFY(!history.canUndo());
        QVERIFY(history.canRedo());
    }

    void keepsOnlySoManySteps()
    {
        ValueHistory<int> history(0, 3);
        for (int value = 1; value <= 10; ++value)
            history.push(value);
        history.undo();
        history.undo();
        history.undo();
        QCOMPARE(history.current(), 7);
        QVERIFY(!history.canUndo());
    }

    void resetStartsOver()
    {
        ValueHistory<int> history(1);
        history.push(2);
        history.pushInProgress(3);
        history.reset(4);
        QCOMPARE(history.current(), 4);
        QVERIFY(!history.canUndo());
        QVERIFY(!history.canRedo());
    }
};

QTEST_APPLESS_MAIN(TestValueHistory)
#include "tst_value_history.moc"
