// SPDX-License-Identifier: MIT
#include "core/base/path_text.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

class TestPathText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void showsNoControlCharacters_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("shown");
        QTest::addRow("plain") << QByteArray("tissue 1.h5") << QByteArray("tissue 1.h5");
        QTest::addRow("letters of any language")
            << QByteArray("\xC3\xA9\xE2\x80\xA6\xF0\x9F\x94\xAC")
            << QByteArray("\xC3\xA9\xE2\x80\xA6\xF0\x9F\x94\xAC");
        QTest::addRow("two lines") << QByteArray("a\nb") << QByteArray("a\\x0ab");
        QTest::addRow("an escape") << QByteArray("\x1b[31m") << QByteArray("\\x1b[31m");
        QTest::addRow("deleted") << QByteArray("\x7f") << QByteArray("\\x7f");
        QTest::addRow("an escape of two bytes")
            << QByteArray("\xC2\x9B") << QByteArray("\\xc2\\x9b");
        QTest::addRow("a sign after those") << QByteArray("\xC2\xA7") << QByteArray("\xC2\xA7");
        QTest::addRow("half a letter") << QByteArray("\xC2") << QByteArray("\xC2");
        QTest::addRow("nothing") << QByteArray() << QByteArray("");
    }
    void showsNoControlCharacters()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, shown);
        QCOMPARE(QByteArray::fromStdString(shownText(text.toStdString())), shown);
    }

    void namesTheLastComponent()
    {
        QCOMPARE(shownName("/data/run\n1/a\tb.h5"), std::string("a\\x09b.h5"));
        QCOMPARE(shownName("/data/folder/"), std::string("folder"));
        QCOMPARE(shownName("/"), std::string("/"));
    }
};

QTEST_APPLESS_MAIN(TestPathText)
#include "tst_path_text.moc"
