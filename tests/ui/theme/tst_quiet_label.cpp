// SPDX-License-Identifier: MIT
#include "ui/theme/quiet_label.h"

#include "tests/support/test_support.h"
#include "ui/theme/shades.h"

#include <QTest>

using namespace tessera;

class TestQuietLabel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void standsBetweenTextAndWindow_data()
    {
        QTest::addColumn<QColor>("window");
        QTest::addColumn<QColor>("text");
        QTest::addRow("light") << QColor(240, 240, 240) << QColor(0, 0, 0);
        QTest::addRow("dark") << QColor(42, 46, 50) << QColor(252, 252, 252);
    }
    void standsBetweenTextAndWindow()
    {
        QFETCH(QColor, window);
        QFETCH(QColor, text);
        QWidget parent;
        auto* label = new QuietLabel(QStringLiteral("wait"), &parent);
        QPalette palette;
        palette.setColor(QPalette::Window, window);
        palette.setColor(QPalette::WindowText, text);
        palette.setColor(QPalette::PlaceholderText, window); // as some desktops leave it
        parent.setPalette(palette);
        QCOMPARE(label->palette().color(QPalette::WindowText), quietText(palette));
    }

    void takesTheColourOfALaterParent()
    {
        QWidget parent;
        QPalette palette;
        palette.setColor(QPalette::Window, Qt::black);
        palette.setColor(QPalette::WindowText, Qt::white);
        parent.setPalette(palette);
        auto* label = new QuietLabel(QStringLiteral("wait"));
        label->setParent(&parent);
        QCOMPARE(label->palette().color(QPalette::WindowText), quietText(palette));
    }
};

QTEST_MAIN(TestQuietLabel)
#include "tst_quiet_label.moc"
