// SPDX-License-Identifier: MIT
#include "core/source/bdv_size.h"

#include "tests/support/fake_guide.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tessera;

namespace {

constexpr auto xml = R"(<?xml version="1.0" encoding="UTF-8"?>
<SpimData version="0.2">
  <BasePath type="relative">.</BasePath>
  <SequenceDescription>
    <ImageLoader format="bdv.hdf5"><hdf5 type="relative">cells.h5</hdf5></ImageLoader>
    <ViewSetups>
      <ViewSetup>
        <id>0</id><size>64 32 8</size>
        <voxelSize><unit>pixel</unit><size>1.0 1.0 1.0</size></voxelSize>
      </ViewSetup>
      <ViewSetup>
        <id>1</id>
        <voxelSize> <unit> micron </unit> <size> 0.25 0.5 4.0 </size> </voxelSize>
        <attributes><channel>1</channel></attributes>
      </ViewSetup>
      <ViewSetup><id>2</id><voxelSize><size>1 2</size></voxelSize></ViewSetup>
      <ViewSetup><id>3</id><voxelSize><size>0 -1 nan</size></voxelSize></ViewSetup>
      <Attributes name="channel"><Channel><id>7</id></Channel></Attributes>
    </ViewSetups>
  </SequenceDescription>
</SpimData>
)";

QString spoken(const SpacingClaim& claim)
{
    QStringList all;
    for (const double distance : claim.perDimension)
        all += QString::number(distance);
    return QStringLiteral("%1 %2 %3")
        .arg(all.join(QLatin1Char(',')), QString::fromStdString(claim.letters),
            QString::fromStdString(claim.unit));
}

} // namespace

class TestBdvSize : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void readsTheVoxelsOfASetup_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("setup");
        QTest::addColumn<QString>("size");
        const QByteArray whole(xml);
        const auto nothing = QStringLiteral("  ");
        QTest::addRow("the first") << whole << QByteArray("s00") << QStringLiteral("1,1,1 xyz px");
        QTest::addRow("another") << whole << QByteArray("s01")
                                 << QStringLiteral("0.25,0.5,4 xyz µm");
        QTest::addRow("of two axes") << whole << QByteArray("s02") << nothing;
        QTest::addRow("of no distances") << whole << QByteArray("s03") << nothing;
        QTest::addRow("that is not there") << whole << QByteArray("s04") << nothing;
        QTest::addRow("in a text cut off")
            << whole.left(whole.indexOf("4.0")) << QByteArray("s01") << nothing;
        QTest::addRow("in no XML")
            << QByteArray("<<ViewSetup>id>\xFF") << QByteArray("s01") << nothing;
        QTest::addRow("without a name") << whole << QByteArray() << nothing;
    }
    void readsTheVoxelsOfASetup()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, setup);
        QFETCH(QString, size);
        QCOMPARE(spoken(bdvVoxelSize(text.toStdString(), setup.toStdString())), size);
    }

    void aCoarserLevelHasLargerVoxels_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<QString>("size");
        QTest::addRow("the finest") << 0 << QStringLiteral("0.25,0.5,4 xyz µm");
        QTest::addRow("the next") << 1 << QStringLiteral("0.5,1,4 xyz µm");
        QTest::addRow("one that the file does not know") << 2 << QStringLiteral("  ");
    }
    void aCoarserLevelHasLargerVoxels()
    {
        QFETCH(int, level);
        QFETCH(QString, size);
        const QTemporaryDir folder;
        test::writeFile(test::toPath(folder.filePath(QStringLiteral("cells.xml"))), xml);
        test::FakeFacts facts;
        facts.values["/s01/resolutions"] = {{2, 3}, {}, {1, 1, 1, 2, 2, 1}};
        test::FakeGuide guide(facts, nullptr);
        const BdvName array{"s01", static_cast<std::size_t>(level)};
        const auto file = test::toPath(folder.filePath(QStringLiteral("cells.h5")));
        QCOMPARE(spoken(bdvSpacing(file, array, guide, {})), size);
    }

    void withoutAnXmlNothingIsKnown()
    {
        const QTemporaryDir folder;
        test::FakeGuide guide({}, nullptr);
        const auto file = test::toPath(folder.filePath(QStringLiteral("cells.h5")));
        QCOMPARE(spoken(bdvSpacing(file, {"s00", 0}, guide, {})), QStringLiteral("  "));
    }
};

QTEST_APPLESS_MAIN(TestBdvSize)
#include "tst_bdv_size.moc"
