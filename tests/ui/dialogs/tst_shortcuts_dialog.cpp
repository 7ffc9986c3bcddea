// SPDX-License-Identifier: MIT
#include "ui/dialogs/shortcuts_dialog.h"

#include "tests/support/test_support.h"

#include <QLineEdit>
#include <QTest>
#include <QTreeWidget>

using namespace tessera;

namespace {

QList<ShortcutRow> someRows()
{
    return {{QStringLiteral("File"), QStringLiteral("Open…"), QStringLiteral("Ctrl+O")},
        {QStringLiteral("View"), QStringLiteral("Fit to window"), QStringLiteral("F")},
        {QStringLiteral("View"), QStringLiteral("Full screen"), QStringLiteral("F11")},
        {QStringLiteral("File"), QStringLiteral("Export picture…"), QStringLiteral("Ctrl+E")}};
}

} // namespace

class TestShortcutsDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void groupsRowsInTheirOrder()
    {
        const ShortcutsDialog dialog(someRows());
        const auto* list = dialog.findChild<QTreeWidget*>();
        QCOMPARE(list->topLevelItemCount(), 2);
        QCOMPARE(list->topLevelItem(0)->childCount(), 2);
        QCOMPARE(list->topLevelItem(0)->child(1)->text(1), QStringLiteral("Ctrl+E"));
    }

    void searchFindsActionsAndKeys_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("rows");
        QTest::addRow("nothing asked") << QString() << 4;
        QTest::addRow("an action") << QStringLiteral("export") << 1;
        QTest::addRow("a key") << QStringLiteral("ctrl") << 2;
        QTest::addRow("no match") << QStringLiteral("teapot") << 0;
    }
    void searchFindsActionsAndKeys()
    {
        QFETCH(QString, text);
        QFETCH(int, rows);
        ShortcutsDialog dialog(someRows());
        dialog.findChild<QLineEdit*>()->setText(text);
        QCOMPARE(dialog.shownCount(), rows);
    }

    void sheetGoesWhenItIsClosed()
    {
        QWidget window;
        ShortcutsDialog::showFor(someRows(), &window);
        auto* sheet = window.findChild<ShortcutsDialog*>();
        QVERIFY(sheet->isVisible());
        QVERIFY(!sheet->isModal());
        sheet->reject();
        QTRY_VERIFY(!window.findChild<ShortcutsDialog*>());
    }

    void emptyGroupsGo()
    {
        ShortcutsDialog dialog(someRows());
        dialog.findChild<QLineEdit*>()->setText(QStringLiteral("fit"));
        QVERIFY(dialog.findChild<QTreeWidget*>()->topLevelItem(0)->isHidden());
    }
};

QTEST_MAIN(TestShortcutsDialog)
#include "tst_shortcuts_dialog.moc"
