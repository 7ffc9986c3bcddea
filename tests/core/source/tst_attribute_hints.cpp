// SPDX-License-Identifier: MIT
#include "core/source/attribute_hints.h"

#include "core/source/axis_names.h"
#include "core/source/spacing_hints.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <fmt/format.h>

#include <limits>

using namespace tessera;

using Attributes = std::vector<AttributeFact>;
Q_DECLARE_METATYPE(Attributes)

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

AttributeFact text(const char* name, std::string value, std::uint32_t above = 0)
{
    return {above, name, {std::move(value)}, {}};
}

AttributeFact texts(const char* name, std::vector<std::string> values, std::uint32_t above = 0)
{
    return {above, name, std::move(values), {}};
}

AttributeFact numbers(const char* name, std::vector<double> values, std::uint32_t above = 0)
{
    return {above, name, {}, std::move(values)};
}

ArrayFacts factsOf(std::size_t rank, Attributes attributes, const char* path = "/g/h/p")
{
    ArrayFacts facts;
    facts.claimed.path = path;
    facts.claimed.shape.assign(rank, 8);
    facts.attributes = std::move(attributes);
    return facts;
}

QString claimed(const ArrayHints& hints)
{
    QStringList all;
    for (const auto& claim : hints.axes)
        all += QString::fromStdString(claim.letters);
    return all.join(QLatin1Char(' '));
}

QString spoken(const SpacingClaim& claim)
{
    QStringList all;
    for (const double distance : claim.perDimension)
        all += QString::number(distance);
    return QStringLiteral("%1 %2 %3")
        .arg(all.join(QLatin1Char(',')), QString::fromStdString(claim.letters),
            QString::fromStdString(claim.unit));
}

std::string tags(std::string_view keys, const char* more = "")
{
    std::string json;
    for (const char key : keys)
        json += fmt::format("{}{{\"key\": \"{}\"{}}}", json.empty() ? "" : ",", key, more);
    return fmt::format("{{\"axes\": [{}]}}", json);
}

const char* const multiscales =
    R"([{"version": "0.4", "axes": [ )"
    R"({"name": "c", "type": "channel"}, {"name": "z", "type": "space", "unit": "micrometer"}, )"
    R"({"name": "y", "type": "space", "unit": "micrometer"}, )"
    R"({"name": "x", "type": "space", "unit": "micrometer"}], )"
    R"("coordinateTransformations": [{"type": "scale", "scale": [1, 2, 2, 2]}], )"
    R"("datasets": [{"path": "0", "coordinateTransformations": [ )"
    R"({"type": "scale", "scale": [1, 0.5, 0.25, 0.25]}]}, {"path": "h/p"}]}])";

} // namespace

class TestAttributeHints : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void axesAreClaimedInTheOrderOfTrust_data()
    {
        QTest::addColumn<int>("rank");
        QTest::addColumn<Attributes>("attributes");
        QTest::addColumn<QString>("letters");
        const auto row = [](const char* name, int rank, const Attributes& attributes,
                             const char* letters) {
            QTest::addRow("%s", name) << rank << attributes << QString::fromLatin1(letters);
        };
        row("nothing", 3, {}, "");
        row("axistags", 4, {text("axistags", tags("zyxc"))}, "zyxc");
        row("axistags of old", 3,
            {text("axistags", tags("yxc", R"(, "typeFlags": "Space", "resolution": 0)"))}, "yxc");
        row("axistags with newlines", 2, {text("axistags", "\n" + tags("yx") + "\n")}, "yx");
        row("axistags that do not know", 3, {text("axistags", tags("yx?"))}, "");
        row("axistags of another rank", 4, {text("axistags", tags("yxc"))}, "");
        row("axistags that are broken", 3, {text("axistags", R"({"axes": [{"key": )")}, "");
        row("axistags that are no text", 3, {numbers("axistags", {1, 2, 3})}, "");
        row("axes as a list", 4, {texts("axes", {"c", "z", "y", "x"})}, "czyx");
        row("axes as a word", 4, {text("axes", "zyxc")}, "zyxc");
        row("an axis order", 4, {text("axis_order", "xyzc")}, "xyzc");
        row("a dimension order", 4, {text("dimension_order", "CXYZ")}, "cxyz");
        row("axes as JSON", 3, {text("axes", R"(["y", "x", "c"])")}, "yxc");
        row("axes as objects", 3, {text("axes", R"([{"name": "y"}, {"name": "x"}, {"key": "c"}])")},
            "yxc");
        row("axes with colons", 3, {text("axes", "y:x:channel")}, "yxc");
        row("axes in brackets", 3, {text("axes", "[y, x, c]")}, "yxc");
        row("axes of N5", 4, {texts("axes", {"x", "y", "z", "c"}), text("n5", "2.5.0", 3)}, "czyx");
        row("axes beside downsampling", 3,
            {texts("axes", {"x", "y", "z"}), numbers("downsamplingFactors", {1, 1, 1})}, "zyx");
        row("labels", 5, {texts("DIMENSION_LABELS", {"t", "z", "y", "x", "c"})}, "tzyxc");
        row("labels in part", 3, {texts("DIMENSION_LABELS", {"", "", "class"})}, "??c");
        row("labels that say nothing", 3, {texts("DIMENSION_LABELS", {"", "", ""})}, "");
        row("scales", 3, {texts("DIMENSION_LIST", {"latitude", "lon", "band"})}, "yxc");
        row("NeXus", 3, {text("signal", "p", 1), texts("axes", {"y", "x", "energy"}, 1)}, "yx?");
        row("NeXus with fewer", 3, {text("signal", "p", 1), texts("axes", {"time"}, 1)}, "t??");
        row("NeXus of another signal", 3,
            {text("signal", "q", 1), texts("axes", {"y", "x", "c"}, 1)}, "");
        row("NeXus as a second signal", 2,
            {text("signal", "q", 1), text("auxiliary_signals", "p", 1),
                texts("axes", {"y", "x"}, 1)},
            "yx");
        row("OME", 4, {text("multiscales", multiscales, 2)}, "czyx");
        row("OME of another array", 4, {text("multiscales", multiscales, 1)}, "");
        row("OME before axes", 5, {text("multiscales", R"([{"datasets": [{"path": "p"}]}])", 1)},
            "tczyx");
        row("an image by pixels", 3,
            {text("CLASS", "IMAGE"), text("INTERLACE_MODE", "INTERLACE_PIXEL")}, "yxc");
        row("an image by planes", 3,
            {text("CLASS", "IMAGE"), text("INTERLACE_MODE", "INTERLACE_PLANE")}, "cyx");
        row("MATLAB", 3, {text("MATLAB_class", "single")}, "cxy");
        row("MATLAB with depth", 4, {text("MATLAB_class", "double")}, "czxy");
        row("several", 3,
            {text("MATLAB_class", "single"), texts("DIMENSION_LABELS", {"y", "x", "c"}),
                text("axistags", tags("cyx"))},
            "cyx yxc cxy");
    }
    void axesAreClaimedInTheOrderOfTrust()
    {
        QFETCH(int, rank);
        QFETCH(Attributes, attributes);
        QFETCH(QString, letters);
        const auto hints = hintsOf(factsOf(static_cast<std::size_t>(rank), attributes));
        QCOMPARE(claimed(hints), letters);
    }

    void aClaimNamesItsSource()
    {
        const auto hints = hintsOf(factsOf(3,
            {texts("axes", {"x", "y", "z"}), text("n5", "4", 3), text("MATLAB_class", "single")}));
        QCOMPARE(QString::fromStdString(hints.axes.at(0).source),
            QStringLiteral("The attribute axes, which lists x first as N5 does,"));
        QCOMPARE(QString::fromStdString(hints.axes.at(1).source),
            QStringLiteral("The attribute MATLAB_class, whose program writes the last dimension "
                           "first,"));
    }

    void knowsTheNamesOfBigDataViewer_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("found");
        QTest::addRow("first") << QByteArray("/t00000/s00/0/cells") << QStringLiteral("s00 0");
        QTest::addRow("later") << QByteArray("/t00012/s03/2/cells") << QStringLiteral("s03 2");
        QTest::addRow("resolutions") << QByteArray("/s00/resolutions") << QString();
        QTest::addRow("deeper") << QByteArray("/t00000/s00/0/cells/more") << QString();
        QTest::addRow("no level") << QByteArray("/t00000/s00//cells") << QString();
        QTest::addRow("a large level") << QByteArray("/t00000/s00/99999999/cells") << QString();
        QTest::addRow("nothing") << QByteArray() << QString();
    }
    void knowsTheNamesOfBigDataViewer()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, found);
        const auto name = bdvName(path.toStdString());
        QCOMPARE(name
                ? QStringLiteral("%1 %2").arg(QString::fromStdString(name->setup)).arg(name->level)
                : QString(),
            found);
        QCOMPARE(hintsOf(factsOf(3, {}, path.constData())).axes.size(),
            std::size_t{found.isEmpty() ? 0U : 1U});
    }

    void aRangeIsTwoNumbersInOrder_data()
    {
        QTest::addColumn<Attributes>("attributes");
        QTest::addColumn<bool>("isOne");
        QTest::addRow("of bytes") << Attributes{numbers("drange", {0, 255})} << true;
        QTest::addRow("backwards") << Attributes{numbers("drange", {1, 0})} << false;
        QTest::addRow("empty") << Attributes{numbers("drange", {1, 1})} << false;
        QTest::addRow("not a number") << Attributes{numbers("drange", {0, notANumber})} << false;
        QTest::addRow("three") << Attributes{numbers("drange", {0, 1, 2})} << false;
        QTest::addRow("a text") << Attributes{text("drange", "0 255")} << false;
    }
    void aRangeIsTwoNumbersInOrder()
    {
        QFETCH(Attributes, attributes);
        QFETCH(bool, isOne);
        const auto hints = hintsOf(factsOf(3, attributes));
        QCOMPARE(hints.range.has_value(), isOne);
        QCOMPARE(hints.range.value_or(ValueRange{0, 255}), (ValueRange{0, 255}));
    }

    void distancesAreRead_data()
    {
        QTest::addColumn<Attributes>("attributes");
        QTest::addColumn<QString>("spacing"); // of four dimensions
        const auto row = [](const char* name, const Attributes& attributes, const char* spacing) {
            QTest::addRow("%s", name) << attributes << QString::fromUtf8(spacing);
        };
        row("nothing", {}, "  ");
        row("plant-seg", {numbers("element_size_um", {0.235, 0.15, 0.15})},
            "0.235,0.15,0.15 zyx µm");
        row("of the group", {numbers("element_size_um", {2, 1, 1}, 1)}, "2,1,1 zyx µm");
        row("of two axes", {numbers("element_size_um", {0.5, 0.5})}, "0.5,0.5 yx µm");
        row("of all dimensions", {numbers("resolution", {1, 40, 4, 4})}, "1,40,4,4  ");
        row("CREMI", {numbers("resolution", {40, 4, 4})}, "40,4,4 zyx ");
        row("CREMI with a unit", {numbers("resolution", {40, 4, 4}), text("units", "nm")},
            "40,4,4 zyx nm");
        row("N5", {numbers("resolution", {4, 4, 40}), text("n5", "4", 3)}, "4,4,40 xyz ");
        row("N5 as JSON",
            {text("pixelResolution", R"({"unit": "micron", "dimensions": [4, 4, 40]})")},
            "4,4,40 xyz µm");
        row("axistags",
            {text("axistags",
                 R"({"axes": [{"key": "z", "resolution": 2}, {"key": "y", "resolution": 0.5}, )"
                 R"({"key": "x", "resolution": 0.5}, {"key": "c", "resolution": 7}]})"),
                text("axis_units", R"({"x": "um", "c": ""})")},
            "2,0.5,0.5,0  µm");
        row("axistags that do not know", {text("axistags", tags("zyxc", R"(, "resolution": 0)"))},
            "  ");
        row("OME", {text("multiscales", multiscales, 1)}, "  ");
        row("one for all", {numbers("voxel_size", {0.5})}, "0.5,0.5,0.5 zyx ");
        row("NIfTI", {numbers("pixdim", {-1, 0.5, 0.6, 0.7, 1, 0, 0, 0})}, "0.5,0.6,0.7 xyz mm");
        row("a unit of its own", {numbers("spacing", {4, 1, 1}), text("spacing_unit", "mm")},
            "4,1,1 zyx mm");
        row("a unit in the name", {numbers("voxel_size_um", {4, 1, 1}), text("unit", "nm")},
            "4,1,1 zyx µm");
        row("a unit of the samples", {numbers("spacing", {4, 1, 1}), text("units", "K")},
            "4,1,1 zyx ");
        row("a unit in capitals", {numbers("pixelSize", {1, 1}), text("unit", "Microns")},
            "1,1 yx µm");
        row("both of the group", {numbers("voxel_size", {4, 1, 1}, 1), text("units", "nm", 1)},
            "4,1,1 zyx nm");
        row("as words", {text("resolution", "40 4 4"), text("resolution_unit", "nanometers")},
            "40,4,4 zyx nm");
        row("as words that are no numbers", {text("resolution", "high")}, "  ");
        row("by axes",
            {numbers("PhysicalSizeX", {0.25}), numbers("PhysicalSizeY", {0.5}),
                numbers("PhysicalSizeZ", {4}), text("PhysicalSizeXUnit", "µm")},
            "4,0.5,0.25 zyx µm");
        row("by two axes", {numbers("pixel_size_x", {0.25}), numbers("pixel_size_y", {0.5})},
            "0.5,0.25 yx ");
        row("negative", {numbers("resolution", {-1, 1, 1})}, "  ");
        row("not a number", {numbers("resolution", {notANumber, 1, 1})}, "  ");
        row("nothing but zero", {numbers("resolution", {0, 0, 0})}, "  ");
        row("of too many", {numbers("resolution", {1, 2, 3, 4, 5})}, "  ");
    }
    void distancesAreRead()
    {
        QFETCH(Attributes, attributes);
        QFETCH(QString, spacing);
        QCOMPARE(spoken(hintsOf(factsOf(4, attributes)).spacing), spacing);
    }

    void distancesOfALevelMultiply()
    {
        auto facts = factsOf(4, {text("multiscales", multiscales, 1)}, "/g/0");
        QCOMPARE(spoken(hintsOf(facts).spacing), QStringLiteral("0,1,0.5,0.5  µm"));
    }

    void aPixelIsMeasuredAlongTheAxes_data()
    {
        QTest::addColumn<QByteArray>("axes");
        QTest::addColumn<Attributes>("attributes");
        QTest::addColumn<QString>("reason");
        QTest::addRow("by letters")
            << QByteArray("czyx") << Attributes{numbers("element_size_um", {3, 2, 1})}
            << QStringLiteral("The attribute element_size_um says 3, 2, 1 along z, y, x.");
        QTest::addRow("by dimensions")
            << QByteArray("xyzc") << Attributes{numbers("resolution", {1, 2, 3, 9})}
            << QStringLiteral("The attribute resolution says 1, 2, 3, 9 along x, y, z, c.");
    }
    void aPixelIsMeasuredAlongTheAxes()
    {
        QFETCH(QByteArray, axes);
        QFETCH(Attributes, attributes);
        QFETCH(QString, reason);
        Meaning meaning;
        meaning.axes = parseAxes(axes.toStdString()).value();
        measurePixel(meaning, hintsOf(factsOf(4, attributes)).spacing);
        QCOMPARE(meaning.pixel.x, 1.0);
        QCOMPARE(meaning.pixel.y, 2.0);
        QCOMPARE(meaning.pixel.z, 3.0);
        QCOMPARE(QString::fromStdString(meaning.pixelReason), reason);
    }

    void wordsAreAxes_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<char>("letter");
        QTest::addRow("a letter") << QByteArray("Z") << 'z';
        QTest::addRow("a plural") << QByteArray("channels") << 'c';
        QTest::addRow("classes") << QByteArray("classes") << 'c';
        QTest::addRow("with a prefix") << QByteArray("stage_x") << 'x';
        QTest::addRow("with a suffix") << QByteArray("y-axis") << 'y';
        QTest::addRow("something else") << QByteArray("energy") << '?';
        QTest::addRow("nothing") << QByteArray() << '?';
        QTest::addRow("no text") << QByteArray("\xFF\x00x", 3) << 'x';
    }
    void wordsAreAxes()
    {
        QFETCH(QByteArray, name);
        QFETCH(char, letter);
        QCOMPARE(axisLetter(name.toStdString()), letter);
    }

    void deepJsonSaysNothing()
    {
        const std::string deep(100'000, '[');
        const auto hints = hintsOf(factsOf(3,
            {text("axistags", deep), text("axes", deep), text("class_names", deep),
                text("multiscales", deep, 1)}));
        QVERIFY(hints.axes.empty());
    }
};

QTEST_APPLESS_MAIN(TestAttributeHints)
#include "tst_attribute_hints.moc"
