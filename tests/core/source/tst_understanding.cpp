// SPDX-License-Identifier: MIT
#include "core/source/understanding.h"
#include "tests/support/formula_array.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <array>
#include <cmath>
#include <limits>

using namespace tessera;

namespace {

using Shape = std::vector<std::uint64_t>;

ArrayInfo infoOf(const Shape& shape, ElementType type = ElementType::Float32, double unit = 1)
{
    ArrayInfo info;
    info.path = "a.h5";
    info.shape = shape;
    info.type = type;
    info.unit = unit;
    return info;
}

Meaning meaningOf(const test::FormulaSpec& spec, const ReadingWish& wish = {})
{
    auto meaning = understand(*test::formulaArray(spec), wish, {});
    if (!meaning)
        qFatal("%s", meaning.error().message.c_str());
    return *std::move(meaning);
}

ElementType typeOf(double unit)
{
    constexpr double mostOfBytes = 255;
    constexpr double mostOfWords = 65535;
    if (unit == mostOfBytes)
        return ElementType::UInt8;
    return unit == mostOfWords ? ElementType::UInt16 : ElementType::Float64;
}

QString lettersOf(const Meaning& meaning)
{
    return QString::fromStdString(toText(meaning.axes));
}

QString textOf(const std::string& text)
{
    return QString::fromStdString(text);
}

QStringList alternativesOf(const Meaning& meaning)
{
    QStringList letters;
    for (const auto& other : meaning.alternatives)
        letters << textOf(toText(other.axes));
    return letters;
}

} // namespace

class TestUnderstanding : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void findsClassesThatSumUp_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<int>("classes");
        QTest::addColumn<QString>("letters");
        QTest::addRow("last") << Shape{200, 300, 4} << 2 << QStringLiteral("yxc");
        QTest::addRow("first") << Shape{4, 200, 300} << 0 << QStringLiteral("cyx");
        QTest::addRow("nine, last") << Shape{200, 300, 9} << 2 << QStringLiteral("yxc");
        QTest::addRow("between") << Shape{200, 3, 300} << 1 << QStringLiteral("ycx");
        QTest::addRow("four of four slices") << Shape{4, 4, 90, 80} << 1 << QStringLiteral("zcyx");
        QTest::addRow("four before four slices")
            << Shape{4, 4, 90, 80} << 0 << QStringLiteral("czyx");
        QTest::addRow("batch of one") << Shape{1, 21, 64, 64} << 1 << QStringLiteral("bcyx");
        QTest::addRow("batch, channels last")
            << Shape{1, 64, 64, 21} << 3 << QStringLiteral("byxc");
        QTest::addRow("more classes than rows") << Shape{30, 40, 150} << 2 << QStringLiteral("yxc");
        QTest::addRow("150 in front") << Shape{150, 64, 80} << 0 << QStringLiteral("cyx");
        QTest::addRow("a volume") << Shape{20, 64, 64, 5} << 3 << QStringLiteral("zyxc");
        QTest::addRow("a volume, first") << Shape{5, 20, 64, 64} << 0 << QStringLiteral("czyx");
        QTest::addRow("time and depth") << Shape{6, 7, 40, 50, 3} << 4 << QStringLiteral("tzyxc");
        QTest::addRow("as OME has it") << Shape{6, 3, 7, 40, 50} << 1 << QStringLiteral("tczyx");
        QTest::addRow("as ImageJ has it") << Shape{6, 7, 3, 40, 50} << 2 << QStringLiteral("tzcyx");
        QTest::addRow("six") << Shape{2, 6, 7, 40, 50, 3} << 5 << QStringLiteral("btzyxc");
        QTest::addRow("a slice of a volume")
            << Shape{1, 1, 40, 50, 3} << 4 << QStringLiteral("bbyxc");
        QTest::addRow("one row") << Shape{1, 640, 4} << 2 << QStringLiteral("yxc");
        QTest::addRow("beyond any memory")
            << Shape{1U << 20U, 1U << 20U, 1U << 20U, 3} << 3 << QStringLiteral("zyxc");
    }
    void findsClassesThatSumUp()
    {
        QFETCH(Shape, shape);
        QFETCH(int, classes);
        QFETCH(QString, letters);
        const auto meaning = meaningOf(
            {infoOf(shape), test::smoothProbabilities(shape, static_cast<std::size_t>(classes))});
        QCOMPARE(lettersOf(meaning), letters);
        QVERIFY2(!meaning.isAmbiguous, meaning.axesReason.c_str());
        QVERIFY(meaning.alternatives.size() <= 6);
        QVERIFY(!alternativesOf(meaning).contains(letters));
        QCOMPARE(meaning.scale, ValueScale());
        QCOMPARE(meaning.checks.sumsNotOne, 0U);
        QVERIFY(meaning.checks.pixels > 0);
    }

    void findsClassesInChunks_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<Shape>("chunk");
        QTest::addColumn<int>("classes");
        QTest::addRow("one class of one time a chunk")
            << Shape{3, 16, 16, 32, 32} << Shape{1, 1, 16, 32, 32} << 1;
        QTest::addRow("more classes than times")
            << Shape{5, 8, 100, 60} << Shape{1, 1, 64, 60} << 1;
        QTest::addRow("classes in front, few slices at the end")
            << Shape{8, 64, 80, 12} << Shape{1, 64, 64, 12} << 0;
        QTest::addRow("many classes, cut in all dimensions")
            << Shape{150, 32, 48} << Shape{19, 8, 12} << 0;
        QTest::addRow("a cube of classes") << Shape{64, 64, 64} << Shape{16, 16, 32} << 0;
        QTest::addRow("200 classes at the end") << Shape{90, 90, 200} << Shape{9, 18, 100} << 2;
    }
    void findsClassesInChunks()
    {
        QFETCH(Shape, shape);
        QFETCH(Shape, chunk);
        QFETCH(int, classes);
        auto info = infoOf(shape);
        info.chunk = chunk;
        const auto meaning =
            meaningOf({info, test::smoothProbabilities(shape, static_cast<std::size_t>(classes))});
        QCOMPARE(meaning.axes.dimensionOf(Axis::Class),
            std::optional(static_cast<std::size_t>(classes)));
        QVERIFY2(!meaning.isAmbiguous, meaning.axesReason.c_str());
    }

    void takesOneClassWhereNothingSumsUp_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<QString>("letters");
        QTest::addRow("a plane") << Shape{200, 300} << QStringLiteral("yx");
        QTest::addRow("a stack") << Shape{50, 100, 200} << QStringLiteral("zyx");
        QTest::addRow("a thin stack") << Shape{16, 100, 200} << QStringLiteral("zyx");
        QTest::addRow("32 slices") << Shape{32, 160, 160} << QStringLiteral("zyx");
        QTest::addRow("a channel at the end") << Shape{50, 60, 55, 1} << QStringLiteral("zyxc");
        QTest::addRow("a channel in front") << Shape{1, 320, 320} << QStringLiteral("cyx");
        QTest::addRow("batch and channel") << Shape{1, 1, 64, 64} << QStringLiteral("bcyx");
        QTest::addRow("batch at the front, channel at the end")
            << Shape{1, 64, 64, 1} << QStringLiteral("byxc");
        QTest::addRow("batch, channel, depth of one")
            << Shape{1, 1, 1, 64, 64} << QStringLiteral("bczyx");
        QTest::addRow("batch, channel, depth")
            << Shape{1, 1, 40, 64, 64} << QStringLiteral("bczyx");
        QTest::addRow("times and slices") << Shape{20, 50, 60, 55} << QStringLiteral("tzyx");
        QTest::addRow("six long ones")
            << Shape{1000, 1000, 1000, 1000, 1000, 1000} << QStringLiteral("btzyxc");
        QTest::addRow("one column") << Shape{100, 1} << QStringLiteral("yx");
    }
    void takesOneClassWhereNothingSumsUp()
    {
        QFETCH(Shape, shape);
        QFETCH(QString, letters);
        const auto meaning = meaningOf({infoOf(shape), test::smoothField()});
        QCOMPARE(lettersOf(meaning), letters);
        QCOMPARE(meaning.scale, ValueScale());
    }

    void findsTheScale_data()
    {
        QTest::addColumn<ElementType>("type");
        QTest::addColumn<double>("unit");
        QTest::addColumn<double>("total");
        QTest::addRow("floats to 1") << ElementType::Float32 << 1.0 << 1.0;
        QTest::addRow("floats to 100") << ElementType::Float32 << 1.0 << 100.0;
        QTest::addRow("floats to 255") << ElementType::Float64 << 1.0 << 255.0;
        QTest::addRow("floats to 65535") << ElementType::Float32 << 1.0 << 65535.0;
        QTest::addRow("bytes") << ElementType::UInt8 << 255.0 << 255.0;
        QTest::addRow("percent in bytes") << ElementType::UInt8 << 255.0 << 100.0;
        QTest::addRow("words") << ElementType::UInt16 << 65535.0 << 65535.0;
        QTest::addRow("bytes in words") << ElementType::UInt16 << 65535.0 << 255.0;
        QTest::addRow("thousandths in words") << ElementType::UInt16 << 65535.0 << 1000.0;
        QTest::addRow("percent in 32 bits") << ElementType::Float64 << 2147483647.0 << 100.0;
    }
    void findsTheScale()
    {
        QFETCH(ElementType, type);
        QFETCH(double, unit);
        QFETCH(double, total);
        const Shape shape{64, 80, 4};
        auto meaning =
            meaningOf({infoOf(shape, type, unit), test::smoothProbabilities(shape, 2, total)});
        QCOMPARE(lettersOf(meaning), QStringLiteral("yxc"));
        QCOMPARE(meaning.scale, (ValueScale{{0, total}}));
        QVERIFY2(!meaning.scaleReason.empty(), meaning.axesReason.c_str());
    }

    void appliesSoftmaxToLogits_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<int>("classes");
        QTest::addColumn<QString>("letters");
        QTest::addRow("last") << Shape{200, 300, 4} << 2 << QStringLiteral("yxc");
        QTest::addRow("first") << Shape{4, 200, 300} << 0 << QStringLiteral("cyx");
        QTest::addRow("21, first") << Shape{21, 200, 300} << 0 << QStringLiteral("cyx");
        QTest::addRow("a volume") << Shape{3, 40, 64, 64} << 0 << QStringLiteral("czyx");
    }
    void appliesSoftmaxToLogits()
    {
        QFETCH(Shape, shape);
        QFETCH(int, classes);
        QFETCH(QString, letters);
        const auto meaning =
            meaningOf({infoOf(shape), test::smoothLogits(static_cast<std::size_t>(classes))});
        QCOMPARE(lettersOf(meaning), letters);
        QCOMPARE(meaning.scale, (ValueScale{{0, 1}, Activation::Softmax}));
        QCOMPARE(meaning.checks.negative, 0U); // they may be
    }

    void appliesTheSigmoidToLogitsOfOneClass_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<QString>("letters");
        QTest::addRow("a plane") << Shape{200, 300} << QStringLiteral("yx");
        QTest::addRow("a stack") << Shape{20, 60, 70} << QStringLiteral("zyx");
        QTest::addRow("batch, channel, depth")
            << Shape{1, 1, 20, 60, 70} << QStringLiteral("bczyx");
    }
    void appliesTheSigmoidToLogitsOfOneClass()
    {
        QFETCH(Shape, shape);
        QFETCH(QString, letters);
        const auto field = test::smoothField(20);
        const auto meaning = meaningOf(
            {infoOf(shape), [&](std::span<const std::int64_t> at) { return field(at) - 10; }});
        QCOMPARE(lettersOf(meaning), letters);
        QCOMPARE(meaning.scale, (ValueScale{{0, 1}, Activation::Sigmoid}));
    }
    void takesSlicesThatAreTheSameForSlices()
    {
        const auto field = test::smoothField();
        const auto meaning = meaningOf({infoOf({12, 100, 120}),
            [&](std::span<const std::int64_t> at) { return field(at.subspan(1)); }});
        QCOMPARE(lettersOf(meaning), QStringLiteral("zyx"));
    }

    void knowsLogarithms()
    {
        const Shape shape{64, 80, 5};
        const auto likely = test::smoothProbabilities(shape, 2);
        const auto meaning = meaningOf({infoOf(shape),
            [&](std::span<const std::int64_t> position) { return std::log(likely(position)); }});
        QCOMPARE(lettersOf(meaning), QStringLiteral("yxc"));
        QCOMPARE(meaning.scale.activation, Activation::Softmax);
        QVERIFY(textOf(meaning.axesReason).contains(QStringLiteral("logarithms")));
    }

    void knowsVotes()
    {
        const Shape shape{64, 80, 3};
        const auto meaning = meaningOf(
            {infoOf(shape, ElementType::UInt16, 65535), [](std::span<const std::int64_t> at) {
                 const auto first = static_cast<double>((at[0] * 7 + at[1] * 3) % 300);
                 return at[2] == 0 ? first : (at[2] == 1 ? 300 - first : 200.0);
             }});
        QCOMPARE(lettersOf(meaning), QStringLiteral("yxc"));
        QCOMPARE(meaning.scale, (ValueScale{{0, 500}}));
    }
    void doesNotTakeTheSameEverywhereForVotes()
    {
        const auto meaning = meaningOf(
            {infoOf({64, 80, 3}, ElementType::UInt16, 65535), [](std::span<const std::int64_t> at) {
                 return 100.0 * static_cast<double>(at[2] + 1);
             }});
        QVERIFY(!textOf(meaning.axesReason).contains(QStringLiteral("sum to 600")));
    }

    void leavesIndependentClassesAlone()
    {
        const Shape shape{64, 80, 3};
        const auto meaning = meaningOf({infoOf(shape),
            [](std::span<const std::int64_t> at) {
                return 0.5
                    + 0.5 * std::sin(0.1 * double(at[0]) + 0.1 * double(at[1]) + double(at[2] * 2));
            }});
        QCOMPARE(lettersOf(meaning), QStringLiteral("yxc"));
        QCOMPARE(meaning.scale, ValueScale());
        QVERIFY(
            textOf(meaning.scaleReason).contains(QStringLiteral("each class stands for itself")));
        QVERIFY(meaning.checks.sumsNotOne > 0);
    }

    void believesTheFileFirst()
    {
        const Shape shape{4, 64, 80, 3};
        auto info = infoOf(shape);
        info.hints.axes = {{"tyxc", "The attribute axistags"}};
        const auto meaning = meaningOf({info, test::smoothProbabilities(shape, 3)});
        QCOMPARE(lettersOf(meaning), QStringLiteral("tyxc"));
        QCOMPARE(textOf(meaning.axesReason),
            QStringLiteral("The attribute axistags says tyxc. Along dimension 4 (extent 3), 64 "
                           "samples sum to 1.000 ± 0.0000, too."));
    }
    void passesOverUnsoundClaims()
    {
        const Shape shape{64, 80, 3};
        auto info = infoOf(shape);
        info.hints.axes = {{"yx", "A"}, {"xxc", "B"}, {"qyx", "C"}, {"???", "D"}, {"xyc", "E"}};
        const auto meaning = meaningOf({info, test::smoothProbabilities(shape, 2)});
        QCOMPARE(lettersOf(meaning), QStringLiteral("xyc"));
    }
    void fillsWhatAClaimLeavesOpen()
    {
        const Shape shape{6, 3, 64, 80};
        auto info = infoOf(shape);
        info.hints.axes = {{"t???", "The attribute axes"}};
        const auto meaning = meaningOf({info, test::smoothProbabilities(shape, 1)});
        QCOMPARE(lettersOf(meaning), QStringLiteral("tcyx"));
        QVERIFY(textOf(meaning.axesReason)
                .startsWith(QStringLiteral(
                    "The attribute axes says t, and nothing of dimensions 2, 3 and 4. ")));
    }
    void saysWhereSamplesContradict()
    {
        const Shape shape{5, 4, 64, 80};
        auto info = infoOf(shape);
        info.hints.axes = {{"czyx", "The attribute axes"}};
        const auto meaning = meaningOf({info, test::smoothProbabilities(shape, 1)});
        QCOMPARE(lettersOf(meaning), QStringLiteral("czyx"));
        QVERIFY(meaning.isAmbiguous);
        QCOMPARE(alternativesOf(meaning).front(), QStringLiteral("zcyx"));
        QVERIFY(textOf(meaning.axesReason).contains(QStringLiteral("what it says may be wrong")));
    }
    void asksWhereTwoDimensionsSumUp()
    {
        const Shape shape{2, 2, 64, 80};
        const auto meaning = meaningOf({infoOf(shape), [](std::span<const std::int64_t> at) {
                                            const double p =
                                                0.5 + 0.5 * std::sin(0.1 * double(at[2] + at[3]));
                                            return (at[0] + at[1]) % 2 == 0 ? p : 1 - p;
                                        }});
        QVERIFY(meaning.isAmbiguous);
        QVERIFY(meaning.alternatives.size() >= 2);
    }
    void saysWhatIsOddAboutTheNumbers_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<double>("unit"); // of whole numbers; 1: with a fraction
        QTest::addColumn<double>("factor"); // of what goes from 0 to 1
        QTest::addColumn<double>("summand");
        QTest::addColumn<QString>("text");
        QTest::addRow("labels") << Shape{100, 120} << 65535.0 << 4.0 << 0.0
                                << QStringLiteral("They may be labels");
        QTest::addRow("a colour picture") << Shape{100, 120, 3} << 255.0 << 250.0 << 0.0
                                          << QStringLiteral("This may be a colour picture.");
        QTest::addRow("an image of negative numbers")
            << Shape{100, 120} << 2147483647.0 << 2000.0 << -1000.0
            << QStringLiteral("Some are negative: this may be an image.");
        QTest::addRow("nothing but zeros")
            << Shape{100, 120, 4} << 1.0 << 0.0 << 0.0 << QStringLiteral("All samples are 0");
        QTest::addRow("the same everywhere") << Shape{100, 120, 4} << 1.0 << 0.0 << 0.25
                                             << QStringLiteral("but they are the same everywhere");
        QTest::addRow("nothing finite")
            << Shape{100, 120, 4} << 1.0 << std::numeric_limits<double>::quiet_NaN() << 0.0
            << QStringLiteral("No sample that was looked at is a finite number");
    }
    void saysWhatIsOddAboutTheNumbers()
    {
        QFETCH(Shape, shape);
        QFETCH(double, unit);
        QFETCH(double, factor);
        QFETCH(double, summand);
        QFETCH(QString, text);
        const auto field = test::smoothField();
        const auto meaning = meaningOf({infoOf(shape, typeOf(unit), unit),
            [&](std::span<const std::int64_t> at) { return field(at) * factor + summand; }});
        QVERIFY2(textOf(meaning.scaleReason).contains(text), meaning.scaleReason.c_str());
    }
    void takesSumsOfSeveralAnswersAsTheyAre()
    {
        const auto likely = test::smoothProbabilities({64, 80, 3}, 2);
        const auto meaning = meaningOf({infoOf({64, 80, 6}), [&](std::span<const std::int64_t> at) {
                                            const std::array position{at[0], at[1], at[2] % 3};
                                            return likely(position);
                                        }});
        QCOMPARE(meaning.scale, ValueScale());
        QVERIFY(textOf(meaning.scaleReason).startsWith(QStringLiteral("Samples sum to 2 ")));
    }
    void saysWhereAPlaneIsATable()
    {
        const auto likely = test::smoothProbabilities({1000, 10}, 1);
        const auto meaning = meaningOf({infoOf({1000, 10}), likely});
        QCOMPARE(lettersOf(meaning), QStringLiteral("yx"));
        QVERIFY2(textOf(meaning.axesReason).contains(QStringLiteral("if its rows are pixels")),
            meaning.axesReason.c_str());
    }
    void goesByTheNumberOfNames()
    {
        const Shape shape{6, 200, 300};
        auto info = infoOf(shape);
        info.hints.classNames = {"a", "b", "c", "d", "e", "f"};
        info.hints.classNamesSource = "The attribute class_names";
        const auto meaning = meaningOf({info, test::smoothField()});
        QCOMPARE(lettersOf(meaning), QStringLiteral("cyx"));
        QCOMPARE(meaning.classNames.size(), 6U);
    }

    void measuresPixelsAlongTheAxesThatAreMeant_data()
    {
        QTest::addColumn<QString>("letters");
        QTest::addColumn<double>("along"); // columns
        QTest::addRow("slices first") << QStringLiteral("zyx") << 1.0;
        QTest::addRow("columns first") << QStringLiteral("xyz") << 4.0;
    }
    void measuresPixelsAlongTheAxesThatAreMeant()
    {
        QFETCH(QString, letters);
        QFETCH(double, along);
        const Shape shape{64, 80, 3};
        auto info = infoOf(shape);
        info.hints.spacing = {{4, 2, 1}, letters.toStdString(), "µm", "The attribute resolution"};
        const auto meaning = meaningOf({info, test::smoothProbabilities(shape, 2)});
        QCOMPARE(meaning.pixel.y, 2.0);
        QCOMPARE(meaning.pixel.x, along);
    }

    void survivesOddNumbers_data()
    {
        QTest::addColumn<double>("number");
        QTest::addRow("zero") << 0.0;
        QTest::addRow("one") << 1.0;
        QTest::addRow("a quarter") << 0.25;
        QTest::addRow("not a number") << std::numeric_limits<double>::quiet_NaN();
        QTest::addRow("infinite") << std::numeric_limits<double>::infinity();
        QTest::addRow("minus infinite") << -std::numeric_limits<double>::infinity();
        QTest::addRow("huge") << 1e308;
    }
    void survivesOddNumbers()
    {
        QFETCH(double, number);
        const auto meaning = meaningOf({infoOf({4, 64, 80}, ElementType::Float64),
            [number](std::span<const std::int64_t>) { return number; }});
        QCOMPARE(lettersOf(meaning), QStringLiteral("cyx"));
        QVERIFY(std::isfinite(meaning.scale.range.high));
        QVERIFY(meaning.scale.range.high > meaning.scale.range.low);
    }
    void looksPastNanAndEmptyBorders()
    {
        const Shape shape{64, 80, 3};
        const auto inside = test::smoothProbabilities(shape, 2);
        const auto meaning = meaningOf({infoOf(shape), [&](std::span<const std::int64_t> at) {
                                            if (at[0] < 20)
                                                return std::numeric_limits<double>::quiet_NaN();
                                            return at[1] < 20 ? 0 : inside(at);
                                        }});
        QVERIFY(textOf(meaning.axesReason).contains(QStringLiteral("sum to 1.000")));
        QVERIFY(meaning.checks.notANumber > 0);
    }
    void countsWhatIsOdd()
    {
        const auto meaning = meaningOf({infoOf({8, 8, 2}),
            [](std::span<const std::int64_t> at) { return at[2] == 0 ? 1.5 : -0.25; }});
        QCOMPARE(meaning.checks.negative, meaning.checks.pixels);
        QCOMPARE(meaning.checks.aboveRange, meaning.checks.pixels);
        QCOMPARE(meaning.checks.won, (std::vector<std::uint64_t>{meaning.checks.pixels, 0}));
        QCOMPARE(meaning.checks.least, -0.25);
        QCOMPARE(meaning.checks.greatest, 1.5);
        QCOMPARE(meaning.checks.meanSum, 1.25);
    }

    void looksAtASmallArrayOnce()
    {
        const auto meaning =
            meaningOf({infoOf({3, 4, 2}), test::smoothProbabilities({3, 4, 2}, 2)});
        QCOMPARE(meaning.checks.pixels, 12U);
    }

    void doesAsItIsTold()
    {
        const Shape shape{4, 64, 80};
        const ReadingWish wish{parseAxes("zyx"), ValueScale{{0, 2}}};
        const auto meaning = meaningOf({infoOf(shape), test::smoothProbabilities(shape, 0)}, wish);
        QCOMPARE(lettersOf(meaning), QStringLiteral("zyx"));
        QCOMPARE(meaning.scale, *wish.scale);
        QVERIFY(alternativesOf(meaning).contains(QStringLiteral("cyx")));
    }
    void refusesAWishForOtherDimensions()
    {
        const auto array = test::formulaArray({infoOf({4, 64, 80}), test::smoothField()});
        const auto meaning = understand(*array, {parseAxes("yx")}, {});
        QCOMPARE(test::errorOf(meaning), QStringLiteral("a.h5 has 3 dimensions, but yx names 2."));
    }
    void refusesWhatHasNoPlane_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<QString>("message");
        QTest::addRow("nothing") << Shape{4, 0, 3} << QStringLiteral("a.h5 is empty.");
        QTest::addRow("one dimension") << Shape{7}
                                       << QStringLiteral("a.h5 has 1 dimension; a picture needs "
                                                         "rows and columns.");
        QTest::addRow("nine") << Shape(9, 1)
                              << QStringLiteral("a.h5 has 9 dimensions; at most 8 can be shown.");
        QTest::addRow("six too long ones")
            << Shape(6, 5000)
            << QStringLiteral("a.h5 has too many dimensions, none of which is small enough for "
                              "classes.");
    }
    void refusesWhatHasNoPlane()
    {
        QFETCH(Shape, shape);
        QFETCH(QString, message);
        const auto array = test::formulaArray({infoOf(shape), test::smoothField()});
        QCOMPARE(test::errorOf(understand(*array, {}, {})), message);
    }
    void goesByShapeWhereNothingCanBeRead()
    {
        const test::FormulaSpec spec{infoOf({4, 64, 80}), test::smoothField(), true};
        const auto meaning = meaningOf(spec);
        QCOMPARE(lettersOf(meaning), QStringLiteral("cyx"));
        QCOMPARE(meaning.checks.pixels, 0U);
        QVERIFY(spec.count->reads <= 6);
    }
    void stopsWhenTold()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto array = test::formulaArray({infoOf({4, 64, 80}), test::smoothField()});
        const auto meaning = understand(*array, {}, stop.get_token());
        QCOMPARE(meaning.error().code, ErrorCode::Cancelled);
    }

    void readsLittle_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<Shape>("chunk");
        QTest::addColumn<int>("classes");
        QTest::addColumn<int>("mostReads");
        QTest::addRow("contiguous") << Shape{1920, 2560, 4} << Shape{} << 2 << 8;
        QTest::addRow("in chunks") << Shape{1920, 2560, 4} << Shape{256, 256, 4} << 2 << 2;
        QTest::addRow("a chunk for each class")
            << Shape{8, 1920, 2560} << Shape{1, 256, 256} << 0 << 2;
    }
    void readsLittle()
    {
        QFETCH(Shape, shape);
        QFETCH(Shape, chunk);
        QFETCH(int, classes);
        QFETCH(int, mostReads);
        auto info = infoOf(shape);
        info.chunk = chunk;
        const test::FormulaSpec spec{
            info, test::smoothProbabilities(shape, static_cast<std::size_t>(classes))};
        const auto meaning = meaningOf(spec);
        QVERIFY(meaning.axes.order[static_cast<std::size_t>(classes)] == Axis::Class);
        QVERIFY(spec.count->reads <= mostReads);
        QVERIFY(spec.count->samples < 10000);
    }
};

QTEST_APPLESS_MAIN(TestUnderstanding)
#include "tst_understanding.moc"
