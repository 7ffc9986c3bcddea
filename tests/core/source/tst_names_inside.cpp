// SPDX-License-Identifier: MIT
#include "core/source/names_inside.h"

#include "tests/support/fake_guide.h"
#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

class TestNamesInside : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void findsArraysOfTexts_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("source");
        QTest::addRow("in the same group")
            << QByteArray("/a/b/class_names") << QStringLiteral("The dataset /a/b/class_names");
        QTest::addRow("at the root")
            << QByteArray("/labels") << QStringLiteral("The dataset /labels");
        QTest::addRow("of an ilastik project") << QByteArray("/PixelClassification/LabelNames")
                                               << QStringLiteral("The ilastik project");
        QTest::addRow("in another group") << QByteArray("/c/class_names") << QString();
        QTest::addRow("called something else") << QByteArray("/a/b/authors") << QString();
    }
    void findsArraysOfTexts()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, source);
        test::FakeFacts facts;
        facts.values[path.toStdString()] = {{2}, {"glass", "stroma"}, {}};
        test::FakeGuide guide(facts, nullptr);
        QString found;
        for (const auto& claim : namesInside(guide, "/a/b/probabilities", {}))
            found += QString::fromStdString(claim.source);
        QCOMPARE(found, source);
    }

    void numbersAreNoNames()
    {
        test::FakeFacts facts;
        facts.values["/labels"] = {{2}, {}, {1, 2}};
        test::FakeGuide guide(facts, nullptr);
        QVERIFY(namesInside(guide, "/probabilities", {}).empty());
    }
};

QTEST_APPLESS_MAIN(TestNamesInside)
#include "tst_names_inside.moc"
