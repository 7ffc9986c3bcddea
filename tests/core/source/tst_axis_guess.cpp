// SPDX-License-Identifier: MIT
#include "core/source/axis_guess.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

using Shape = std::vector<std::uint64_t>;
Q_DECLARE_METATYPE(Shape)

namespace {

QString lettersOf(const std::expected<AxisGuess, std::string>& guess)
{
    return QString::fromStdString(guess ? toText(guess->axes) : "refused: " + guess.error());
}

} // namespace

class TestAxisGuess : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void takesTheSmallEndAsClasses_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<QString>("letters");
        QTest::addRow("classes last") << Shape{512, 600, 4} << QStringLiteral("yxc");
        QTest::addRow("classes first") << Shape{4, 512, 600} << QStringLiteral("cyx");
        QTest::addRow("both ends small") << Shape{3, 4, 2} << QStringLiteral("yxc");
        QTest::addRow("neither end small") << Shape{300, 400, 40} << QStringLiteral("yxc");
        QTest::addRow("16 is small") << Shape{16, 400, 330} << QStringLiteral("cyx");
        QTest::addRow("17 is not") << Shape{17, 400, 330} << QStringLiteral("zyx");
        QTest::addRow("no end small") << Shape{300, 400, 500} << QStringLiteral("zyx");
        QTest::addRow("a plane") << Shape{300, 400} << QStringLiteral("yx");
        QTest::addRow("small before the plane") << Shape{16, 3, 64, 64} << QStringLiteral("zcyx");
        QTest::addRow("batch and channel in front")
            << Shape{1, 1, 64, 64} << QStringLiteral("bcyx");
        QTest::addRow("volume, classes last") << Shape{16, 64, 64, 3} << QStringLiteral("zyxc");
        QTest::addRow("volume, classes first") << Shape{3, 16, 64, 64} << QStringLiteral("czyx");
        QTest::addRow("five") << Shape{5, 33, 77, 45, 2} << QStringLiteral("tzyxc");
    }
    void takesTheSmallEndAsClasses()
    {
        QFETCH(Shape, shape);
        QFETCH(QString, letters);
        QCOMPARE(lettersOf(guessAxes(shape)), letters);
    }

    void followsTheFirstSoundClaim_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<QString>("claim");
        QTest::addColumn<QString>("letters");
        QTest::addRow("t, x, y, z, c")
            << Shape{5, 77, 33, 1, 2} << QStringLiteral("txyzc") << QStringLiteral("txyzc");
        QTest::addRow("time for depth")
            << Shape{4, 256, 256, 2} << QStringLiteral("tyxc") << QStringLiteral("tyxc");
        QTest::addRow("an unknown axis")
            << Shape{512, 600, 4} << QStringLiteral("yx?") << QStringLiteral("yxc");
        QTest::addRow("too few") << Shape{4, 512, 600} << QStringLiteral("yx")
                                 << QStringLiteral("cyx");
        QTest::addRow("nothing") << Shape{4, 512, 600} << QString() << QStringLiteral("cyx");
    }
    void followsTheFirstSoundClaim()
    {
        QFETCH(Shape, shape);
        QFETCH(QString, claim);
        QFETCH(QString, letters);
        const AxisClaim claimed{claim.toStdString(), "The file"};
        QCOMPARE(lettersOf(guessAxes(shape, {&claimed, 1})), letters);
    }

    void refusesOtherRanks_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<QString>("start");
        QTest::addRow("none") << Shape{} << QStringLiteral("refused: has 0 dimensions;");
        QTest::addRow("one") << Shape{7} << QStringLiteral("refused: has 1 dimension;");
        QTest::addRow("seven") << Shape{2, 3, 4, 5, 6, 7, 8}
                               << QStringLiteral("refused: has 7 dimensions of more than one ");
    }
    void refusesOtherRanks()
    {
        QFETCH(Shape, shape);
        QFETCH(QString, start);
        QCOMPARE(lettersOf(guessAxes(shape)).left(start.size()), start);
    }
};

QTEST_APPLESS_MAIN(TestAxisGuess)
#include "tst_axis_guess.moc"
