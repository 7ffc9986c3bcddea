// SPDX-License-Identifier: MIT
#include "ui/window/colour_memory.h"

#include "core/palette/presets.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace tessera;

namespace {

const std::vector<std::string> names{"glass", "stroma", ""};

Look withColour(Look look, std::size_t index, Rgb colour)
{
    look.classes.at(index).colour = colour;
    return look;
}

} // namespace

class TestColourMemory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("s.ini")));
    }

    void sameNameHasTheSameColour()
    {
        ColourMemory memory(*m_settings);
        QVERIFY(memory.isEmpty());
        memory.learn(m_look, withColour(m_look, 1, red), false, names);
        const Look other = memory.applied(defaultLook(2, {"stroma", "fat"}), {"stroma", "fat"});
        QCOMPARE(other, withColour(defaultLook(2, {"stroma", "fat"}), 0, red));
        QVERIFY(!ColourMemory(*m_settings).isEmpty());
    }

    void onlyTheEndOfASeriesCounts_data()
    {
        QTest::addColumn<bool>("isCancelled");
        QTest::addRow("accepted") << false;
        QTest::addRow("cancelled") << true;
    }
    void onlyTheEndOfASeriesCounts()
    {
        QFETCH(bool, isCancelled);
        ColourMemory memory(*m_settings);
        const Look first = withColour(m_look, 0, {7, 7, 7});
        const Look last = withColour(m_look, 0, red);
        memory.learn(m_look, first, true, names);
        memory.learn(first, last, true, names);
        QVERIFY(memory.isEmpty());
        memory.learn(last, isCancelled ? m_look : last, false, names);
        QCOMPARE(memory.isEmpty(), isCancelled);
    }

    void whatSaysNothingOfANameIsNotLearnt_data()
    {
        QTest::addColumn<Look>("after");
        QTest::addColumn<std::vector<std::string>>("said");
        QTest::addRow("the file has no names")
            << withColour(m_look, 0, red) << std::vector<std::string>{};
        QTest::addRow("not of this class") << withColour(m_look, 2, red) << names;
        QTest::addRow("a preset") << withPreset(m_look, *findPreset("tableau-10")) << names;
        QTest::addRow("another count") << defaultLook(4, {}) << names;
        Look hidden = m_look;
        hidden.classes[0].visible = false;
        QTest::addRow("no colour") << hidden << names;
    }
    void whatSaysNothingOfANameIsNotLearnt()
    {
        QFETCH(Look, after);
        QFETCH(std::vector<std::string>, said);
        ColourMemory memory(*m_settings);
        memory.learn(m_look, after, false, said);
        QVERIFY(memory.isEmpty());
    }

    void forgettingTakesAll()
    {
        ColourMemory memory(*m_settings);
        memory.learn(m_look, withColour(m_look, 1, red), false, names);
        memory.forget();
        QVERIFY(memory.isEmpty());
        QCOMPARE(memory.applied(m_look, names), m_look);
    }

private:
    static constexpr Rgb red{200, 1, 2};
    const Look m_look = defaultLook(3, names);
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
};

QTEST_GUILESS_MAIN(TestColourMemory)
#include "tst_colour_memory.moc"
