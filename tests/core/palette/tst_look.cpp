// SPDX-License-Identifier: MIT
#include "core/palette/look.h"
#include "core/palette/presets.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;
using namespace Qt::StringLiterals;

namespace {

QList<bool> visibility(const Look& look)
{
    QList<bool> shown;
    for (const ClassStyle& style : look.classes)
        shown << style.visible;
    return shown;
}

Look lookWith(const QList<bool>& visible)
{
    Look look = defaultLook(static_cast<std::size_t>(visible.size()), {});
    for (qsizetype index = 0; index < visible.size(); ++index)
        look.classes[static_cast<std::size_t>(index)].visible = visible[index];
    return look;
}

} // namespace

class TestLook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void aPlainVolumeGetsNamesAndColours()
    {
        const Look look = defaultLook(3, {});
        QCOMPARE(look.classes.size(), std::size_t{3});
        QCOMPARE(look.classes[0], (ClassStyle{"class 0", {0, 0, 255}, true}));
        QCOMPARE(look.classes[1], (ClassStyle{"class 1", {0, 255, 0}, true}));
        QCOMPARE(look.classes[2], (ClassStyle{"class 2", {255, 0, 0}, true}));
    }

    void namesOfTheFileAreUsed_data()
    {
        QTest::addColumn<QStringList>("given");
        QTest::addColumn<QStringList>("names");
        QTest::addRow("none") << QStringList{} << QStringList{u"class 0"_s, u"class 1"_s};
        QTest::addRow("too few") << QStringList{u"glass"_s}
                                 << QStringList{u"glass"_s, u"class 1"_s};
        QTest::addRow("enough") << QStringList{u"glass"_s, u"wall"_s}
                                << QStringList{u"glass"_s, u"wall"_s};
        QTest::addRow("too many") << QStringList{u"a"_s, u"b"_s, u"c"_s}
                                  << QStringList{u"a"_s, u"b"_s};
        QTest::addRow("an empty one")
            << QStringList{u""_s, u"b"_s} << QStringList{u"class 0"_s, u"b"_s};
        QTest::addRow("not ASCII")
            << QStringList{u"Größe"_s, u"図"_s} << QStringList{u"Größe"_s, u"図"_s};
    }
    void namesOfTheFileAreUsed()
    {
        QFETCH(QStringList, given);
        QFETCH(QStringList, names);
        std::vector<std::string> texts;
        std::ranges::transform(given, std::back_inserter(texts), &QString::toStdString);
        const Look look = defaultLook(2, texts);
        QCOMPARE(QString::fromStdString(look.classes[0].name), names[0]);
        QCOMPARE(QString::fromStdString(look.classes[1].name), names[1]);
    }

    void coloursFollowTheNumberOfClasses_data()
    {
        QTest::addColumn<int>("classes");
        QTest::addColumn<QString>("preset");
        QTest::addRow("one") << 1 << u"talk"_s;
        QTest::addRow("four") << 4 << u"talk"_s;
        QTest::addRow("five") << 5 << u"okabe-ito"_s;
        QTest::addRow("eight") << 8 << u"okabe-ito"_s;
        QTest::addRow("nine") << 9 << u"glasbey"_s;
        QTest::addRow("as many as there can be") << 4096 << u"glasbey"_s;
    }
    void coloursFollowTheNumberOfClasses()
    {
        QFETCH(int, classes);
        QFETCH(QString, preset);
        const Look look = defaultLook(static_cast<std::size_t>(classes), {});
        QCOMPARE(look.classes.size(), static_cast<std::size_t>(classes));
        const Preset* expected = findPreset(preset.toStdString());
        QVERIFY(expected != nullptr);
        QCOMPARE(look, withPreset(look, *expected));
    }

    void noClassesGiveAnEmptyLook()
    {
        QVERIFY(defaultLook(0, {"glass"}).classes.empty());
        QVERIFY(colourTable(Look{}).empty());
    }

    void theTableHoldsColoursInClassOrder()
    {
        Look look = defaultLook(2, {});
        look.classes[1].visible = false;
        const ColourTable expected{{{0, 0, 255}, true}, {{0, 255, 0}, false}};
        QCOMPARE(colourTable(look), expected);
    }

    void soloShowsOneClassOrAll_data()
    {
        QTest::addColumn<QList<bool>>("before");
        QTest::addColumn<int>("solo");
        QTest::addColumn<QList<bool>>("after");
        QTest::addRow("of many") << QList{true, true, true} << 1 << QList{false, true, false};
        QTest::addRow("again") << QList{false, true, false} << 1 << QList{true, true, true};
        QTest::addRow("of another") << QList{false, true, false} << 0 << QList{true, false, false};
        QTest::addRow("of a hidden one")
            << QList{true, false, true} << 1 << QList{false, true, false};
        QTest::addRow("where none is shown") << QList{false, false} << 0 << QList{true, false};
        QTest::addRow("of the only class") << QList{true} << 0 << QList{true};
        QTest::addRow("of a class that is not there")
            << QList{true, false} << 2 << QList{true, false};
    }
    void soloShowsOneClassOrAll()
    {
        QFETCH(QList<bool>, before);
        QFETCH(int, solo);
        QFETCH(QList<bool>, after);
        const Look look = withSolo(lookWith(before), static_cast<std::size_t>(solo));
        QCOMPARE(visibility(look), after);
    }
};

QTEST_APPLESS_MAIN(TestLook)
#include "tst_look.moc"
