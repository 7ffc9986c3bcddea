// SPDX-License-Identifier: MIT
#include "ui/docks/ladder_tab.h"

#include "tests/support/test_support.h"
#include "ui/docks/ladder_model.h"
#include "ui/docks/ladder_process.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace tessera;

namespace {

QPushButton* buttonNamed(const QWidget& tab, const QString& text)
{
    for (auto* button : tab.findChildren<QPushButton*>())
        if (button->text() == text)
            return button;
    return nullptr;
}

bool shows(const QWidget& tab, const QString& part)
{
    for (const auto* label : tab.findChildren<QLabel*>())
        if (label->isVisible() && label->text().contains(part))
            return true;
    return false;
}

LadderOptions sampleOptions()
{
    LadderOptions options;
    options.location.path = test::samplePath();
    options.pixelLimit = 70'000;
    options.threads = 1;
    return options;
}

LadderBill bill(const char* rung, std::int64_t ns, std::uint64_t bytes)
{
    return {QString::fromUtf8(rung), ns, {bytes}, true, {}};
}

} // namespace

class TestLadderTab : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void asksForARun()
    {
        LadderTab tab;
        tab.show();
        const QSignalSpy asked(&tab, &LadderTab::runRequested);
        buttonNamed(tab, QStringLiteral("Climb the ladder"))->click();
        QCOMPARE(asked.count(), 1);
        QVERIFY(!tab.process().isRunning());
    }

    void showsEveryRungOfARun()
    {
        LadderTab tab;
        tab.process().setProgram(QStringLiteral(TESSERA_CLI));
        tab.show();
        QSignalSpy ended(&tab.process(), &LadderProcess::ended);
        tab.run(sampleOptions());
        QVERIFY(buttonNamed(tab, QStringLiteral("Cancel"))->isVisible());
        QVERIFY(ended.wait(60'000));
        QCOMPARE(tableOf(tab)->rowCount(), 9);
        QCOMPARE(
            cell(tab, 0, LadderModel::Step), QStringLiteral("v0  text, a list for every pixel"));
        QCOMPARE(cell(tab, 8, LadderModel::Step), QStringLiteral("Tessera, one thread"));
        for (int row = 0; row < 9; ++row)
            QCOMPARE(cell(tab, row, LadderModel::Picture), QStringLiteral("same"));
        QVERIFY(shows(tab, QStringLiteral("Of its top left corner: 256 × 256 pixels, 4 classes.")));
        QVERIFY(buttonNamed(tab, QStringLiteral("Climb the ladder"))->isVisible());
        buttonNamed(tab, QStringLiteral("Copy"))->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), tab.asText());
        QCOMPARE(tab.asText().count(QStringLiteral("\tsame\n")), 9);
    }

    void failureIsASentence()
    {
        LadderTab tab;
        tab.process().setProgram(QStringLiteral(TESSERA_CLI));
        tab.show();
        QSignalSpy ended(&tab.process(), &LadderProcess::ended);
        LadderOptions options = sampleOptions();
        options.location.path = "gone.h5";
        tab.run(options);
        QVERIFY(ended.wait(60'000));
        QVERIFY(shows(tab, QStringLiteral("gone.h5")));
    }

    void programThatIsNotThereIsASentence()
    {
        LadderTab tab;
        tab.process().setProgram(QStringLiteral("/nowhere/tessera"));
        tab.show();
        tab.run(sampleOptions());
        QTRY_VERIFY(!tab.process().isRunning());
        QVERIFY(shows(tab, QStringLiteral("could not be climbed")));
    }

    void cancelStopsItAtOnce()
    {
        LadderTab tab;
        tab.process().setProgram(QStringLiteral(TESSERA_CLI));
        tab.show();
        const QSignalSpy ended(&tab.process(), &LadderProcess::ended);
        tab.run(sampleOptions());
        buttonNamed(tab, QStringLiteral("Cancel"))->click();
        QVERIFY(!tab.process().isRunning());
        QCOMPARE(ended.count(), 1);
        QVERIFY(shows(tab, QStringLiteral("Cancelled.")));
        QVERIFY(buttonNamed(tab, QStringLiteral("Climb the ladder"))->isVisible());
        QTRY_VERIFY(tab.findChildren<QProcess*>().isEmpty()); // it ended by itself
    }

    void clearForgetsTheFigures()
    {
        LadderTab tab;
        tab.show();
        Q_EMIT tab.process().climbed(bill("v0", 2'000'000, 1'000'000));
        QCOMPARE(tableOf(tab)->rowCount(), 1);
        tab.clear();
        QCOMPARE(tableOf(tab)->rowCount(), 0);
        QVERIFY(!buttonNamed(tab, QStringLiteral("Copy"))->isEnabled());
    }

    void barsAreOnAScaleOfPowers()
    {
        LadderModel model;
        model.append(bill("v0", 8'100'000, 80'000'000));
        model.append(bill("v1", 900'000, 80'000'000));
        model.append(bill("v2", 300'000, 80'000'000));
        const auto bar = [&](int row, int column) {
            return model.index(row, column).data(LadderModel::barRole).toDouble();
        };
        QCOMPARE(bar(0, LadderModel::Time), 1.0);
        QCOMPARE(bar(1, LadderModel::Time), 0.5);
        QCOMPARE(bar(2, LadderModel::Time), 0.25);
        QCOMPARE(bar(2, LadderModel::Memory), 1.0);
        QVERIFY(!model.index(0, LadderModel::Step).data(LadderModel::barRole).isValid());
        QCOMPARE(model.index(1, LadderModel::Faster).data().toString(), QStringLiteral("×9.0"));
    }

    void rungWithoutFiguresSaysWhy()
    {
        LadderModel model;
        LadderBill failed = bill("v0", 0, 0);
        failed.error = QStringLiteral("There was not enough memory for it.");
        model.append(failed);
        model.append(bill("v1", 900'000, 80'000'000));
        QCOMPARE(model.index(0, LadderModel::Time).data().toString(), QStringLiteral("–"));
        QCOMPARE(model.index(0, LadderModel::Picture).data().toString(), QStringLiteral("failed"));
        QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(), failed.error);
        QCOMPARE(model.index(1, LadderModel::Faster).data().toString(), QStringLiteral("×1.0"));
    }

    void survivesAnySize_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addRow("a pixel") << QSize(1, 1);
        QTest::addRow("a column") << QSize(10, 400);
        QTest::addRow("a strip") << QSize(2000, 10);
    }
    void survivesAnySize()
    {
        QFETCH(QSize, size);
        LadderTab tab;
        tab.resize(size);
        Q_EMIT tab.process().climbed(bill("v0", 2'000'000, 1'000'000));
        QVERIFY(!tab.grab().isNull());
    }

private:
    static QAbstractItemModel* tableOf(const LadderTab& tab)
    {
        return tab.findChild<QTableView*>()->model();
    }
    static QString cell(const LadderTab& tab, int row, int column)
    {
        return tableOf(tab)->index(row, column).data().toString();
    }
};

QTEST_MAIN(TestLadderTab)
#include "tst_ladder_tab.moc"
