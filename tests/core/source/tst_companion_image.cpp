// SPDX-License-Identifier: MIT
#include "core/source/companion_image.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

using Shape = std::vector<std::uint64_t>;
Q_DECLARE_METATYPE(Shape)

namespace {

VolumeInfo volume(const char* axes, PlaneShape plane, std::int64_t zCount)
{
    VolumeInfo info;
    info.axes = *parseAxes(axes);
    info.plane = plane;
    info.zCount = zCount;
    return info;
}

QString lettersOf(const std::optional<AxisGuess>& guess)
{
    return guess ? QString::fromStdString(toText(guess->axes)) : QStringLiteral("none");
}

QString joined(const std::vector<std::string>& names)
{
    QStringList list;
    for (const auto& name : names)
        list += QString::fromStdString(name);
    return list.join(QLatin1Char(' '));
}

} // namespace

class TestCompanionImage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void liesUnderAPlane_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<QString>("letters");
        QTest::addRow("grey") << Shape{40, 50} << QStringLiteral("yx");
        QTest::addRow("one channel") << Shape{40, 50, 1} << QStringLiteral("yxc");
        QTest::addRow("three channels") << Shape{40, 50, 3} << QStringLiteral("yxc");
        QTest::addRow("four channels") << Shape{40, 50, 4} << QStringLiteral("none");
        QTest::addRow("slices of a plane") << Shape{7, 40, 50} << QStringLiteral("none");
        QTest::addRow("transposed") << Shape{50, 40} << QStringLiteral("none");
        QTest::addRow("other rows") << Shape{41, 50, 3} << QStringLiteral("none");
        QTest::addRow("a list") << Shape{40} << QStringLiteral("none");
    }
    void liesUnderAPlane()
    {
        QFETCH(Shape, shape);
        QFETCH(QString, letters);
        QCOMPARE(lettersOf(companionAxes(shape, volume("yxc", {40, 50}, 1))), letters);
    }

    void liesUnderAVolume_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<QString>("letters");
        QTest::addRow("grey slices") << Shape{7, 40, 50} << QStringLiteral("zyx");
        QTest::addRow("colour slices") << Shape{7, 40, 50, 3} << QStringLiteral("zyxc");
        QTest::addRow("the same for every slice") << Shape{40, 50} << QStringLiteral("yx");
        QTest::addRow("other slices") << Shape{8, 40, 50} << QStringLiteral("none");
    }
    void liesUnderAVolume()
    {
        QFETCH(Shape, shape);
        QFETCH(QString, letters);
        QCOMPARE(lettersOf(companionAxes(shape, volume("zyxc", {40, 50}, 7))), letters);
    }

    void isLookedForNearTheProbabilities_data()
    {
        QTest::addColumn<QString>("dataset");
        QTest::addColumn<QString>("names");
        QTest::addRow("root") << QStringLiteral("/probabilities")
                              << QStringLiteral(
                                     "/image /raw /img /raw_data /data /input /volumes/raw");
        QTest::addRow("group") << QStringLiteral("/a/p")
                               << QStringLiteral(
                                      "/a/image /a/raw /a/img /a/raw_data /a/data /a/input "
                                      "/image /raw /img /raw_data /data /input "
                                      "/volumes/raw");
        QTest::addRow("not itself") << QStringLiteral(
            "/data") << QStringLiteral("/image /raw /img /raw_data /input /volumes/raw");
    }
    void isLookedForNearTheProbabilities()
    {
        QFETCH(QString, dataset);
        QFETCH(QString, names);
        QCOMPARE(joined(companionNames(dataset.toStdString())), names);
    }
};

QTEST_APPLESS_MAIN(TestCompanionImage)
#include "tst_companion_image.moc"
