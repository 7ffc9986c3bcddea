// SPDX-License-Identifier: MIT
#include "core/source/tiff_claims.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <string>

using namespace tessera;

namespace {

// "z2 c3", slowest first; "(nothing)" where nothing is said.
QString pagesOf(const TiffClaims& claims)
{
    if (!claims.isSaid)
        return QStringLiteral("(nothing)");
    QString text;
    for (const auto& dimension : claims.pages)
        text += QStringLiteral("%1%2 ").arg(QLatin1Char(dimension.letter)).arg(dimension.extent);
    return text.trimmed();
}

std::string ome(const std::string& pixels, const std::string& content = {})
{
    return "<?xml version=\"1.0\"?><OME><Image><Pixels " + pixels + ">" + content
        + "</Pixels></Image></OME>";
}

} // namespace

class TestTiffClaims : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void saysWhatPagesCountAlong_data()
    {
        QTest::addColumn<QByteArray>("description");
        QTest::addColumn<int>("samples");
        QTest::addColumn<QString>("pages");
        const auto add = [](const char* name, const std::string& description, int samples,
                             const char* pages) {
            QTest::addRow("%s", name)
                << QByteArray::fromStdString(description) << samples << QString::fromUtf8(pages);
        };
        add("nothing", "", 1, "(nothing)");
        add("words", "made by hand", 1, "(nothing)");
        add("hyperstack",
            "ImageJ=1.53t\nimages=24\nchannels=2\nslices=3\nframes=4\nhyperstack=true\n", 1,
            "t4 z3 c2");
        add("hyperstack, Windows lines",
            "ImageJ=1.53t\r\nimages=6\r\nchannels=2\r\nslices=3\r\nhyperstack=true\r\n", 1,
            "z3 c2");
        add("a stack of anything", "ImageJ=1.53t\nimages=3\nslices=3\nloop=false\n", 1, "?3");
        add("only images", "ImageJ=1.53t\nimages=3\n", 1, "?3");
        add("one image", "ImageJ=1.53t\nunit=pixel\n", 1, "");
        add("nonsense numbers", "ImageJ=1\nimages=x\nchannels=-3\nslices=\n=\nframes", 1, "");
        add("a shape", "{\"shape\": [4, 16, 64, 64]}", 1, "?4 ?16");
        add("a shape and axes", "{\"shape\": [4, 16, 64, 64], \"axes\": \"CZYX\"}", 1, "c4 z16");
        add("a shape with samples", "{\"shape\": [16, 64, 64, 3]}", 3, "?16");
        add("entries of one", "{\"shape\": [1, 64, 64]}", 1, "");
        add("a shape that is none", "{\"shape\": [-4, 64, 64]}", 1, "(nothing)");
        add("a shape of too few", "{\"shape\": [64]}", 1, "(nothing)");
        add("other JSON", "{\"a\": [[[[", 1, "(nothing)");
        add("axes of other kinds", "{\"shape\": [4, 2, 64, 64], \"axes\": \"QTYX\"}", 1, "?4 t2");
        add("OME", ome("DimensionOrder='XYCZT' SizeX='6' SizeY='5' SizeZ='2' SizeC='3' SizeT='4'"),
            1, "t4 z2 c3");
        add("OME, another order",
            ome("DimensionOrder=\"XYZCT\" SizeZ=\"2\" SizeC=\"3\" SizeT=\"1\""), 1, "c3 z2");
        add("OME, channels in a pixel", ome("DimensionOrder='XYCZT' SizeZ='2' SizeC='3' SizeT='1'"),
            3, "z2");
        add("OME with a namespace",
            "<ome:OME><ome:Pixels DimensionOrder='XYZCT' SizeC='2' SizeZ='1'/></ome:OME>", 1, "c2");
        add("OME without an order", ome("SizeZ='2'"), 1, "(nothing)");
        add("OME, cut off", "<OME><Image><Pixels DimensionOrder='XYCZT' SizeZ='2", 1, "(nothing)");
        add("OME, nonsense", ome("DimensionOrder='&&&ZZ' SizeZ='99999999999999999999'"), 1, "");
        add("other XML", "<svg><g/></svg>", 1, "(nothing)");
    }
    void saysWhatPagesCountAlong()
    {
        QFETCH(QByteArray, description);
        QFETCH(int, samples);
        QFETCH(QString, pages);
        QCOMPARE(pagesOf(claimsOf(description.toStdString(), static_cast<std::uint64_t>(samples))),
            pages);
    }

    void knowsPixelSizes_data()
    {
        QTest::addColumn<QByteArray>("pixels");
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("z");
        QTest::addRow("micrometres")
            << QByteArray("PhysicalSizeX='0.5' PhysicalSizeZ='2'") << 0.5 << 2.0;
        QTest::addRow("nanometres")
            << QByteArray("PhysicalSizeX='500' PhysicalSizeXUnit='nm' PhysicalSizeZ='2'") << 0.5
            << 2.0;
        QTest::addRow("the entity of the unit")
            << QByteArray("PhysicalSizeX='0.5' PhysicalSizeXUnit='&#181;m'") << 0.5 << 0.0;
        QTest::addRow("no length")
            << QByteArray("PhysicalSizeX='0.5' PhysicalSizeXUnit='pixel'") << 0.0 << 0.0;
        QTest::addRow("nonsense") << QByteArray("PhysicalSizeX='-1' PhysicalSizeZ='inf'") << 0.0
                                  << 0.0;
    }
    void knowsPixelSizes()
    {
        QFETCH(QByteArray, pixels);
        QFETCH(double, x);
        QFETCH(double, z);
        const auto claims = claimsOf(ome("DimensionOrder='XYZCT' " + pixels.toStdString()), 1);
        QCOMPARE(claims.x, x);
        QCOMPARE(claims.z, z);
        QCOMPARE(QString::fromStdString(claims.unit), QStringLiteral("µm"));
    }

    void namesChannelsWhereAllHaveNames_data()
    {
        QTest::addColumn<QByteArray>("channels");
        QTest::addColumn<int>("names");
        QTest::addRow("all") << QByteArray("<Channel Name='a'/><Channel Name='b'></Channel>") << 2;
        QTest::addRow("one is missing") << QByteArray("<Channel Name='a'/><Channel/>") << 0;
        QTest::addRow("too few") << QByteArray("<Channel Name='a'/>") << 0;
        QTest::addRow("none") << QByteArray() << 0;
    }
    void namesChannelsWhereAllHaveNames()
    {
        QFETCH(QByteArray, channels);
        QFETCH(int, names);
        const auto claims =
            claimsOf(ome("DimensionOrder='XYZCT' SizeC='2'", channels.toStdString()), 1);
        QCOMPARE(claims.channelNames.size(), static_cast<std::size_t>(names));
    }

    void onlyTheFirstImageCounts()
    {
        const auto claims = claimsOf("<OME><Image><Pixels DimensionOrder='XYZCT' SizeC='2'>"
                                     "<Channel Name='a'/><Channel Name='b'/></Pixels></Image>"
                                     "<Image><Pixels DimensionOrder='XYZCT' SizeC='5'>"
                                     "<Channel Name='c'/></Pixels></Image></OME>",
            1);
        QCOMPARE(pagesOf(claims), QStringLiteral("c2"));
        QVERIFY(claims.mayHoldMore);
        QCOMPARE(claims.channelNames.size(), std::size_t{2});
    }

    void takesTheResolutionWhereAUnitIsNamed()
    {
        const auto claims = claimsOf("ImageJ=1\nunit=\\u00B5m\nspacing=2.5\n", 1);
        QVERIFY(claims.usesResolution);
        QCOMPARE(claims.z, 2.5);
        QVERIFY(!claimsOf("ImageJ=1\nunit=pixel\n", 1).usesResolution);
    }
};

QTEST_APPLESS_MAIN(TestTiffClaims)
#include "tst_tiff_claims.moc"
