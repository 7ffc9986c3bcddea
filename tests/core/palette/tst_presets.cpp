// SPDX-License-Identifier: MIT
#include "core/palette/presets.h"

#include "tests/support/test_support.h"

#include <QStringList>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace tessera;
using namespace Qt::StringLiterals;

namespace {

Preset presetOf(const QString& id)
{
    const Preset* found = findPreset(id.toStdString());
    return found == nullptr ? Preset{} : *found;
}

QString hex(Rgb rgb)
{
    return QString::asprintf("#%02X%02X%02X", rgb.red, rgb.green, rgb.blue);
}

// Relative luminance of sRGB (WCAG 2): 0 black, 1 white.
double luminance(Rgb rgb)
{
    const auto linear = [](std::uint8_t channel) {
        const double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(rgb.red) + 0.7152 * linear(rgb.green) + 0.0722 * linear(rgb.blue);
}

} // namespace

class TestPresets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void areFoundByTheirId()
    {
        QStringList ids;
        for (const Preset& preset : presets()) {
            ids << QString::fromUtf8(preset.id.data(), static_cast<qsizetype>(preset.id.size()));
            QCOMPARE(findPreset(preset.id), &preset);
        }
        QCOMPARE(ids, (QStringList{u"talk"_s, u"okabe-ito"_s, u"tableau-10"_s, u"glasbey"_s}));
        QVERIFY(findPreset("Talk") == nullptr);
        QVERIFY(findPreset("") == nullptr);
    }

    void holdThePublishedColours_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QStringList>("colours");
        QTest::addRow("talk") << u"talk"_s
                              << QStringList{
                                     u"#0000FF"_s, u"#00FF00"_s, u"#FF0000"_s, u"#00FFFF"_s};
        QTest::addRow("okabe-ito")
            << u"okabe-ito"_s
            << QStringList{u"#E69F00"_s, u"#56B4E9"_s, u"#009E73"_s, u"#F0E442"_s, u"#0072B2"_s,
                   u"#D55E00"_s, u"#CC79A7"_s, u"#999999"_s};
        QTest::addRow("tableau") << u"tableau-10"_s
                                 << QStringList{u"#4E79A7"_s, u"#F28E2B"_s, u"#E15759"_s,
                                        u"#76B7B2"_s, u"#59A14F"_s, u"#EDC948"_s, u"#B07AA1"_s,
                                        u"#FF9DA7"_s, u"#9C755F"_s, u"#BAB0AC"_s};
    }
    void holdThePublishedColours()
    {
        QFETCH(QString, id);
        QFETCH(QStringList, colours);
        QStringList found;
        for (const Rgb rgb : presetOf(id).colours)
            found << hex(rgb);
        QCOMPARE(found, colours);
    }

    void glasbeyHasManyDistinctColours()
    {
        auto colours = presetOf(u"glasbey"_s).colours;
        QCOMPARE(colours.size(), std::size_t{256});
        std::ranges::sort(colours, {}, hex);
        QVERIFY(std::ranges::adjacent_find(colours) == colours.end());
    }

    void glasbeyAvoidsBlackAndWhite()
    {
        const auto colours = presetOf(u"glasbey"_s).colours;
        QVERIFY(luminance(std::ranges::min(colours, {}, luminance)) > 0.05);
        QVERIFY(luminance(std::ranges::max(colours, {}, luminance)) < 0.90);
    }

    void coloursAreRepeatedForMoreClasses()
    {
        const Look look = withPreset(defaultLook(10, {"a"}), presetOf(u"talk"_s));
        QCOMPARE(look.classes[0].colour, (Rgb{0, 0, 255}));
        QCOMPARE(look.classes[4].colour, (Rgb{0, 0, 255}));
        QCOMPARE(look.classes[9].colour, (Rgb{0, 255, 0}));
    }

    void namesAndVisibilityStay()
    {
        Look look = defaultLook(2, {"glass", "wall"});
        look.classes[1].visible = false;
        const Look styled = withPreset(look, presetOf(u"tableau-10"_s));
        QCOMPARE(styled.classes[0], (ClassStyle{"glass", {0x4E, 0x79, 0xA7}, true}));
        QCOMPARE(styled.classes[1], (ClassStyle{"wall", {0xF2, 0x8E, 0x2B}, false}));
    }

    void aPresetWithoutColoursChangesNothing()
    {
        const Look look = defaultLook(2, {});
        QCOMPARE(withPreset(look, Preset{}), look);
    }
};

QTEST_APPLESS_MAIN(TestPresets)
#include "tst_presets.moc"
