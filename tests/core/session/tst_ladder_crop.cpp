// SPDX-License-Identifier: MIT
#include "core/session/ladder_crop.h"

#include "core/session/ladder_rung.h"
#include "tests/support/fake_source.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tessera;

class TestLadderCrop : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void cropIsAtMostTheLimit_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("limit");
        QTest::addColumn<int>("cropRows");
        QTest::addColumn<int>("cropColumns");
        QTest::addRow("fits") << 1920 << 2560 << 5'000'000 << 1920 << 2560;
        QTest::addRow("no limit") << 9000 << 9000 << 0 << 9000 << 9000;
        QTest::addRow("whole rows") << 5760 << 7680 << 5'000'000 << 512 << 7680;
        QTest::addRow("few rows") << 5760 << 7680 << 2'000'000 << 256 << 7680;
        QTest::addRow("very wide") << 300 << 100'000 << 5'000'000 << 256 << 19'456;
        QTest::addRow("a strip") << 1 << 100'000 << 2'600 << 1 << 2'560;
        QTest::addRow("a column") << 100'000 << 1 << 2'600 << 2'560 << 1;
        QTest::addRow("a pixel") << 100 << 100 << 1 << 1 << 1;
    }
    void cropIsAtMostTheLimit()
    {
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(int, limit);
        QFETCH(int, cropRows);
        QFETCH(int, cropColumns);
        VolumeInfo info;
        info.plane = {rows, columns};
        info.classes = 4;
        const LadderCrop crop = ladderCrop(info, {}, static_cast<std::uint64_t>(limit));
        QCOMPARE(crop.shape.rows, cropRows);
        QCOMPARE(crop.shape.columns, cropColumns);
        QCOMPARE(crop.isWhole(), rows == cropRows && columns == cropColumns);
    }

    void planeThatCannotBeCountedIsRefused()
    {
        const auto needs = ladderNeeds({std::int64_t{1} << 40, std::int64_t{1} << 40, 4096});
        QVERIFY(!needs);
        QCOMPARE(needs.error().code, ErrorCode::TooLarge);
    }

    void whatDoesNotFitIsRefusedWithAWayOut()
    {
        const LadderCrop crop{{}, {1'000'000, 1'000'000, 4}, {1'000'000, 1'000'000}};
        const QTemporaryDir folder;
        const auto fits = checkLadderFits(crop, test::toPath(folder.path()));
        QVERIFY(!fits);
        QCOMPARE(fits.error().code, ErrorCode::TooLarge);
        QVERIFY2(test::errorOf(fits).contains(QStringLiteral("--pixels")),
            qPrintable(test::errorOf(fits)));
    }

    void whatIsOfferedInsteadFits()
    {
        VolumeInfo info;
        info.plane = {1'000'000, 1'000'000};
        info.classes = 4;
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.path());
        const std::uint64_t pixels = ladderPixelsThatFit(ladderCrop(info, {}, 0), path);
        QVERIFY(pixels > 0);
        const LadderCrop smaller = ladderCrop(info, {}, pixels);
        QVERIFY(smaller.shape.pixels() <= static_cast<std::int64_t>(pixels));
        const LadderCrop small{{}, {10, 10, 4}, {10, 10}};
        QCOMPARE(ladderPixelsThatFit(small, path), 100U);
    }

    void filesHoldTheCrop_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<bool>("classesFirst");
        QTest::addRow("float64") << static_cast<int>(ElementType::Float64) << false;
        QTest::addRow("float32, planar") << static_cast<int>(ElementType::Float32) << true;
        QTest::addRow("float16") << static_cast<int>(ElementType::Float16) << false;
        QTest::addRow("uint8") << static_cast<int>(ElementType::UInt8) << false;
        QTest::addRow("uint16, planar") << static_cast<int>(ElementType::UInt16) << true;
    }
    void filesHoldTheCrop()
    {
        QFETCH(int, type);
        QFETCH(bool, classesFirst);
        const test::FakeSource source({.rows = 70,
            .columns = 50,
            .zCount = 2,
            .type = static_cast<ElementType>(type),
            .classesFirst = classesFirst,
            .hasNan = true});
        const QTemporaryDir folder;
        const LadderCrop crop{{1, 0}, {40, 50, 3}, {70, 50}};
        QCOMPARE(test::errorOf(writeLadderFiles(source, crop, test::toPath(folder.path()), {}, {})),
            QString());
        const LadderInput input =
            ladderInput(crop.shape, ColourTable(3, {{200, 100, 50}}), test::toPath(folder.path()));
        const auto lowest = climb(LadderStep::TextRows, input);
        QCOMPARE(test::errorOf(lowest), QString());
        QVERIFY(*lowest != LadderPicture(lowest->size()));
        const auto highest = climb(LadderStep::FusedChunks, input);
        QVERIFY(highest && *highest == *lowest);
    }

    void stopIsHeardWhileFilesAreWritten()
    {
        const test::FakeSource source({});
        const QTemporaryDir folder;
        std::stop_source stop;
        stop.request_stop();
        const auto written = writeLadderFiles(source, {{}, {10, 10, 3}, {100, 100}},
            test::toPath(folder.path()), {}, stop.get_token());
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::Cancelled);
    }

    void folderThatIsGoneIsASentence()
    {
        const test::FakeSource source({});
        const auto written = writeLadderFiles(
            source, {{}, {10, 10, 3}, {100, 100}}, test::toPath(QStringLiteral("nowhere")), {}, {});
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::WriteFailed);
        QVERIFY(test::errorOf(written).contains(QStringLiteral("TMPDIR")));
    }

    void rungIsFoundAgainByItsCall()
    {
        for (const LadderRung& rung : ladderRungs(3)) {
            const auto call = rungCall(rung, {{"gone.h5", "/a"}, {}, {1, 1, 2}, "nowhere"});
            const auto answer = parseRungAnswer(answerRungCall(std::span(call).subspan(1)));
            QVERIFY(!answer); // there are no such files
            QVERIFY2(!test::errorOf(answer).contains(QStringLiteral("asked for")),
                qPrintable(test::errorOf(answer)));
        }
    }

    void answerThatIsNoneIsAnError_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addRow("nothing") << QByteArray();
        QTest::addRow("half a line") << QByteArray("done 12 13");
        QTest::addRow("something else") << QByteArray("Segmentation fault\n");
    }
    void answerThatIsNoneIsAnError()
    {
        QFETCH(QByteArray, answer);
        QVERIFY(!parseRungAnswer(answer.toStdString()));
    }
};

QTEST_APPLESS_MAIN(TestLadderCrop)
#include "tst_ladder_crop.moc"
