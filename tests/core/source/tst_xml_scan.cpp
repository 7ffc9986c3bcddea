// SPDX-License-Identifier: MIT
#include "core/source/xml_scan.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <string>

using namespace tessera;

namespace {

// The names of all tags, ends with a slash.
QString tagsOf(std::string_view text)
{
    QString names;
    XmlScanner scanner(text);
    while (const auto tag = scanner.next())
        names += (tag->isEnd ? QStringLiteral("/") : QString())
            + QString::fromUtf8(tag->name.data(), static_cast<qsizetype>(tag->name.size()))
            + QLatin1Char(' ');
    return names.trimmed();
}

} // namespace

class TestXmlScan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void findsTags_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("tags");
        QTest::addRow("nothing") << QByteArray() << QString();
        QTest::addRow("no tag") << QByteArray("a > b") << QString();
        QTest::addRow("nested") << QByteArray("<a><b/></a>") << QStringLiteral("a b /a");
        QTest::addRow("namespaces")
            << QByteArray("<OME:a x='1'></OME:a>") << QStringLiteral("a /a");
        QTest::addRow("head and comments")
            << QByteArray("<?xml version='1.0'?><!DOCTYPE a><!-- <no> --><a><![CDATA[<no>]]></a>")
            << QStringLiteral("a /a");
        QTest::addRow("an end in a value")
            << QByteArray("<a x=\"1>2\"/><b>") << QStringLiteral("a b");
        QTest::addRow("cut off in a tag") << QByteArray("<a><b x='1") << QStringLiteral("a");
        QTest::addRow("cut off in a comment") << QByteArray("<a><!-- <b>") << QStringLiteral("a");
        QTest::addRow("line breaks") << QByteArray("<a\n x='1'\n>") << QStringLiteral("a");
        QTest::addRow("bytes") << QByteArray("\0<a\xFF\0>\xFE", 8)
                               << QStringLiteral("a\uFFFD") + QChar(0);
    }
    void findsTags()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, tags);
        QCOMPARE(tagsOf(text.toStdString()), tags);
    }

    void findsAttributes_data()
    {
        QTest::addColumn<QByteArray>("attributes");
        QTest::addColumn<QByteArray>("value"); // of `x`
        QTest::addRow("none") << QByteArray() << QByteArray("(none)");
        QTest::addRow("double quotes") << QByteArray(" x=\"1\"") << QByteArray("1");
        QTest::addRow("single quotes") << QByteArray(" y='2' x='1'/") << QByteArray("1");
        QTest::addRow("spaces") << QByteArray("\n x = \t'1' ") << QByteArray("1");
        QTest::addRow("part of another name") << QByteArray(" xx='2'") << QByteArray("(none)");
        QTest::addRow("inside a value") << QByteArray(" y=' x=3 ' x='1'") << QByteArray("1");
        QTest::addRow("entities") << QByteArray(" x='&lt;&amp;&#181;&#x1F52C;&gt;'")
                                  << QByteArray("<&\xC2\xB5\xF0\x9F\x94\xAC>");
        QTest::addRow("no entities") << QByteArray(" x='&no; & &#0; &#xFFFFFFFF;'")
                                     << QByteArray("&no; & &#0; &#xFFFFFFFF;");
        QTest::addRow("no quotes") << QByteArray(" x=1") << QByteArray("(none)");
        QTest::addRow("cut off") << QByteArray(" x='1") << QByteArray("(none)");
    }
    void findsAttributes()
    {
        QFETCH(QByteArray, attributes);
        QFETCH(QByteArray, value);
        const std::string text = attributes.toStdString();
        const XmlTag tag{"a", text};
        QCOMPARE(QByteArray::fromStdString(tag.attribute("x").value_or("(none)")), value);
    }

    void anyTextEnds()
    {
        const std::string opening(100'000, '<');
        QVERIFY(tagsOf(opening).isEmpty());
        const std::string comments(100'000, '!');
        QVERIFY(tagsOf("<" + comments).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestXmlScan)
#include "tst_xml_scan.moc"
