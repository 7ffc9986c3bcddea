// SPDX-License-Identifier: MIT
#include "core/palette/palette_file.h"

#include "tests/support/test_support.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace tessera;
using namespace Qt::StringLiterals;

namespace {

Look twoClasses()
{
    return {{{"Größe \"1\"\\\n図", {0x12, 0xAB, 0xFF}, true}, {"", {0, 0, 0}, false}}};
}

std::vector<ClassStyle> parsed(const QByteArray& text)
{
    return parsePaletteJson(text.toStdString(), "p.json").value_or(std::vector<ClassStyle>{});
}

QByteArray withClasses(const QByteArray& classes)
{
    return R"({"format": "tessera palette", "version": 1, "classes": )" + classes + "}";
}

// The entry of a class; `more` are its other members.
QByteArray entry(const QByteArray& colour, const QByteArray& more = {})
{
    return R"({"colour": ")" + colour + '"' + more + '}';
}

QByteArray oneClass(const QByteArray& colour, const QByteArray& more = {})
{
    return withClasses("[" + entry(colour, more) + "]");
}

QByteArray named(const QByteArray& name)
{
    return oneClass("#000000", R"(, "name": ")" + name + '"');
}

QByteArray manyClasses(int count)
{
    QByteArray list = (entry("#000000") + ",").repeated(count);
    list.chop(1);
    return withClasses("[" + list + "]");
}

QString sentence(const char* why)
{
    return u"\"p.json\" cannot be used as a palette: %1."_s.arg(QString::fromUtf8(why));
}

Look lookOf(const QStringList& names)
{
    Look look;
    for (const QString& name : names)
        look.classes.push_back({name.toStdString(), {}, true});
    return look;
}

} // namespace

class TestPaletteFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void comesBackAsItWasSaved()
    {
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(u"Zürich 図.json"_s));
        QCOMPARE(test::errorOf(savePalette(twoClasses(), path)), QString());
        const auto loaded = loadPalette(path);
        QCOMPARE(test::errorOf(loaded), QString());
        QCOMPARE(*loaded, twoClasses().classes);
    }

    void isReadableText()
    {
        const Look look{{{"glass", {0, 0, 255}, true}}};
        QCOMPARE(QString::fromStdString(toPaletteJson(look)),
            QStringLiteral("{\n"
                           "  \"format\": \"tessera palette\",\n"
                           "  \"version\": 1,\n"
                           "  \"classes\": [\n"
                           "    {\n"
                           "      \"name\": \"glass\",\n"
                           "      \"colour\": \"#0000ff\",\n"
                           "      \"visible\": true\n"
                           "    }\n"
                           "  ]\n"
                           "}\n"));
    }

    void namesThatAreNotUtf8AreMended()
    {
        const Look look{{{"a\xff", {}, true}}};
        QCOMPARE(
            parsed(QByteArray::fromStdString(toPaletteJson(look)))[0].name, std::string("a\uFFFD"));
    }

    void writtenByHandMayBeShort()
    {
        const std::vector<ClassStyle> expected{
            {"", {0xAB, 0xCD, 0xEF}, true}, {"b", {1, 2, 3}, true}};
        QCOMPARE(parsed("\xEF\xBB\xBF"
                     + withClasses("[" + entry("#ABCDEF", ", \"note\": [[]]") + ",\n"
                         + entry("#010203", ", \"name\": \"b\"") + "]")),
            expected);
    }

    void limitsAreIncluded()
    {
        QCOMPARE(parsed(manyClasses(4096)).size(), std::size_t{4096});
        QCOMPARE(parsed(named(QByteArray("図").repeated(200)))[0].name.size(), std::size_t{600});
    }

    void badFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        QTest::addColumn<ErrorCode>("code");
        const QString notOurs = sentence(R"(it does not say "format": "tessera palette")");
        const QString noList = sentence("it has no list of classes");
        const QString noColour = sentence("class 0 has no colour such as \"#0000ff\"");
        const QString noVersion = sentence("it does not say which version it is of");
        const auto row = [](const char* name, const QByteArray& text, const QString& message,
                             ErrorCode code = ErrorCode::Malformed) {
            QTest::addRow("%s", name) << text << message << code;
        };
        row("empty", "", sentence("it is not JSON (line 1)"), ErrorCode::WrongFormat);
        row("a picture", "\x89PNG\r\n\x1a\n", sentence("it is not JSON (line 1)"),
            ErrorCode::WrongFormat);
        row("cut short", "{\n\"format\":\n", sentence("it is not JSON (line 3)"),
            ErrorCode::WrongFormat);
        row("a comma too many", "{\n\"a\": 1,\n}", sentence("it is not JSON (line 3)"),
            ErrorCode::WrongFormat);
        row("not UTF-8", named("\xff"), sentence("it is not JSON (line 1)"),
            ErrorCode::WrongFormat);
        row("half a surrogate", named("\\ud800"), sentence("it is not JSON (line 1)"),
            ErrorCode::WrongFormat);
        row("nested deeply", QByteArray(1'000'000, '['), sentence("it is nested too deeply"),
            ErrorCode::WrongFormat);
        row("too large", QByteArray(4'000'001, ' '), sentence("it is larger than 4.00 MB"),
            ErrorCode::TooLarge);
        row("a huge number", R"({"format": 1e999})",
            sentence("it holds a number that is too large"));
        row("a list", "[]", notOurs, ErrorCode::WrongFormat);
        row("a number", "7", notOurs, ErrorCode::WrongFormat);
        row("another format", R"({"format": "gimp"})", notOurs, ErrorCode::WrongFormat);
        row("a format that is no text", R"({"format": {}})", notOurs, ErrorCode::WrongFormat);
        row("no version", R"({"format": "tessera palette"})", noVersion);
        row("a negative version", R"({"format": "tessera palette", "version": -1})", noVersion);
        row("a broken version", R"({"format": "tessera palette", "version": 1.5})", noVersion);
        row("a newer version", R"({"format": "tessera palette", "version": 18446744073709551615})",
            sentence("it is of version 18446744073709551615, this program reads version 1"),
            ErrorCode::Unsupported);
        row("no classes", R"({"format": "tessera palette", "version": 1})", noList);
        row("classes by name", withClasses("{}"), noList);
        row("an empty list", withClasses("[]"), noList);
        row("too many classes", manyClasses(4097), sentence("it has 4097 classes, more than 4096"),
            ErrorCode::TooLarge);
        row("a class that is a number", withClasses("[1]"),
            sentence("class 0 is not an object with a colour"));
        row("no colour", withClasses("[{}]"), noColour);
        row("a colour that is a number", withClasses(R"([{"colour": 255}])"), noColour);
        row("a colour by name", withClasses(R"([{"colour": "red"}])"), noColour);
        row("a colour too short", oneClass("#fff"), noColour);
        row("a colour too long", oneClass("#ff0000ff"), noColour);
        row("a colour with a sign", oneClass("#-00001"), noColour);
        row("a colour with a letter", oneClass("#00000g"), noColour);
        row("the second class", withClasses("[" + entry("#000000") + "," + entry("") + "]"),
            sentence("class 1 has no colour such as \"#0000ff\""));
        row("a name that is a list", oneClass("#000000", ", \"name\": []"),
            sentence("class 0 has a name that is not text"));
        row("a long name", named(QByteArray("図").repeated(201)),
            sentence("class 0 has a name of more than 200 characters"));
        row("visible by number", oneClass("#000000", ", \"visible\": 1"),
            sentence("class 0 is visible neither true nor false"));
    }
    void badFilesAreRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        QFETCH(ErrorCode, code);
        const auto result = parsePaletteJson(text.toStdString(), "p.json");
        QCOMPARE(test::errorOf(result), message);
        QCOMPARE(result.error().code, code);
    }

    void everyPrefixIsRefused()
    {
        const std::string text = toPaletteJson(twoClasses());
        for (std::size_t length = 0; length + 2 < text.size(); ++length)
            QVERIFY(!parsePaletteJson(std::string_view(text).substr(0, length), "p.json"));
    }

    void unreadableFilesAreNamed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("message");
        QTest::addColumn<ErrorCode>("code");
        QTest::addRow("missing") << QStringLiteral("no.json")
                                 << u"\"no.json\" cannot be read: there is no such file."_s
                                 << ErrorCode::NotFound;
        QTest::addRow("a folder") << u"folder"_s
                                  << QStringLiteral("\"folder\" cannot be read: it is not a file; "
                                                    "choose a palette file.")
                                  << ErrorCode::Unreadable;
        QTest::addRow("a pipe") << u"pipe"_s
                                << QStringLiteral("\"pipe\" cannot be read: it is not a file; "
                                                  "choose a palette file.")
                                << ErrorCode::Unreadable;
        QTest::addRow("too large")
            << u"large.json"_s
            << QStringLiteral(
                   "\"large.json\" cannot be used as a palette: it is larger than 4.00 MB.")
            << ErrorCode::TooLarge;
    }
    void unreadableFilesAreNamed()
    {
        QFETCH(QString, name);
        QFETCH(QString, message);
        QFETCH(ErrorCode, code);
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(u"folder"_s));
        QCOMPARE(::mkfifo(test::toPath(folder.filePath(u"pipe"_s)).c_str(), S_IRUSR), 0);
        test::writeFile(test::toPath(folder.filePath(u"large.json"_s)), QByteArray(5'000'000, ' '));
        const auto path = test::toPath(folder.filePath(name));
        const auto result = loadPalette(path);
        QCOMPARE(test::errorOf(result), message);
        QCOMPARE(result.error().code, code);
        QCOMPARE(QString::fromStdString(result.error().subject), test::toQString(path));
    }

    void isAppliedByNameThenByPosition_data()
    {
        QTest::addColumn<QStringList>("classes");
        QTest::addColumn<QStringList>("palette");
        QTest::addColumn<QList<int>>("entries"); // of each class; -1: stays as it is
        QTest::addRow("same names, other order")
            << QStringList{u"a"_s, u"b"_s, u"c"_s} << QStringList{u"c"_s, u"a"_s, u"b"_s}
            << QList<int>{1, 2, 0};
        QTest::addRow("no name in common") << QStringList{u"class 0"_s, u"class 1"_s}
                                           << QStringList{u"x"_s, u"y"_s} << QList<int>{0, 1};
        QTest::addRow("some in common")
            << QStringList{u"a"_s, u"b"_s, u"c"_s} << QStringList{u"x"_s, u"b"_s, u"y"_s}
            << QList<int>{0, 1, 2};
        QTest::addRow("its position was taken by name") << QStringList{u"class 0"_s,
            u"a"_s} << QStringList{u"a"_s, u"x"_s} << QList<int>{-1, 0};
        QTest::addRow("a shorter palette")
            << QStringList{u"a"_s, u"b"_s, u"c"_s} << QStringList{u"c"_s} << QList<int>{-1, -1, 0};
        QTest::addRow("a longer palette")
            << QStringList{u"a"_s} << QStringList{u"x"_s, u"y"_s, u"z"_s} << QList<int>{0};
        QTest::addRow("a name twice")
            << QStringList{u"a"_s, u"a"_s, u"a"_s} << QStringList{u"b"_s, u"a"_s, u"a"_s}
            << QList<int>{1, 2, -1};
        QTest::addRow("no names in the palette")
            << QStringList{u"a"_s, u""_s} << QStringList{u""_s, u""_s} << QList<int>{0, 1};
        QTest::addRow("an empty palette") << QStringList{u"a"_s} << QStringList{} << QList<int>{-1};
    }
    void isAppliedByNameThenByPosition()
    {
        QFETCH(QStringList, classes);
        QFETCH(QStringList, palette);
        QFETCH(QList<int>, entries);
        std::vector<ClassStyle> styles = lookOf(palette).classes;
        for (std::size_t place = 0; place < styles.size(); ++place)
            styles[place].colour = {static_cast<std::uint8_t>(place + 1), 0, 0};
        const Look look = withPalette(lookOf(classes), styles);
        QList<int> found;
        for (const ClassStyle& style : look.classes)
            found << style.colour.red - 1;
        QCOMPARE(found, entries);
    }

    void namesAndVisibilityComeAlong()
    {
        const std::vector<ClassStyle> palette{{"glass", {1, 2, 3}, false}, {"", {4, 5, 6}, true}};
        const Look expected{{{"glass", {1, 2, 3}, false}, {"class 1", {4, 5, 6}, true}}};
        QCOMPARE(withPalette(lookOf({u"class 0"_s, u"class 1"_s}), palette), expected);
    }
};

QTEST_APPLESS_MAIN(TestPaletteFile)
#include "tst_palette_file.moc"
