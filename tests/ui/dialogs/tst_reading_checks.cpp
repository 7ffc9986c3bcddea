// SPDX-License-Identifier: MIT
#include "ui/dialogs/reading_checks.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

namespace {

VolumeInfo threeClasses()
{
    VolumeInfo info;
    info.classes = 3;
    info.meaning.checks.pixels = 64;
    info.meaning.checks.samples = 192;
    info.meaning.checks.greatest = 1;
    info.meaning.checks.meanSum = 1;
    info.meaning.checks.sumDeviation = 0.0003;
    info.meaning.checks.won = {10, 20, 34};
    return info;
}

const std::vector<std::string> names{"glass", "stroma", "nuclei"};

QStringList wrongOnes(const QList<CheckLine>& lines)
{
    QStringList wrong;
    for (const CheckLine& line : lines)
        if (line.isWrong)
            wrong.append(line.sentence);
    return wrong;
}

} // namespace

class TestReadingChecks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void soundValuesAreNotMarked()
    {
        const auto lines = checkLines(threeClasses(), {}, names);
        QVERIFY(!isAnyWrong(lines));
        QCOMPARE(lines.constFirst().sentence,
            QStringLiteral("The classes of 64 sampled pixels sum to 1.0000 ± 0.0003."));
    }

    void whatIsWrongIsCounted_data()
    {
        QTest::addColumn<SampleChecks>("checks");
        QTest::addColumn<SeenPixels>("seen");
        QTest::addColumn<QString>("sentence");
        SampleChecks sound = threeClasses().meaning.checks;
        SampleChecks checks = sound;
        checks.notANumber = 3;
        QTest::addRow("NaN in samples")
            << checks << SeenPixels{}
            << QStringLiteral("3 of 192 sampled numbers are not a number.");
        checks = sound;
        checks.negative = 2;
        checks.least = -0.25;
        QTest::addRow("negative")
            << checks << SeenPixels{}
            << QStringLiteral("2 of 192 sampled numbers are negative; the least is -0.25.");
        checks = sound;
        checks.aboveRange = 1;
        checks.greatest = 17;
        QTest::addRow("above the range")
            << checks << SeenPixels{}
            << QStringLiteral("1 of 192 sampled numbers are above the range; the greatest is 17.");
        checks = sound;
        checks.sumsNotOne = 60;
        checks.meanSum = 1.75;
        QTest::addRow("sums") << checks << SeenPixels{}
                              << QStringLiteral("The classes of 60 of 64 pixels do not sum to 1 "
                                                "(1.7500 ± 0.0003): the largest still decides, but "
                                                "it is no probability.");
        SeenPixels seen{65536, 12, 0, 0, {1, 1, 1}};
        QTest::addRow("clamped in tiles")
            << sound << seen
            << QStringLiteral(
                   "12 of 65\u202f536 pixels seen so far are above 1; they are drawn as 1.");
        seen = {65536, 0, 7, 0, {1, 1, 1}};
        QTest::addRow("NaN in tiles")
            << sound << seen
            << QStringLiteral("7 of 65\u202f536 pixels seen so far hold nothing but NaN.");
        seen = {65536, 0, 0, 9, {1, 1, 1}};
        QTest::addRow("damage") << sound << seen
                                << QStringLiteral(
                                       "9 of 65\u202f536 pixels seen so far cannot be read.");
    }
    void whatIsWrongIsCounted()
    {
        QFETCH(SampleChecks, checks);
        QFETCH(SeenPixels, seen);
        QFETCH(QString, sentence);
        VolumeInfo info = threeClasses();
        info.meaning.checks = checks;
        QCOMPARE(wrongOnes(checkLines(info, seen, names)), QStringList(sentence));
    }

    void sigmoidsNeedNotSumToOne()
    {
        VolumeInfo info = threeClasses();
        info.meaning.checks.sumsNotOne = 64;
        info.meaning.scale.activation = Activation::Sigmoid;
        QVERIFY(!isAnyWrong(checkLines(info, {}, names)));
    }

    void logitsAreNotSummed()
    {
        VolumeInfo info = threeClasses();
        info.meaning.checks.meanSum = -4.5;
        info.meaning.scale.activation = Activation::Softmax;
        const auto lines = checkLines(info, {}, names);
        QCOMPARE(lines.size(), 1);
        QCOMPARE(
            lines.constFirst().sentence, QStringLiteral("The sampled numbers go from 0 to 1."));
    }

    void classThatNeverWinsIsNamed_data()
    {
        QTest::addColumn<std::vector<std::uint64_t>>("inSamples");
        QTest::addColumn<std::vector<std::uint64_t>>("inTiles");
        QTest::addColumn<bool>("isNamed");
        using Counts = std::vector<std::uint64_t>;
        QTest::addRow("nowhere") << Counts{1, 0, 1} << Counts{5, 0, 5} << true;
        QTest::addRow("in the samples") << Counts{1, 1, 1} << Counts{5, 0, 5} << false;
        QTest::addRow("in the tiles") << Counts{1, 0, 1} << Counts{5, 2, 5} << false;
    }
    void classThatNeverWinsIsNamed()
    {
        QFETCH(std::vector<std::uint64_t>, inSamples);
        QFETCH(std::vector<std::uint64_t>, inTiles);
        QFETCH(bool, isNamed);
        VolumeInfo info = threeClasses();
        info.meaning.checks.won = inSamples;
        const auto lines = checkLines(info, {100, 0, 0, 0, inTiles}, names);
        const CheckLine line{
            QStringLiteral("Nowhere the most probable so far: \"stroma\"."), false};
        QCOMPARE(lines.contains(line), isNamed);
    }

    void manyDeadClassesAreCounted()
    {
        VolumeInfo info;
        info.classes = 150;
        const std::vector<std::string> many(150, "c");
        const auto lines = checkLines(info, {100, 0, 0, 0, {100}}, many);
        QVERIFY(lines.constFirst().sentence.endsWith(QStringLiteral("and 145 more.")));
    }

    void nothingLookedAtIsSaidSo()
    {
        VolumeInfo info;
        QCOMPARE(checkLines(info, {}, {}).size(), 1);
        QCOMPARE(checkLines(info, {}, {}).constFirst().sentence,
            QStringLiteral("Nothing has been looked at yet."));
    }
};

QTEST_GUILESS_MAIN(TestReadingChecks)
#include "tst_reading_checks.moc"
