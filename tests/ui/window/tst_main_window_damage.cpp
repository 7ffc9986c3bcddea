// SPDX-License-Identifier: MIT
// A file of which one chunk is damaged, as the window tells it.
#include "tests/support/hdf5_array.h"
#include "tests/support/hdf5_chunk.h"
#include "tests/support/test_support.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/bars/message_bar.h"
#include "ui/view/tile_view.h"
#include "ui/window/status_fields.h"

#include <QAction>
#include <QTest>

using namespace tessera;

namespace {

struct DamagedWindow : test::WindowFixture {
    DamagedWindow()
    {
        test::writeHdf5Array(test::toPath(file),
            {.shape = {96, 128, 3}, .chunk = {32, 32, 3}, .filters = {"deflate", "fletcher32"}});
        invert();
    }
    // The chunk at row 32 and column 64; the second time mends it.
    void invert() const { test::invertChunkByte(test::toPath(file), "/probabilities", 6); }

    QString file = path("hurt.h5");
};

} // namespace

class TestMainWindowDamage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void damageIsToldWithItsReason()
    {
        DamagedWindow here;
        QVERIFY(here.show(here.file));
        QTRY_COMPARE(here.window->statusFields().damageText(), QStringLiteral("1 damaged tile"));
        QVERIFY(!here.window->messages().isHidden());
        const QString sentence = here.window->messages().sentence();
        QVERIFY2(sentence.contains(QStringLiteral("32, 64, 0")), qPrintable(sentence));
    }

    void damagedTilesAreReadAgainOnDemand()
    {
        DamagedWindow here;
        QVERIFY(here.show(here.file));
        here.invert();
        QCOMPARE(here.window->actions().readDamagedAgain->shortcut(), QKeySequence(Qt::Key_F6));
        here.window->actions().readDamagedAgain->trigger();
        QVERIFY(here.waitUntilSettled());
        QTRY_COMPARE(here.window->statusFields().damageText(), QString());
        QVERIFY(here.window->messages().isHidden());
    }

    void damageThatStaysIsToldAgain()
    {
        DamagedWindow here;
        QVERIFY(here.show(here.file));
        here.window->messages().dismiss();
        here.window->actions().readDamagedAgain->trigger();
        QVERIFY(here.waitUntilSettled());
        QTRY_COMPARE(here.window->statusFields().damageText(), QStringLiteral("1 damaged tile"));
        QVERIFY(!here.window->messages().isHidden());
    }

    void thePointerTellsDamage()
    {
        DamagedWindow here;
        QVERIFY(here.show(here.file));
        Q_EMIT here.window->view().hovered(40, 70);
        const QString text = here.window->statusFields().pointerText();
        QVERIFY2(text.endsWith(QStringLiteral("damaged")), qPrintable(text));
        Q_EMIT here.window->view().hovered(10, 70);
        QVERIFY(!here.window->statusFields().pointerText().contains(QStringLiteral("damaged")));
    }
};

QTEST_MAIN(TestMainWindowDamage)
#include "tst_main_window_damage.moc"
