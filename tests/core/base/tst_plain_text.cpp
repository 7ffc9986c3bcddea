// SPDX-License-Identifier: MIT
#include "core/base/plain_text.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

class TestPlainText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void showsOnlyWhatCanBeSeen_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("shown");
        QTest::addRow("nothing") << QByteArray() << QString();
        QTest::addRow("plain") << QByteArray("/p a") << QStringLiteral("/p a");
        QTest::addRow("letters of two bytes") << QByteArray("ü") << QStringLiteral("ü");
        QTest::addRow("letters of three bytes") << QByteArray("€") << QStringLiteral("€");
        QTest::addRow("beyond 16 bits")
            << QByteArray("\xF0\x9F\x94\xAC") << QString::fromUtf8("\xF0\x9F\x94\xAC");
        QTest::addRow("a new line") << QByteArray("a\nb") << QStringLiteral("a\uFFFDb");
        QTest::addRow("an escape") << QByteArray("\x1B[2J") << QStringLiteral("\uFFFD[2J");
        QTest::addRow("a zero") << QByteArray("a\0b", 3) << QStringLiteral("a\uFFFDb");
        QTest::addRow("a control of eight bits")
            << QByteArray("\xC2\x9B") << QStringLiteral("\uFFFD\uFFFD");
        QTest::addRow("turned direction")
            << QByteArray("\xE2\x80\xAEx") << QStringLiteral("\uFFFD\uFFFD\uFFFDx");
        QTest::addRow("Latin-1") << QByteArray("\xFC"
                                               "ber")
                                 << QStringLiteral("\uFFFDber");
        QTest::addRow("a lone following byte") << QByteArray("\x80") << QStringLiteral("\uFFFD");
        QTest::addRow("cut off") << QByteArray("a\xE2\x82") << QStringLiteral("a\uFFFD\uFFFD");
        QTest::addRow("longer than needed")
            << QByteArray("\xE0\x80\x8A") << QStringLiteral("\uFFFD\uFFFD\uFFFD");
        QTest::addRow("a surrogate")
            << QByteArray("\xED\xA0\x80") << QStringLiteral("\uFFFD\uFFFD\uFFFD");
        QTest::addRow("beyond Unicode")
            << QByteArray("\xF4\x90\x80\x80") << QStringLiteral("\uFFFD\uFFFD\uFFFD\uFFFD");
    }
    void showsOnlyWhatCanBeSeen()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, shown);
        QCOMPARE(QString::fromStdString(toPlainText(text.toStdString(), 100)), shown);
    }

    void cutsBetweenCharacters_data()
    {
        QTest::addColumn<int>("most");
        QTest::addColumn<QString>("shown");
        QTest::addRow("all") << 4 << QStringLiteral("a€");
        QTest::addRow("inside the last") << 3 << QStringLiteral("a");
        QTest::addRow("nothing") << 0 << QString();
    }
    void cutsBetweenCharacters()
    {
        QFETCH(int, most);
        QFETCH(QString, shown);
        QCOMPARE(QString::fromStdString(toPlainText("a€", static_cast<std::size_t>(most))), shown);
    }
};

QTEST_APPLESS_MAIN(TestPlainText)
#include "tst_plain_text.moc"
