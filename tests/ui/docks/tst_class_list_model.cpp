// SPDX-License-Identifier: MIT
#include "ui/docks/class_list_model.h"

#include "tests/support/test_support.h"

#include <QAbstractItemModelTester>
#include <QColor>
#include <QSignalSpy>
#include <QTest>

using namespace tessera;

namespace {

Look twoClasses()
{
    return {{{"glass", {0, 0, 255}, true}, {"stroma", {0, 255, 0}, false}}};
}

QString textAt(const ClassListModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class TestClassListModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void showsWhatItIsGiven()
    {
        ClassListModel model;
        const QAbstractItemModelTester tester(&model);
        model.setLook(twoClasses());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(textAt(model, 1, ClassListModel::Name), QStringLiteral("stroma"));
        QCOMPARE(
            model.index(0, 1).data(ClassListModel::colourRole).value<QColor>(), QColor(0, 0, 255));
        QCOMPARE(model.index(1, 0).data(ClassListModel::visibleRole).toBool(), false);
    }

    void sharesHaveOneDecimal_data()
    {
        QTest::addColumn<double>("percent");
        QTest::addColumn<QString>("shown");
        QTest::addRow("usual") << 60.14 << QStringLiteral("60.1 %");
        QTest::addRow("all") << 100.0 << QStringLiteral("100.0 %");
        QTest::addRow("none") << 0.0 << QStringLiteral("0.0 %");
        QTest::addRow("a trace") << 0.001 << QStringLiteral("< 0.1 %");
    }
    void sharesHaveOneDecimal()
    {
        QFETCH(double, percent);
        QFETCH(QString, shown);
        ClassListModel model;
        model.setLook(twoClasses());
        QCOMPARE(textAt(model, 0, ClassListModel::Share), QString());
        model.setShares({percent, 1});
        QCOMPARE(textAt(model, 0, ClassListModel::Share), shown);
    }

    void sameNumberOfClassesKeepsTheRows()
    {
        ClassListModel model;
        model.setLook(twoClasses());
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        Look look = twoClasses();
        look.classes[0].colour = {1, 2, 3};
        model.setLook(look);
        model.setLook(look);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 1);
    }

    void anotherNumberForgetsTheShares()
    {
        ClassListModel model;
        model.setLook(twoClasses());
        model.setShares({50, 50});
        model.setLook({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.hasShares());
    }

    void passesOnNamesThatAreNames_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("wishes");
        QTest::addRow("new") << QStringLiteral(" nuclei ") << 1;
        QTest::addRow("the same") << QStringLiteral("glass") << 0;
        QTest::addRow("blank") << QStringLiteral("  ") << 0;
    }
    void passesOnNamesThatAreNames()
    {
        QFETCH(QString, typed);
        QFETCH(int, wishes);
        ClassListModel model;
        model.setLook(twoClasses());
        const QSignalSpy wished(&model, &ClassListModel::renameRequested);
        model.setData(model.index(0, ClassListModel::Name), typed, Qt::EditRole);
        QCOMPARE(wished.count(), wishes);
        QCOMPARE(textAt(model, 0, ClassListModel::Name), QStringLiteral("glass"));
    }

    void onlyNamesAreEditable()
    {
        ClassListModel model;
        model.setLook(twoClasses());
        QVERIFY(model.flags(model.index(0, ClassListModel::Name)).testFlag(Qt::ItemIsEditable));
        QVERIFY(!model.flags(model.index(0, ClassListModel::Eye)).testFlag(Qt::ItemIsEditable));
    }
};

QTEST_APPLESS_MAIN(TestClassListModel)
#include "tst_class_list_model.moc"
