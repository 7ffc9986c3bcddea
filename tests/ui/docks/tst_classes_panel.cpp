// SPDX-License-Identifier: MIT
#include "ui/docks/classes_panel.h"

#include "core/palette/presets.h"
#include "tests/support/test_support.h"
#include "ui/docks/class_list_model.h"
#include "ui/docks/class_list_view.h"

#include <QApplication>
#include <QColorDialog>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace tessera;

namespace {

Look lookOf(std::size_t classes)
{
    return defaultLook(classes, {"epithelium", "stroma", "nuclei", "glass"});
}

Look editedLook(const QSignalSpy& spy)
{
    return spy.last().at(0).value<Look>();
}

bool isInProgress(const QSignalSpy& spy)
{
    return spy.last().at(1).toBool();
}

void triggerInMenu(const QString& text)
{
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu);
    for (QAction* action : menu->actions()) {
        if (action->text() == text)
            action->trigger();
    }
    menu->close();
}

} // namespace

class TestClassesPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_panel = std::make_unique<ClassesPanel>();
        m_panel->setLook(lookOf(4));
        m_panel->resize(260, 300);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_view = m_panel->findChild<ClassListView*>();
        m_edited = std::make_unique<QSignalSpy>(m_panel.get(), &ClassesPanel::lookEdited);
    }
    void cleanup()
    {
        m_edited.reset();
        m_panel.reset();
    }

    void clickOnTheEyeTogglesAtEveryClick()
    {
        clickCell(2, ClassListModel::Eye);
        QCOMPARE(m_edited->count(), 1);
        QVERIFY(!editedLook(*m_edited).classes[2].visible);
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, cell(2, 0));
        QCOMPARE(m_edited->count(), 2);
        QVERIFY(editedLook(*m_edited).classes[2].visible);
        QVERIFY(!isInProgress(*m_edited));
    }

    void controlClickShowsOnlyThatClass()
    {
        clickCell(1, ClassListModel::Eye, Qt::ControlModifier);
        QCOMPARE(editedLook(*m_edited), withSolo(lookOf(4), 1));
        clickCell(1, ClassListModel::Eye, Qt::ControlModifier);
        QCOMPARE(editedLook(*m_edited), lookOf(4));
    }

    void spaceActsOnTheCurrentRow()
    {
        m_view->setCurrentIndex(m_view->model()->index(3, ClassListModel::Name));
        QTest::keyClick(m_view, Qt::Key_Space);
        QVERIFY(!editedLook(*m_edited).classes[3].visible);
        QTest::keyClick(m_view, Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(editedLook(*m_edited), withSolo(lookOf(4), 3));
    }

    void nameIsTypedInPlace()
    {
        m_view->setCurrentIndex(m_view->model()->index(0, ClassListModel::Name));
        QTest::keyClick(m_view, Qt::Key_F2);
        auto* editor = m_view->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->setText(QStringLiteral("tumour ü"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(m_edited->count(), 1);
        QCOMPARE(editedLook(*m_edited).classes[0].name, std::string("tumour ü"));
        QVERIFY(!m_panel->findChild<QColorDialog*>());
    }

    void mayGoWhileANameIsTyped()
    {
        m_view->rename(0);
        m_view->findChild<QLineEdit*>()->setText(QStringLiteral("half a na"));
        const QPointer<ClassListView> view(m_view);
        m_panel.reset();
        QVERIFY(view.isNull());
        QCOMPARE(m_edited->count(), 0);
    }

    void colourIsLiveWhileItIsChosen()
    {
        QColorDialog* dialog = openColourOf(1);
        dialog->setCurrentColor(QColor(1, 2, 3));
        QCOMPARE(editedLook(*m_edited).classes[1].colour, (Rgb{1, 2, 3}));
        QVERIFY(isInProgress(*m_edited));
        dialog->setCurrentColor(QColor(4, 5, 6));
        dialog->accept();
        QCOMPARE(editedLook(*m_edited).classes[1].colour, (Rgb{4, 5, 6}));
        QVERIFY(!isInProgress(*m_edited));
        QCOMPARE(m_edited->count(), 3);
    }

    void cancelledColourComesBack()
    {
        QColorDialog* dialog = openColourOf(1);
        dialog->setCurrentColor(QColor(1, 2, 3));
        dialog->reject();
        QCOMPARE(editedLook(*m_edited), lookOf(4));
        QVERIFY(!isInProgress(*m_edited));
    }

    void anotherSwatchFinishesTheFirst()
    {
        openColourOf(1)->setCurrentColor(QColor(1, 2, 3));
        clickCell(2, ClassListModel::Swatch);
        QVERIFY(!isInProgress(*m_edited));
        QCOMPARE(editedLook(*m_edited).classes[1].colour, (Rgb{1, 2, 3}));
        QTRY_COMPARE(m_panel->findChildren<QColorDialog*>().size(), 1);
    }

    void anotherFileClosesTheDialogWithoutAWord()
    {
        openColourOf(3);
        m_panel->setLook(lookOf(2));
        QTRY_VERIFY(!m_panel->findChild<QColorDialog*>());
        QCOMPARE(m_edited->count(), 0);
    }

    void undoUnderTheDialogClosesIt()
    {
        openColourOf(1)->setCurrentColor(QColor(1, 2, 3));
        m_panel->setLook(lookOf(4));
        QTRY_VERIFY(!m_panel->findChild<QColorDialog*>());
        QCOMPARE(m_edited->count(), 1);
    }

    void presetRecoloursAndKeepsNames()
    {
        const QStringList shown{comboText()};
        auto* combo = m_panel->findChild<QComboBox*>();
        combo->setCurrentIndex(1);
        Q_EMIT combo->activated(1);
        QCOMPARE(editedLook(*m_edited), withPreset(lookOf(4), presets()[1]));
        QCOMPARE(shown, QStringList(QStringLiteral("Talk")));
        QCOMPARE(comboText(), QStringLiteral("Okabe-Ito"));
    }

    void ownColoursAreCalledCustom()
    {
        Look look = lookOf(4);
        look.classes[0].colour = {1, 2, 3};
        m_panel->setLook(look);
        QCOMPARE(m_panel->findChild<QComboBox*>()->currentIndex(), -1);
        m_panel->setLook(lookOf(4));
        QCOMPARE(comboText(), QStringLiteral("Talk"));
        QCOMPARE(m_edited->count(), 0);
    }

    void menuHidesAndShowsAll()
    {
        openMore();
        triggerInMenu(QStringLiteral("Hide all"));
        QVERIFY(!editedLook(*m_edited).classes[0].visible);
        QVERIFY(!editedLook(*m_edited).classes[3].visible);
        openMore();
        triggerInMenu(QStringLiteral("Show all"));
        QCOMPARE(editedLook(*m_edited), lookOf(4));
    }

    void filesAreWishes()
    {
        const QSignalSpy save(m_panel.get(), &ClassesPanel::savePaletteRequested);
        const QSignalSpy load(m_panel.get(), &ClassesPanel::loadPaletteRequested);
        openMore();
        triggerInMenu(QStringLiteral("Save palette…"));
        openMore();
        triggerInMenu(QStringLiteral("Load palette…"));
        QCOMPARE(save.count(), 1);
        QCOMPARE(load.count(), 1);
    }

    void sharesAppearWhenThereAreAny()
    {
        QVERIFY(m_view->isColumnHidden(ClassListModel::Share));
        m_panel->setShares({60.1, 28.2, 8.5, 3.3});
        QVERIFY(!m_view->isColumnHidden(ClassListModel::Share));
        m_panel->setShares({});
        QVERIFY(m_view->isColumnHidden(ClassListModel::Share));
    }

    void manyClassesAreQuick()
    {
        Look look = lookOf(150);
        m_panel->setLook(look);
        QBENCHMARK_ONCE
        {
            for (int i = 0; i < 20; ++i) {
                look.classes[7].visible = !look.classes[7].visible;
                m_panel->setLook(look);
                m_view->viewport()->repaint();
            }
        }
        QCOMPARE(m_view->model()->rowCount(), 150);
    }

private:
    QPoint cell(int row, int column) const
    {
        return m_view->visualRect(m_view->model()->index(row, column)).center();
    }
    void clickCell(int row, int column, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, modifiers, cell(row, column));
    }
    QColorDialog* openColourOf(int row)
    {
        clickCell(row, ClassListModel::Swatch);
        return m_panel->findChild<QColorDialog*>();
    }
    QString comboText() const { return m_panel->findChild<QComboBox*>()->currentText(); }
    void openMore() { m_panel->findChildren<QToolButton*>().last()->click(); }

    std::unique_ptr<ClassesPanel> m_panel;
    ClassListView* m_view = nullptr;
    std::unique_ptr<QSignalSpy> m_edited;
};

QTEST_MAIN(TestClassesPanel)
#include "tst_classes_panel.moc"
