// SPDX-License-Identifier: MIT
#include "core/describe/in_process_guides.h"
#include "tests/support/hdf5_attributes.h"
#include "tests/support/hdf5_fixture.h"
#include "tests/support/hdf5_links.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tessera;

namespace {

const std::vector<float> samples(24, 0.25F);
const std::vector<std::uint64_t> shape{4, 3, 2};

const AttributeFact* found(const ArrayFacts& facts, std::string_view name, std::uint32_t above = 0)
{
    const auto isIt = [&](const AttributeFact& fact) {
        return fact.name == name && fact.above == above;
    };
    const auto place = std::ranges::find_if(facts.attributes, isIt);
    return place == facts.attributes.end() ? nullptr : &*place;
}

} // namespace

// What a file says of the meaning of its arrays, as the library reads it.
class TestHdf5Meaning : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        test::writeHdf5Dataset(path(), {.name = "g/h/p", .shape = shape}, std::span(samples));
    }

    void tellsAttributesOfTheArrayAndItsGroups()
    {
        test::writeHdf5AttributeText(path(), "g/h/p", "axistags", "{\n}");
        test::writeHdf5Texts(path(), "g/h/p", "DIMENSION_LABELS", {"z", "", "ü"});
        test::writeHdf5AttributeNumbers(path(), "g/h", "resolution", {40, 0.5, 0.5});
        test::writeHdf5AttributeText(path(), "/", "n5", "2.5.0");
        test::writeHdf5AttributeText(path(), "/", "history", "long");
        const auto facts = openGuide()->describe("/g/h/p", 0, {});
        QCOMPARE(test::errorOf(facts), QString());
        QCOMPARE(facts->attributes.size(), std::size_t{4});
        QCOMPARE(found(*facts, "axistags")->texts, std::vector<std::string>{"{\n}"});
        QCOMPARE(
            found(*facts, "DIMENSION_LABELS")->texts, (std::vector<std::string>{"z", "", "ü"}));
        QCOMPARE(found(*facts, "resolution", 1)->numbers, (std::vector<double>{40, 0.5, 0.5}));
        QCOMPARE(found(*facts, "n5", 3)->texts, std::vector<std::string>{"2.5.0"});
    }

    void tellsTheNamesOfScales()
    {
        const std::vector<float> line(4);
        test::writeHdf5Dataset(path(), {.name = "g/y", .shape = {4}}, std::span(line));
        test::writeHdf5Dataset(path(), {.name = "g/x", .shape = {3}}, std::span(line).first(3));
        test::writeHdf5Dataset(path(), {.name = "band", .shape = {2}}, std::span(line).first(2));
        test::writeHdf5Scales(path(), "g/h/p", {"/g/y", "/g/x", "/band"});
        const auto facts = openGuide()->describe("/g/h/p", 0, {});
        QCOMPARE(test::errorOf(facts), QString());
        QCOMPARE(
            found(*facts, "DIMENSION_LIST")->texts, (std::vector<std::string>{"y", "x", "band"}));
    }

    void leavesOutWhatIsLong()
    {
        test::writeHdf5Texts(path(), "g/h/p", "classes", std::vector<std::string>(5000, "x"),
            test::Hdf5Text::FixedLength);
        test::writeHdf5AttributeText(path(), "g/h/p", "axes", std::string(1'200'000, 'x'));
        test::writeHdf5AttributeText(path(), "g/h/p", "labels", "a,b");
        const auto facts = openGuide()->describe("/g/h/p", 0, {});
        QCOMPARE(test::errorOf(facts), QString());
        QCOMPARE(facts->attributes.size(), std::size_t{1});
    }

    void readsSmallArrays()
    {
        const std::vector<double> numbers{1, 1, 1, 2, 2, 1};
        test::writeHdf5Dataset(
            path(), {.name = "s00/resolutions", .shape = {2, 3}}, std::span<const double>(numbers));
        test::writeHdf5TextList(path(), "names", {"glass", "stroma"});
        const auto guide = openGuide();
        const auto resolutions = guide->readValues("/s00/resolutions", {});
        QCOMPARE(test::errorOf(resolutions), QString());
        QCOMPARE(resolutions->numbers, numbers);
        QCOMPARE(resolutions->shape, (std::vector<std::uint64_t>{2, 3}));
        const auto names = guide->readValues("/names", {});
        QCOMPARE(test::errorOf(names), QString());
        QCOMPARE(names->texts, (std::vector<std::string>{"glass", "stroma"}));
    }

    void refusesWhatIsNoSmallArray_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("code");
        QTest::addRow("nothing") << QByteArray("/none") << int(ErrorCode::NotFound);
        QTest::addRow("a group") << QByteArray("/g") << int(ErrorCode::NotFound);
        QTest::addRow("a large one") << QByteArray("/large") << int(ErrorCode::Unsupported);
        QTest::addRow("one of bytes") << QByteArray("/opaque") << int(ErrorCode::Unsupported);
        QTest::addRow("one in other files")
            << QByteArray("/outside") << int(ErrorCode::Unsupported);
        QTest::addRow("one of other arrays")
            << QByteArray("/joined") << int(ErrorCode::Unsupported);
        QTest::addRow("one never written")
            << QByteArray("/unwritten") << int(ErrorCode::Unsupported);
    }
    void refusesWhatIsNoSmallArray()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, code);
        test::writeHdf5Zeros(path(), "large", {5000});
        test::writeHdf5Opaque(path(), "opaque", {3}, 4);
        test::writeHdf5Opaque(path(), "unwritten", {3}, 4);
        test::writeHdf5External(path(), "outside", {3}, {{"/etc/passwd", 0, 12}});
        test::writeHdf5Virtual(path(), "joined", {{".", "/g/h/p", 4}}, {3, 2}, 0);
        const auto values = openGuide()->readValues(name.toStdString(), {});
        QVERIFY(!values);
        QCOMPARE(int(values.error().code), code);
    }

    void listsEachNameWithItsTarget()
    {
        test::writeHdf5HardLink(path(), "g/again", "/g/h/p");
        test::writeHdf5HardLink(path(), "g/h/round", "/g"); // a cycle
        test::writeHdf5SoftLink(path(), "soft", "/g/again");
        test::writeHdf5SoftLink(path(), "loop", "/loop");
        test::writeHdf5SoftLink(path(), "group", "/g");
        const auto listing = openGuide()->list({});
        QCOMPARE(test::errorOf(listing), QString());
        QVERIFY(listing->isComplete);
        QStringList all;
        for (const auto& array : listing->arrays)
            all += QStringLiteral("%1>%2%3").arg(QString::fromStdString(array.path),
                QString::fromStdString(array.target),
                array.isThere ? QString() : QStringLiteral("!"));
        QCOMPARE(all.join(QLatin1Char(' ')),
            QStringLiteral("/g/again> /g/h/p>/g/again /loop>/loop! /soft>/g/again"));
    }

    void tellsHowArraysAreStored()
    {
        test::writeHdf5Dataset(
            path(), {.name = "z", .shape = shape, .chunk = {2, 3, 2}, .deflate = 4}, samples);
        const auto listing = openGuide()->list({});
        QCOMPARE(test::errorOf(listing), QString());
        QCOMPARE(
            QString::fromStdString(listing->arrays.at(0).storage), QStringLiteral("contiguous"));
        QCOMPARE(QString::fromStdString(listing->arrays.at(1).storage),
            QStringLiteral("chunked 2×3×2, deflate"));
    }

    void followsNexusToTheMainArray_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<QByteArray>("signal");
        QTest::addColumn<QString>("found");
        const auto main = QStringLiteral("/g/h/p");
        QTest::addRow("step by step")
            << QByteArray("g") << QByteArray("h") << QByteArray("p") << main;
        QTest::addRow("at once") << QByteArray("g/h") << QByteArray() << QByteArray("p") << main;
        QTest::addRow("in circles")
            << QByteArray("g") << QByteArray("/g") << QByteArray("p") << QString();
        QTest::addRow("nowhere") << QByteArray("q") << QByteArray() << QByteArray("p") << QString();
        QTest::addRow("without an end")
            << QByteArray("g") << QByteArray() << QByteArray() << QString();
    }
    void followsNexusToTheMainArray()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        QFETCH(QByteArray, signal);
        QFETCH(QString, found);
        test::writeHdf5AttributeText(path(), "/", "default", first.toStdString());
        test::writeHdf5AttributeText(path(), "g", "default", second.toStdString());
        test::writeHdf5AttributeText(path(), "g/h", "signal", signal.toStdString());
        const auto listing = openGuide()->list({});
        QCOMPARE(test::errorOf(listing), QString());
        QCOMPARE(QString::fromStdString(listing->preferred), found);
    }

private:
    std::filesystem::path path() const
    {
        return test::toPath(m_folder->filePath(QStringLiteral("x.h5")));
    }
    std::shared_ptr<FileGuide> openGuide() const
    {
        auto file = std::make_shared<const PositionedFile>(PositionedFile::open(path()).value());
        return inProcessGuides()->open(std::move(file), nullptr, {}).value();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestHdf5Meaning)
#include "tst_hdf5_meaning.moc"
