// SPDX-License-Identifier: MIT
#include "ui/dialogs/dataset_dialog.h"

#include "tests/support/test_support.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

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
        m_list = m_dialog->findChild<QTreeView*>();
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
        QVERIFY(m_filter->hasFocus());
    }

    void enterTellsTheChoiceOnce_data()
    {
        QTest::addColumn<bool>("inList");
        QTest::addRow("in the search") << false;
        QTest::addRow("in the list") << true;
    }
    void enterTellsTheChoiceOnce()
    {
        QFETCH(bool, inList);
        QWidget* focus = inList ? static_cast<QWidget*>(m_list) : m_filter;
        focus->setFocus();
        QTest::keyClick(focus, Qt::Key_Return);
        QCOMPARE(m_chosen->count(), 1);
        QCOMPARE(m_chosen->at(0).at(0).toString(), QStringLiteral("/a/probabilities"));
        QVERIFY(!m_dialog->isVisible());
    }

    void doubleClickTellsTheChoice_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("chosen");
        QTest::addRow("can be shown")
            << QStringLiteral("softmax") << QStringList(QStringLiteral("/b/softmax"));
        QTest::addRow("may be tried")
            << QStringLiteral("labels") << QStringList(QStringLiteral("/labels"));
        QTest::addRow("a group") << QStringLiteral("b") << QStringList();
    }
    void doubleClickTellsTheChoice()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, chosen);
        QStringList told;
        connect(m_dialog.get(), &DatasetDialog::datasetChosen, this,
            [&told](const QString& path) { told.append(path); });
        const auto* model = m_list->model();
        const QModelIndexList found = model->match(
            model->index(0, 0), Qt::DisplayRole, text, 1, Qt::MatchExactly | Qt::MatchRecursive);
        const QPoint place = m_list->visualRect(found.constFirst()).center();
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(m_list->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(told, chosen);
    }

    void filterNarrowsAndMarks()
    {
        m_filter->setText(QStringLiteral("SOFT"));
        QCOMPARE(m_dialog->chosen(), QStringLiteral("/b/softmax"));
        m_filter->setText(QStringLiteral("teapot"));
        QVERIFY(!m_dialog->chosen());
        QVERIFY(!openButton()->isEnabled());
        m_filter->clear();
        QVERIFY(openButton()->isEnabled());
    }

    void whatCannotBeShownMayBeTried()
    {
        QCOMPARE(openButton()->text(), QStringLiteral("&Open"));
        m_dialog->mark(QStringLiteral("/labels"));
        QVERIFY(openButton()->isEnabled());
        QCOMPARE(openButton()->text(), QStringLiteral("&Try it"));
    }

    void arrowsWalkFromTheSearch()
    {
        QTest::keyClick(m_filter, Qt::Key_Down); // the group b
        QVERIFY(!m_dialog->chosen());
        QTest::keyClick(m_filter, Qt::Key_Down);
        QCOMPARE(m_dialog->chosen(), QStringLiteral("/b/softmax"));
    }

    void lettersInTheListSearch()
    {
        m_list->setFocus();
        QTest::keyClicks(m_list, QStringLiteral("s"));
        QCOMPARE(m_filter->text(), QStringLiteral("s"));
        QVERIFY(m_filter->hasFocus());
    }

    void pictureIsAskedForWhatIsMarked()
    {
        QSignalSpy wanted(m_dialog.get(), &DatasetDialog::pictureWanted);
        m_dialog->mark(QStringLiteral("/a/probabilities"));
        m_dialog->mark(QStringLiteral("/b/softmax"));
        QTRY_COMPARE(wanted.count(), 1);
        QCOMPARE(wanted.at(0).at(0).toString(), QStringLiteral("/b/softmax"));
        QImage picture(4, 8, QImage::Format_RGB32);
        picture.fill(Qt::red);
        m_dialog->setPicture(picture);
        m_dialog->setPictureFailed(QStringLiteral("It cannot be read."));
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
    QTreeView* m_list = nullptr;
    QLineEdit* m_filter = nullptr;
    std::unique_ptr<QSignalSpy> m_chosen;
};

QTEST_MAIN(TestDatasetDialog)
#include "tst_dataset_dialog.moc"
