// SPDX-License-Identifier: MIT
#include "ui/dialogs/dataset_tree_model.h"

#include "tests/support/test_support.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <fmt/format.h>

using namespace tessera;

namespace {

DatasetEntry entry(const char* path, std::vector<std::uint64_t> shape, bool suitable)
{
    DatasetEntry made;
    made.path = path;
    made.shape = std::move(shape);
    made.storedType = "float32";
    made.suitable = suitable;
    made.reason = suitable ? "" : "It has one dimension only.";
    return made;
}

std::vector<DatasetEntry> someEntries()
{
    return {entry("/a/b/times", {9}, false), entry("/a/b/p", {50, 60, 2}, true),
        entry("/a/q", {4, 50, 60}, true), entry("/top", {7}, false)};
}

std::vector<DatasetEntry> manyEntries(int count)
{
    constexpr int perGroup = 100;
    std::vector<DatasetEntry> entries;
    entries.reserve(static_cast<std::size_t>(count));
    for (int number = 0; number < count; ++number)
        entries.push_back(entry(
            fmt::format("/group{:03}/array{:05}", number / perGroup, number).c_str(), {9}, false));
    return entries;
}

} // namespace

class TestDatasetTreeModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void groupsAreBranches()
    {
        const DatasetTreeModel model(someEntries());
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex group = model.index(0, 0);
        QCOMPARE(group.data().toString(), QStringLiteral("a"));
        QVERIFY(model.entryAt(group) == nullptr);
        QCOMPARE(model.rowCount(group), 2);
        const QModelIndex inner = model.index(0, 0, group);
        QCOMPARE(inner.data().toString(), QStringLiteral("b"));
        QCOMPARE(model.index(1, DatasetTreeModel::Shape, inner).data().toString(),
            QStringLiteral("50 × 60 × 2"));
        QCOMPARE(model.shownCount(), 4);
    }

    void keysWithoutGroupsAreALevel()
    {
        const DatasetTreeModel model(
            {entry("softmax", {3, 4, 5}, true), entry("meta", {1}, false)});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("softmax"));
    }

    void oddPathsHaveAPlace_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char* path : {"/", "", "//a", "/a//b", "/a/", "/\xc3\xbc/\xff"})
            QTest::addRow("\"%s\"", path) << QByteArray(path);
    }
    void oddPathsHaveAPlace()
    {
        QFETCH(QByteArray, path);
        const DatasetTreeModel model({entry(path.constData(), {2, 2, 2}, true)});
        QCOMPARE(model.shownCount(), 1);
        const DatasetEntry* found = model.entryAt(model.likeliest());
        QVERIFY(found != nullptr);
        QCOMPARE(found->path, path.toStdString());
    }

    void wordsNarrow_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("shown");
        QTest::addRow("none") << QString() << 4;
        QTest::addRow("a name, whatever its case") << QStringLiteral("TIMES") << 1;
        QTest::addRow("two words") << QStringLiteral("b 60") << 1;
        QTest::addRow("a shape") << QStringLiteral("50") << 2;
        QTest::addRow("a type") << QStringLiteral("float32") << 4;
        QTest::addRow("no match") << QStringLiteral("teapot") << 0;
    }
    void wordsNarrow()
    {
        QFETCH(QString, words);
        QFETCH(int, shown);
        DatasetTreeModel model(someEntries());
        model.setFilter(words);
        QCOMPARE(model.shownCount(), shown);
        QCOMPARE(model.likeliest().isValid(), shown > 0);
    }

    void emptyGroupsGo()
    {
        DatasetTreeModel model(someEntries());
        model.setFilter(QStringLiteral("top"));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("top"));
    }

    void likeliestIsMarkedFirst()
    {
        auto entries = someEntries();
        entries[2].likelihood = 3;
        entries[3].likelihood = 9; // not suitable
        const DatasetTreeModel model(std::move(entries));
        QCOMPARE(model.entryAt(model.likeliest())->path, std::string("/a/q"));
    }

    void storageAndTargetAreTold()
    {
        auto entries = someEntries();
        entries[3].storage = "contiguous";
        entries[3].target = "/a/q";
        const DatasetTreeModel model(std::move(entries));
        const QModelIndex top = model.indexOf(QStringLiteral("/top"));
        QCOMPARE(top.data().toString(), QStringLiteral("top → /a/q"));
        QCOMPARE(top.siblingAtColumn(DatasetTreeModel::Storage).data().toString(),
            QStringLiteral("contiguous"));
    }

    void suitableOneComesFirst()
    {
        DatasetTreeModel model(someEntries());
        QCOMPARE(model.entryAt(model.likeliest())->path, std::string("/a/b/p"));
        model.setFilter(QStringLiteral("t"));
        QVERIFY(model.entryAt(model.likeliest()) != nullptr);
        QVERIFY(!model.indexOf(QStringLiteral("/gone")).isValid());
        QVERIFY(model.indexOf(QStringLiteral("/top")).isValid());
    }

    void modelKeepsItsPromises()
    {
        DatasetTreeModel model(someEntries());
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFilter(QStringLiteral("p"));
        model.setFilter({});
    }

    void manyAreQuick()
    {
        constexpr int count = 10'000;
        const auto entries = manyEntries(count);
        QBENCHMARK_ONCE
        {
            DatasetTreeModel model(entries);
            model.setFilter(QStringLiteral("99"));
            model.setFilter({});
            QCOMPARE(model.shownCount(), count);
        }
    }
};

QTEST_MAIN(TestDatasetTreeModel)
#include "tst_dataset_tree_model.moc"
