// SPDX-License-Identifier: MIT
#include "ui/dialogs/go_to_popup.h"

#include "tests/support/test_support.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace tessera;

namespace {

QList<PositionAxis> someAxes()
{
    return {{QStringLiteral("x"), 2000, 214}, {QStringLiteral("y"), 1000, 388},
        {QStringLiteral("z"), 12, 7}};
}

struct PopupFixture {
    PopupFixture()
    {
        place.resize(600, 400);
        place.show();
        popup.openOver(place, someAxes());
    }
    QLineEdit* field(const char* name) const
    {
        return popup.findChild<QLineEdit*>(QString::fromLatin1(name));
    }
    void type(const char* name, const QString& text) const
    {
        field(name)->selectAll();
        QTest::keyClicks(field(name), text);
    }
    QLabel* mistake() const { return popup.findChild<QLabel*>(QStringLiteral("mistake")); }

    QWidget place;
    GoToPopup popup;
};

} // namespace

class TestGoToPopup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void understandsPositions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<qint64>>("values");
        QTest::addRow("with commas") << QStringLiteral("1, 2, 3") << QList<qint64>{1, 2, 3};
        QTest::addRow("with blanks") << QStringLiteral(" 1  2 3 ") << QList<qint64>{1, 2, 3};
        QTest::addRow("with semicolons") << QStringLiteral("1;2;3") << QList<qint64>{1, 2, 3};
        QTest::addRow("without z") << QStringLiteral("1999,999") << QList<qint64>{1999, 999, 7};
        QTest::addRow("x alone") << QStringLiteral("5") << QList<qint64>{5, 388, 7};
        QTest::addRow("nothing") << QString() << QList<qint64>();
        QTest::addRow("too many") << QStringLiteral("1 2 3 4") << QList<qint64>();
        QTest::addRow("words") << QStringLiteral("here") << QList<qint64>();
        QTest::addRow("a part of a pixel") << QStringLiteral("1.5 2") << QList<qint64>();
        QTest::addRow("beyond the end") << QStringLiteral("1, 1000") << QList<qint64>();
        QTest::addRow("below 0") << QStringLiteral("-1, 2") << QList<qint64>();
        QTest::addRow("larger than any number")
            << QStringLiteral("99999999999999999999") << QList<qint64>();
    }
    void understandsPositions()
    {
        QFETCH(QString, text);
        QFETCH(QList<qint64>, values);
        const ParsedPosition parsed = parsePosition(text, someAxes());
        QCOMPARE(parsed.values, values);
        QCOMPARE(parsed.mistake.isEmpty(), !values.isEmpty());
    }

    void beginsWithThePresentPosition()
    {
        const PopupFixture here;
        QCOMPARE(here.field("position")->text(), QStringLiteral("214, 388, 7"));
        QCOMPARE(here.field("y")->text(), QStringLiteral("388"));
        QVERIFY(here.mistake()->isHidden());
    }

    void enterGoesThereAndCloses()
    {
        const PopupFixture here;
        const QSignalSpy wanted(&here.popup, &GoToPopup::wanted);
        here.type("position", QStringLiteral("10, 20"));
        QCOMPARE(here.field("x")->text(), QStringLiteral("10"));
        QTest::keyClick(here.field("position"), Qt::Key_Return);
        QCOMPARE(wanted, (QList<QVariantList>{{QVariant::fromValue(QList<qint64>{10, 20, 7})}}));
        QVERIFY(here.popup.isHidden());
    }

    void eachNumberHasAField()
    {
        const PopupFixture here;
        const QSignalSpy wanted(&here.popup, &GoToPopup::wanted);
        here.type("z", QStringLiteral("3"));
        QCOMPARE(here.field("position")->text(), QStringLiteral("214, 388, 3"));
        QTest::keyClick(here.field("z"), Qt::Key_Return);
        QCOMPARE(wanted.count(), 1);
    }

    void outOfRangeIsToldAndStaysOpen()
    {
        const PopupFixture here;
        const QSignalSpy wanted(&here.popup, &GoToPopup::wanted);
        here.type("position", QStringLiteral("2000, 5"));
        QVERIFY(!here.mistake()->isHidden());
        QCOMPARE(here.mistake()->text(), QStringLiteral("x goes from 0 to 1999."));
        QTest::keyClick(here.field("position"), Qt::Key_Return);
        QCOMPARE(wanted.count(), 0);
        QVERIFY(!here.popup.isHidden());
    }

    void escapeCloses()
    {
        PopupFixture here;
        QTest::keyClick(&here.popup, Qt::Key_Escape);
        QVERIFY(here.popup.isHidden());
    }
};

QTEST_MAIN(TestGoToPopup)
#include "tst_go_to_popup.moc"
