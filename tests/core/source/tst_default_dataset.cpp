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
    return {path, std::move(shape), number, type};
}

StoredArray linked(const char* path, const char* target)
{
    auto made = array(path);
    made.target = target;
    return made;
}

StoredArray dangling(const char* target)
{
    StoredArray made;
    made.path = "/link";
    made.target = target;
    made.isThere = false;
    return made;
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
        QTest::addRow("the finest of a pyramid") << Arrays{array("/p/s1", {20, 25, 3}),
            array("/p/s0", {40, 50, 3}), array("/p/s2", {10, 13, 3})}
                                                 << QStringLiteral("/p/s0");
        QTest::addRow("the finest of pyramids of groups") << Arrays{array("/10/p", {1, 2, 3}),
            array("/1/p", {8, 9, 3}), array("/0/p", {80, 90, 3})}
                                                          << QStringLiteral("/0/p");
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
        QTest::addRow("what sounds like it") << Arrays{array("/volumes/predictions/semantic"),
            array("/volumes/weights")} << QStringLiteral("/volumes/predictions/semantic");
        QTest::addRow("probabilities before logits")
            << Arrays{array("/logits"), array("/probs")} << QStringLiteral("/probs");
        QTest::addRow("classes before a volume") << Arrays{array("/a", {100, 200, 300}),
            array("/b", {3, 100, 200, 300})} << QStringLiteral("/b");
        QTest::addRow("a volume before a plane") << Arrays{array("/a", {200, 300}),
            array("/b", {100, 200, 300})} << QStringLiteral("/b");
        QTest::addRow("fractions before whole numbers")
            << Arrays{array("/a/softmax", {40, 50, 3}, "uint8", byte), array("/b/softmax")}
            << QStringLiteral("/b/softmax");
        QTest::addRow("fractions before bytes")
            << Arrays{array("/a", {40, 50, 3}, "uint8", byte), array("/b")} << QStringLiteral("/b");
        QTest::addRow("one dataset of two names")
            << Arrays{array("/p"), linked("/q", "/p")} << QStringLiteral("/p");
        QTest::addRow("a link of a usual name") << Arrays{array("/run1/p"), array("/run2/p"),
            linked("/probabilities", "/run2/p")} << QStringLiteral("/probabilities");
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

    void takesWhatTheFilePrefers()
    {
        const std::vector entries{
            judgeDataset(array("/probabilities")), judgeDataset(array("/entry/map"))};
        QCOMPARE(defaultDataset(entries, "x.h5", "/entry/map").value(), std::string("/entry/map"));
        QCOMPARE(defaultDataset(entries, "x.h5", "/none").value(), std::string("/probabilities"));
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
            << Arrays{array("/big", {400, 500, 7}, "text", std::nullopt), array("/softmax", {40})}
            << QStringLiteral("x.h5 holds no class probabilities that Tessera can show: /softmax "
                              "has 1 dimension; class probabilities need 2 to 6 (rows, columns, "
                              "and maybe classes, depth, time and a batch).");
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
        QTest::addRow("a plane") << array("/p", {40, 50}) << QString();
        QTest::addRow("six dimensions") << array("/p", {2, 3, 4, 40, 50, 3}) << QString();
        QTest::addRow("dimensions of one entry")
            << array("/p", {1, 1, 1, 40, 50, 3, 1}) << QString();
        QTest::addRow("seven dimensions")
            << array("/p", {2, 2, 2, 2, 2, 40, 50})
            << QStringLiteral("has 7 dimensions; class probabilities need 2 to 6 (rows, columns, "
                              "and maybe classes, depth, time and a batch)");
        QTest::addRow("32 dimensions of one entry")
            << array("/p", std::vector<std::uint64_t>(32, 1))
            << QStringLiteral("has 32 dimensions; class probabilities need 2 to 6 (rows, columns, "
                              "and maybe classes, depth, time and a batch)");
        QTest::addRow("a table") << array("/s00/resolutions", {1, 3})
                                 << QStringLiteral("is a small table (1×3), hardly a picture");
        QTest::addRow("a picture of one pixel, by name")
            << array("/probabilities", {1, 1, 4}) << QString();
        QTest::addRow("of BigDataViewer")
            << array("/t00000/s01/2/cells", {40, 50, 60})
            << QStringLiteral("is an image that BigDataViewer shows (setup s01, level 2); to see "
                              "it all the same, name it after the file");
        QTest::addRow("a dangling link")
            << dangling("/x") << QStringLiteral("leads to /x, which does not exist");
        QTest::addRow("a dangling link into another file")
            << dangling("other.h5::/x")
            << QStringLiteral("leads to other.h5::/x, which does not exist or may not be opened");
        QTest::addRow("whole numbers that sound like probabilities")
            << array("/class_probs", {40, 50, 3}, "uint8", byte) << QString();
        QTest::addRow("bytes with classes last")
            << array("/data", {40, 50, 3}, "uint8", byte) << QString();
        QTest::addRow("bytes with classes first")
            << array("/data", {1, 4, 9, 40, 50}, "uint8", byte) << QString();
        QTest::addRow("a volume of bytes")
            << array("/data", {40, 50, 60}, "uint8", byte)
            << QStringLiteral("holds whole numbers (uint8), which are taken for probabilities "
                              "only in a dataset called probabilities, predictions, exported_data "
                              "or softmax");
        QTest::addRow("labels of few slices")
            << array("/label", {3, 40, 50}, "uint8", byte)
            << QStringLiteral("holds whole numbers (uint8) and is called label, so that each is "
                              "taken for the number of a class or an object, not for a "
                              "probability");
        QTest::addRow("labels")
            << array("/volumes/neuron_ids", {40, 50, 60}, "uint64", wideInteger)
            << QStringLiteral("holds whole numbers (uint64) and is called neuron_ids, so that each "
                              "is taken for the number of a class or an object, not for a "
                              "probability");
        QTest::addRow("labels with a fraction") << array("/segmentation", {40, 50, 3}) << QString();
        QTest::addRow("damaged") << StoredArray{"/p", {}, {}, {}}
                                 << QStringLiteral("has a damaged description; copy or write the "
                                                   "file again");
        QTest::addRow("image") << array("/a/raw")
                               << QStringLiteral("is taken for the picture under the overlay");
        QTest::addRow("whole numbers")
            << array("/data", {40, 50, 3}, "int64", wideInteger)
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
