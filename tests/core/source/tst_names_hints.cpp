// SPDX-License-Identifier: MIT
#include "core/source/names_hints.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

using Attributes = std::vector<AttributeFact>;
Q_DECLARE_METATYPE(Attributes)

namespace {

QString spoken(const std::vector<NamesClaim>& claims)
{
    QStringList all;
    for (const auto& claim : claims) {
        QStringList names;
        for (const auto& name : claim.names)
            names += QString::fromStdString(name);
        all += names.join(QLatin1Char(','));
    }
    return all.join(QLatin1Char('|'));
}

AttributeFact fact(const char* name, std::vector<std::string> texts, std::uint32_t above = 0)
{
    return {above, name, std::move(texts), {}};
}

ArrayInfo twoClasses()
{
    ArrayInfo info;
    info.shape = {8, 9, 2};
    return info;
}

Meaning readAsPlanes()
{
    Meaning meaning;
    meaning.axes = parseAxes("yxc").value();
    return meaning;
}

} // namespace

class TestNamesHints : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void attributesNameClasses_data()
    {
        QTest::addColumn<Attributes>("attributes");
        QTest::addColumn<QString>("names");
        const auto row = [](const char* name, const Attributes& attributes, const char* names) {
            QTest::addRow("%s", name) << attributes << QString::fromUtf8(names);
        };
        row("nothing", {}, "");
        row("a list", {fact("class_names", {"glass", "", "Drüse"})}, "glass,,Drüse");
        row("by the nearest", {fact("labels", {"a", "b"}, 1), fact("classes", {"c", "d"})},
            "c,d|a,b");
        row("by the likeliest", {fact("labels", {"a", "b"}), fact("class_names", {"c", "d"})},
            "c,d|a,b");
        row("JSON", {fact("label_names", {R"(["glass", "stroma"])"})}, "glass,stroma");
        row("JSON by number", {fact("labels", {R"({"1": "stroma", "0": "glass"})"})},
            "glass,stroma");
        row("JSON by name", {fact("labels", {R"({"stroma": 1, "glass": 0})"})}, "glass,stroma");
        row("JSON of something else", {fact("labels", {R"({"stroma": 1.5})"})}, "");
        row("by numbers", {fact("class_map", {R"({"1": "b", "0": "a"})"})}, "a,b");
        row("commas", {fact("class_names", {"glass, cell wall"})}, "glass,cell wall");
        row("one with blanks", {fact("class_names", {"cell wall"})}, "cell wall");
        row("OME", {fact("omero", {R"({"channels": [{"label": "a"}, {"label": "b"}]})"}, 1)},
            "a,b");
        row("OME without labels", {fact("omero", {R"({"channels": [{"color": "FF0000"}]})"}, 1)},
            "");
        row("a command for a terminal", {fact("classes", {"\x1b[2J", "b"})}, "\uFFFD[2J,b");
    }
    void attributesNameClasses()
    {
        QFETCH(Attributes, attributes);
        QFETCH(QString, names);
        QCOMPARE(spoken(namesClaims(AttributeSet(attributes))), names);
    }

    void namesAreBounded()
    {
        const Attributes attributes{
            fact("classes", std::vector<std::string>(10'000, std::string(1000, 'x')))};
        const auto claims = namesClaims(AttributeSet(attributes));
        QCOMPARE(claims.at(0).names.size(), std::size_t{4096});
        QCOMPARE(claims.at(0).names.at(0).size(), std::size_t{200});
    }

    void groupsThatCannotBeAreNotCounted()
    {
        const Attributes attributes{
            fact("names", {"a", "b"}, 1), fact("names", {"c", "d"}, 0xFFFFFFFF)};
        QCOMPARE(namesClaims(AttributeSet(attributes)).size(), 1U);
    }

    void datasetJsonNamesClasses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("names");
        const auto row = [](const char* name, const char* json, const char* names) {
            QTest::addRow("%s", name) << QByteArray(json) << QString::fromUtf8(names);
        };
        row("version 1",
            R"({"labels": {"1": "liver", "0": "background", "10": "x", "2": "tumour"}})",
            "background,liver,tumour,x");
        row("version 2", R"({"labels": {"background": 0, "tumour": 2, "liver": 1}})",
            "background,liver,tumour");
        row("with what is to be ignored",
            R"({"labels": {"background": 0, "liver": 1, "ignore": 2}})",
            "background,liver|background,liver,ignore");
        row("regions",
            R"({"labels": {"background": 0, "whole": [1, 2], "core": [2]}, "regions_class_order": [1, 2]})",
            "whole,core");
        row("no labels", R"({"channel_names": {"0": "CT"}})", "");
        row("labels as a list", R"({"labels": ["a", "b"]})", "");
        row("negative", R"({"labels": {"a": -1}})", "");
        row("no JSON", "labels", "");
        row("nothing", "", "");
    }
    void datasetJsonNamesClasses()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, names);
        QCOMPARE(spoken(datasetJsonNames(json.toStdString(), "The file dataset.json")), names);
    }

    void regionsAreSaidToOverlap()
    {
        const auto claims =
            datasetJsonNames(R"({"labels": {"a": [1, 2], "b": [2]}})", "The file x");
        auto info = twoClasses();
        info.hints.otherNames = claims;
        auto meaning = readAsPlanes();
        nameClasses(meaning, info);
        QCOMPARE(QString::fromStdString(meaning.classNamesReason),
            QStringLiteral("The file x names them. They are regions that overlap: a pixel may lie "
                           "in several, and is shown as the most probable one."));
    }

    void takesTheFirstNamesThatFit_data()
    {
        QTest::addColumn<QStringList>("own");
        QTest::addColumn<QString>("first");
        QTest::addRow("its own") << QStringList{QStringLiteral("a"), QStringLiteral("b")}
                                 << QStringLiteral("a");
        QTest::addRow("too many") << QStringList{QStringLiteral("a"), QStringLiteral("b"),
            QStringLiteral("c")} << QStringLiteral("beside");
        QTest::addRow("none") << QStringList{} << QStringLiteral("beside");
    }
    void takesTheFirstNamesThatFit()
    {
        QFETCH(QStringList, own);
        QFETCH(QString, first);
        auto info = twoClasses();
        for (const auto& name : own)
            info.hints.classNames.push_back(name.toStdString());
        info.hints.otherNames = {{{"x"}, "One", {}}, {{"beside", "y"}, "Two", {}}};
        auto meaning = readAsPlanes();
        nameClasses(meaning, info);
        QCOMPARE(meaning.classNames.size(), std::size_t{2});
        QCOMPARE(QString::fromStdString(meaning.classNames.at(0)), first);
    }

    void saysWhyNamesAreNotUsed_data()
    {
        QTest::addColumn<QStringList>("own");
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("reason");
        QTest::addRow("too many")
            << QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"),
                   QStringLiteral("d")}
            << QString()
            << QStringLiteral("The attribute labels has 4 names for 3 classes: they are not used.");
        QTest::addRow("too few") << QStringList{QStringLiteral("a"), QStringLiteral("b")}
                                 << QStringLiteral("a,b,class 2")
                                 << QStringLiteral("The attribute labels names 2 of 3.");
        QTest::addRow("a remark") << QStringList{QStringLiteral("3 tissues")} << QString()
                                  << QString();
    }
    void saysWhyNamesAreNotUsed()
    {
        QFETCH(QStringList, own);
        QFETCH(QString, names);
        QFETCH(QString, reason);
        auto info = twoClasses();
        info.shape.back() = 3;
        info.hints.classNamesSource = "The attribute labels";
        for (const auto& name : own)
            info.hints.classNames.push_back(name.toStdString());
        auto meaning = readAsPlanes();
        nameClasses(meaning, info);
        QStringList shown;
        for (const auto& name : meaning.classNames)
            shown << QString::fromStdString(name);
        QCOMPARE(shown.join(u','), names);
        QCOMPARE(QString::fromStdString(meaning.classNamesReason), reason);
    }
};

QTEST_APPLESS_MAIN(TestNamesHints)
#include "tst_names_hints.moc"
