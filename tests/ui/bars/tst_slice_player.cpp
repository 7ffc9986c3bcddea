// SPDX-License-Identifier: MIT
#include "ui/bars/slice_player.h"

#include "tests/support/test_support.h"

#include <QSignalSpy>
#include <QTest>

using namespace tessera;

class TestSlicePlayer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void everyTickIsAStepWhereThePictureIsThere()
    {
        SlicePlayer player([] { return true; });
        const QSignalSpy stepped(&player, &SlicePlayer::stepped);
        player.play(SliceAxis::Time);
        player.tick();
        player.tick();
        QCOMPARE(stepped.count(), 2);
        QCOMPARE(stepped.at(1).at(0).value<SliceAxis>(), SliceAxis::Time);
        QCOMPARE(stepped.at(1).at(1).toInt(), 1);
    }

    void slicesThatAreNotReadyAreLeftOut()
    {
        bool isReady = true;
        SlicePlayer player([&isReady] { return isReady; });
        const QSignalSpy stepped(&player, &SlicePlayer::stepped);
        player.play(SliceAxis::Z);
        player.tick();
        isReady = false;
        player.tick();
        player.tick();
        QCOMPARE(stepped.count(), 1);
        isReady = true;
        player.tick();
        QCOMPARE(stepped.count(), 2);
        QCOMPARE(stepped.at(1).at(1).toInt(), 3);
    }

    void timerRunsWhilePlaying()
    {
        SlicePlayer player([] { return true; });
        player.setFramesPerSecond(1000); // as fast as it may be
        QSignalSpy stepped(&player, &SlicePlayer::stepped);
        const QSignalSpy changed(&player, &SlicePlayer::playingChanged);
        player.play(SliceAxis::Z);
        QVERIFY(player.isPlaying(SliceAxis::Z));
        QVERIFY(!player.isPlaying(SliceAxis::Time));
        QVERIFY(stepped.wait());
        player.stop();
        player.stop();
        QVERIFY(!player.isPlaying());
        QCOMPARE(changed.count(), 2);
    }
};

QTEST_GUILESS_MAIN(TestSlicePlayer)
#include "tst_slice_player.moc"
