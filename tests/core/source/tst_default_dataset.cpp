// SPDX-License-Identifier: MIT
#include "core/source/default_dataset.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

using Arrays = std::vector<StoredArray>;
Q_DECLARE_METATYPE(Arrays)
Q_DECLARE_METATYPE(StoredArray)

namespace {

StoredArray array(const char* path, std::vector<std::uint64_t> shape = {40, 50, 3},
    const char* type = "float32", std::optional<StoredNumber> number = StoredNumber())
{
    return {path, std::move(shape), number, type, {}};
}

constexpr StoredNumber byte{NumberKind::Unsigned, 1, false};
constexpr StoredNumber wideInteger{NumberKind::Signed, 8, false};

Result<std::string> choice(const Arrays& arrays)
{
    std::vector<DatasetEntry> entries;
    for (const auto& one : arrays)
        entries.push_back(judgeDataset(one));
    return defaultDataset(entries, "x.h5");
}

} // namespace

class TestDefaultDataset : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void choosesByNameThenByBeingAlone_data()
    {
        QTest::addColumn<Arrays>("arrays");
        QTest::addColumn<QString>("chosen");
        QTest::addRow("the only one") << Arrays{array("/anything")} << QStringLiteral("/anything");
        QTest::addRow("by name") << Arrays{array("/data"), array("/probabilities")}
                                 << QStringLiteral("/probabilities");
        QTest::addRow("names in order") << Arrays{array("/exported_data"), array("/softmax"),
            array("/predictions")} << QStringLiteral("/predictions");
        QTest::addRow("in a group")
            << Arrays{array("/a/other"), array("/a/softmax")} << QStringLiteral("/a/softmax");
        QTest::addRow("beside an image")
            << Arrays{array("/image"), array("/p"), array("/a/raw")} << QStringLiteral("/p");
        QTest::addRow("unsuitable namesake") << Arrays{array("/probabilities", {7}),
            array("/softmax")} << QStringLiteral("/softmax");
        QTest::addRow("whole numbers by name")
            << Arrays{array("/label", {40, 50, 3}, "uint8", byte),
                   array("/exported_data", {40, 50, 3}, "uint8", byte)}
            << QStringLiteral("/exported_data");
    }
    void choosesByNameThenByBeingAlone()
    {
        QFETCH(Arrays, arrays);
        QFETCH(QString, chosen);
        const auto made = choice(arrays);
        QCOMPARE(test::errorOf(made), QString());
        QCOMPARE(QString::fromStdString(*made), chosen);
    }

    void asksWhereSeveralMayBeMeant()
    {
        const auto made =
            choice({array("/a"), array("/b"), array("/c"), array("/d"), array("/e"), array("/f")});
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Ambiguous);
        QCOMPARE(test::errorOf(made),
            QStringLiteral("x.h5 holds 6 datasets that may be meant: /a, /b, /c, /d, /e …; choose "
                           "one, or name it after the file as in x.h5::/a."));
    }

    void asksWhereANameIsThereTwice()
    {
        const auto made = choice({array("/a/softmax"), array("/b/softmax"), array("/c")});
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Ambiguous);
    }

    void saysWhyTheLikeliestIsNot_data()
    {
        QTest::addColumn<Arrays>("arrays");
        QTest::addColumn<QString>("message");
        QTest::addRow("nothing there") << Arrays{} << QStringLiteral("x.h5 holds no datasets.");
        QTest::addRow("by name")
            << Arrays{array("/big", {400, 500, 7}, "text", std::nullopt),
                   array("/softmax", {40, 50})}
            << QStringLiteral("x.h5 holds no class probabilities that Tessera can show: /softmax "
                              "has 2 dimensions; class probabilities need 3 to 5 (rows, columns, "
                              "classes, and depth or time).");
        QTest::addRow("by size")
            << Arrays{array("/small", {4}), array("/big", {40, 50, 3}, "text", std::nullopt)}
            << QStringLiteral("x.h5 holds no class probabilities that Tessera can show: /big is "
                              "of type text; Tessera reads floating-point and whole numbers and "
                              "bool.");
    }
    void saysWhyTheLikeliestIsNot()
    {
        QFETCH(Arrays, arrays);
        QFETCH(QString, message);
        QCOMPARE(test::errorOf(choice(arrays)), message);
    }

    void judgesEachForItself_data()
    {
        QTest::addColumn<StoredArray>("one");
        QTest::addColumn<QString>("reason");
        QTest::addRow("suitable") << array("/p") << QString();
        QTest::addRow("empty") << array("/p", {40, 0, 3})
                               << QStringLiteral("is empty: its shape is 40×0×3");
        QTest::addRow("too many classes")
            << array("/p", {40, 50, 4097})
            << QStringLiteral("has 4097 classes along its dimension 3; at most 4096 can be shown");
        QTest::addRow("damaged") << StoredArray{"/p", {}, {}, {}, {}}
                                 << QStringLiteral("has a damaged description; copy or write the "
                                                   "file again");
        QTest::addRow("image") << array("/a/raw")
                               << QStringLiteral("is taken for the picture under the overlay");
        QTest::addRow("whole numbers")
            << array("/label", {40, 50, 3}, "int64", wideInteger)
            << QStringLiteral("holds whole numbers (int64), which are taken for probabilities "
                              "only in a dataset called probabilities, predictions, exported_data "
                              "or softmax");
    }
    void judgesEachForItself()
    {
        QFETCH(StoredArray, one);
        QFETCH(QString, reason);
        const auto entry = judgeDataset(one);
        QCOMPARE(QString::fromStdString(entry.reason), reason);
        QCOMPARE(entry.suitable, reason.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestDefaultDataset)
#include "tst_default_dataset.moc"
