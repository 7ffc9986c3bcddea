// SPDX-License-Identifier: MIT
#include "ui/docks/cost_panel.h"

#include "tests/support/test_support.h"
#include "ui/docks/tile_bill_table.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace tessera;

namespace {

TileBill someBill()
{
    TileBill bill;
    bill.readNs = 2'000'000;
    bill.reduceNs = 140'000;
    bill.bytesRead = {12'800'000};
    return bill;
}

QToolButton* buttonNamed(const QWidget& panel, const QString& name)
{
    for (auto* button : panel.findChildren<QToolButton*>()) {
        if (button->accessibleName() == name)
            return button;
    }
    return nullptr;
}

} // namespace

class TestCostPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_log = std::make_shared<CostLog>();
    }

    void oneLineSaysItAll()
    {
        CostPanel panel(m_log);
        m_log->append(someBill());
        panel.setStatus({megabytes(120), megabytes(143), megabytes(61), megabytes(512), 48, 48});
        panel.show();
        QCOMPARE(panel.lineText(),
            QStringLiteral("tiles 48/48   2.14 ms a tile   6.40 GB/s   cache 61 of 512 MB   "
                           "peak 143 MB"));
        QVERIFY(!panel.findChild<TileBillTable*>()->isVisible());
    }

    void followsTheLogWhileVisible()
    {
        CostPanel panel(m_log);
        panel.setOpen(true);
        panel.show();
        QCOMPARE(tableRows(panel), 0);
        m_log->append(someBill());
        QTRY_COMPARE(tableRows(panel), 1);
        m_log->append(someBill());
        QTRY_COMPARE(tableRows(panel), 2);
    }

    void looksAwayWhileHidden()
    {
        CostPanel panel(m_log);
        CostPanel visiblePanel(m_log);
        panel.setOpen(true);
        visiblePanel.setOpen(true);
        visiblePanel.show();
        m_log->append(someBill());
        QTRY_COMPARE(tableRows(visiblePanel), 1);
        QCOMPARE(tableRows(panel), 0);
        panel.show();
        QCOMPARE(tableRows(panel), 1);
    }

    void opensAndCloses()
    {
        CostPanel panel(m_log);
        m_log->append(someBill());
        panel.show();
        const QSignalSpy opened(&panel, &CostPanel::openChanged);
        buttonNamed(panel, QStringLiteral("Show chart and table"))->click();
        QVERIFY(panel.isOpen());
        QVERIFY(panel.findChild<TileBillTable*>()->isVisible());
        QCOMPARE(tableRows(panel), 1);
        buttonNamed(panel, QStringLiteral("Show only this line"))->click();
        QVERIFY(!panel.isOpen());
        QCOMPARE(opened.count(), 2);
    }

    void clearForgetsTheBills()
    {
        CostPanel panel(m_log);
        m_log->append(someBill());
        panel.setOpen(true);
        panel.show();
        buttonNamed(panel, QStringLiteral("Forget these bills"))->click();
        QCOMPARE(tableRows(panel), 0);
        QCOMPARE(m_log->bills().size(), 0U);
    }

    void passesOnTheTile()
    {
        CostPanel panel(m_log);
        m_log->append(someBill());
        panel.setOpen(true);
        panel.show();
        const QSignalSpy activated(&panel, &CostPanel::tileActivated);
        auto* table = panel.findChild<TileBillTable*>();
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
    }

    void fullLogIsQuick()
    {
        CostPanel panel(m_log);
        panel.setOpen(true);
        panel.resize(1280, 260);
        panel.show();
        for (int i = 0; i < 5000; ++i)
            m_log->append(someBill());
        QTRY_COMPARE(tableRows(panel), 4096);
    }

private:
    static int tableRows(const CostPanel& panel)
    {
        return panel.findChild<TileBillTable*>()->model()->rowCount();
    }

    std::shared_ptr<CostLog> m_log;
};

QTEST_MAIN(TestCostPanel)
#include "tst_cost_panel.moc"
