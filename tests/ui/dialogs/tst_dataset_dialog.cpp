// SPDX-License-Identifier: MIT
#include "ui/dialogs/dataset_dialog.h"

#include "tests/support/test_support.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include <memory>

using namespace tessera;

namespace {

std::vector<DatasetEntry> someEntries()
{
    return {{"/labels", {50, 60}, "uint8", false, "It has two dimensions only."},
        {"/a/probabilities", {50, 60, 55, 2}, "float32", true, {}},
        {"/b/softmax", {50, 60, 4}, "float64", true, {}}};
}

} // namespace

class TestDatasetDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_dialog = std::make_unique<DatasetDialog>(QStringLiteral("tissue.h5"), someEntries());
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
        m_list = m_dialog->findChild<QTreeWidget*>();
        m_filter = m_dialog->findChild<QLineEdit*>();
        m_chosen = std::make_unique<QSignalSpy>(m_dialog.get(), &DatasetDialog::datasetChosen);
    }
    void cleanup()
    {
        m_chosen.reset();
        m_dialog.reset();
    }

    void marksTheFirstThatCanBeShown()
    {
        QCOMPARE(m_dialog->chosen(), QStringLiteral("/a/probabilities"));
        QVERIFY(m_list->topLevelItem(0)->isDisabled());
        QCOMPARE(m_list->topLevelItem(0)->text(3), QStringLiteral("It has two dimensions only."));
        QCOMPARE(m_list->topLevelItem(1)->text(1), QStringLiteral("50 × 60 × 55 × 2"));
    }

    void enterTellsTheChoice()
    {
        QTest::keyClick(m_dialog.get(), Qt::Key_Return);
        QCOMPARE(m_chosen->count(), 1);
        QCOMPARE(m_chosen->at(0).at(0).toString(), QStringLiteral("/a/probabilities"));
        QVERIFY(!m_dialog->isVisible());
    }

    void doubleClickTellsTheChoice_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<QStringList>("chosen");
        QTest::addRow("can be shown") << 2 << QStringList(QStringLiteral("/b/softmax"));
        QTest::addRow("cannot") << 0 << QStringList();
    }
    void doubleClickTellsTheChoice()
    {
        QFETCH(int, row);
        QFETCH(QStringList, chosen);
        QStringList told;
        connect(m_dialog.get(), &DatasetDialog::datasetChosen, this,
            [&told](const QString& path) { told.append(path); });
        const QPoint place = m_list->visualItemRect(m_list->topLevelItem(row)).center();
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(m_list->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(told, chosen);
    }

    void filterNarrowsAndMarks()
    {
        m_filter->setText(QStringLiteral("SOFT"));
        QVERIFY(m_list->topLevelItem(1)->isHidden());
        QCOMPARE(m_dialog->chosen(), QStringLiteral("/b/softmax"));
        m_filter->setText(QStringLiteral("labels"));
        QVERIFY(!m_dialog->chosen());
        QVERIFY(!openButton()->isEnabled());
        m_filter->clear();
        QVERIFY(openButton()->isEnabled());
    }

    void arrowsLeaveTheFilter()
    {
        m_filter->setFocus();
        QTest::keyClick(m_filter, Qt::Key_Down);
        QCOMPARE(m_dialog->chosen(), QStringLiteral("/b/softmax"));
    }

    void cancelSaysNothing()
    {
        m_dialog->reject();
        QCOMPARE(m_chosen->count(), 0);
    }

private:
    QPushButton* openButton() const
    {
        return m_dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Open);
    }

    std::unique_ptr<DatasetDialog> m_dialog;
    QTreeWidget* m_list = nullptr;
    QLineEdit* m_filter = nullptr;
    std::unique_ptr<QSignalSpy> m_chosen;
};

QTEST_MAIN(TestDatasetDialog)
#include "tst_dataset_dialog.moc"
