// SPDX-License-Identifier: MIT
#include "core/levels/cell_entry.h"

#include "tests/support/cells.h"
#include "tests/support/test_support.h"

#include <QByteArray>
#include <QTest>

#include <algorithm>
#include <string>

using namespace tessera;

namespace {

using Spec = test::CellSpec;

const std::string plane = "/home/me/tissue.h5 1234 5678 /p yxc z=3";
constexpr CellPosition position{4, 7, 9};

QByteArray written(const MeanCell& cell, const std::string& of = plane)
{
    QByteArray bytes;
    writeEntry(of, position, cell, [&](std::span<const std::byte> piece) {
        bytes.append(
            reinterpret_cast<const char*>(piece.data()), static_cast<qsizetype>(piece.size()));
        return true;
    });
    return bytes;
}

CellPtr readBack(const QByteArray& bytes, const CellName& name)
{
    auto left = std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    return readEntry(name, left.size(), [&left](std::span<std::byte> piece) {
        if (piece.size() > left.size())
            return false;
        std::ranges::copy(left.first(piece.size()), piece.begin());
        left = left.subspan(piece.size());
        return true;
    });
}

CellName nameOf(const MeanCell& cell)
{
    return {plane, position, cell.shape, cell.classes};
}

void addSpecs()
{
    QTest::addColumn<Spec>("spec");
    QTest::addRow("plain") << Spec{};
    QTest::addRow("with counts") << Spec{.hasCounts = true};
    QTest::addRow("uniform") << Spec{.shape = {256, 256}, .isUniform = true};
    QTest::addRow("uniform with counts")
        << Spec{.shape = {256, 1}, .isUniform = true, .hasCounts = true};
    QTest::addRow("nearly empty") << Spec{.pixels = {{1, 2}, {1, 3}}};
    QTest::addRow("nearly empty with counts") << Spec{.hasCounts = true, .pixels = {{2, 4}}};
    QTest::addRow("one pixel, one class") << Spec{.shape = {1, 1}, .classes = 1};
    QTest::addRow("one row, many classes") << Spec{.shape = {1, 3}, .classes = 300};
}

} // namespace

Q_DECLARE_METATYPE(Spec)

class TestCellEntry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void comesBackToTheLastBit_data() { addSpecs(); }
    void comesBackToTheLastBit()
    {
        QFETCH(Spec, spec);
        const CellPtr cell = test::makeCell(spec);
        const QByteArray bytes = written(*cell);
        QCOMPARE(static_cast<std::uint64_t>(bytes.size()), entryBytes(plane, *cell));
        const CellPtr back = readBack(bytes, nameOf(*cell));
        QVERIFY(back);
        QVERIFY(test::areSame(*back, *cell));
    }

    void everyBitCounts_data() { addSpecs(); }
    void everyBitCounts()
    {
        QFETCH(Spec, spec);
        const CellPtr cell = test::makeCell(spec);
        QByteArray bytes = written(*cell);
        for (qsizetype bit = 0; bit < 8 * bytes.size(); ++bit) {
            const char before = bytes[bit / 8];
            bytes[bit / 8] = static_cast<char>(before ^ (1 << (bit % 8)));
            QVERIFY2(!readBack(bytes, nameOf(*cell)), qPrintable(QString::number(bit)));
            bytes[bit / 8] = before;
        }
    }

    void everyLengthCounts_data() { addSpecs(); }
    void everyLengthCounts()
    {
        QFETCH(Spec, spec);
        const CellPtr cell = test::makeCell(spec);
        const QByteArray bytes = written(*cell);
        for (qsizetype length = 0; length < bytes.size(); ++length)
            QVERIFY2(
                !readBack(bytes.left(length), nameOf(*cell)), qPrintable(QString::number(length)));
        QVERIFY(!readBack(bytes + '\0', nameOf(*cell)));
    }

    void aCellOfAnotherNameIsNone_data()
    {
        QTest::addColumn<std::string>("of");
        QTest::addColumn<CellPosition>("at");
        QTest::addColumn<PlaneShape>("shape");
        QTest::addColumn<std::int64_t>("classes");
        const std::string asLong(plane.size(), 'x');
        constexpr PlaneShape shape{3, 5};
        constexpr PlaneShape absurd{std::int64_t{1} << 62, std::int64_t{1} << 62};
        constexpr std::int64_t classes = 4;
        QTest::addRow("another plane") << plane + "4" << position << shape << classes;
        QTest::addRow("as long a plane") << asLong << position << shape << classes;
        QTest::addRow("another level") << plane << CellPosition{5, 7, 9} << shape << classes;
        QTest::addRow("another row") << plane << CellPosition{4, 8, 9} << shape << classes;
        QTest::addRow("another column") << plane << CellPosition{4, 7, 8} << shape << classes;
        QTest::addRow("turned") << plane << position << PlaneShape{5, 3} << classes;
        QTest::addRow("another shape") << plane << position << PlaneShape{3, 6} << classes;
        QTest::addRow("fewer classes") << plane << position << PlaneShape{6, 5} << classes / 2;
        QTest::addRow("no shape") << plane << position << PlaneShape{0, 5} << classes;
        QTest::addRow("an absurd shape") << plane << position << absurd << classes;
    }
    void aCellOfAnotherNameIsNone()
    {
        QFETCH(std::string, of);
        QFETCH(CellPosition, at);
        QFETCH(PlaneShape, shape);
        QFETCH(std::int64_t, classes);
        const QByteArray bytes = written(*test::makeCell({}));
        QVERIFY(!readBack(bytes, {of, at, shape, classes}));
    }

    void whatHasOtherBuffersIsNotWritten_data()
    {
        QTest::addColumn<std::size_t>("means");
        QTest::addColumn<std::size_t>("counts");
        QTest::addRow("too few means") << std::size_t{236} << std::size_t{0};
        QTest::addRow("too many means") << std::size_t{244} << std::size_t{0};
        QTest::addRow("too few counts") << std::size_t{240} << std::size_t{472};
    }
    void whatHasOtherBuffersIsNotWritten()
    {
        QFETCH(std::size_t, means);
        QFETCH(std::size_t, counts);
        MeanCell cell;
        cell.shape = {3, 5};
        cell.classes = 4;
        cell.means = AlignedBuffer(means);
        cell.counts = AlignedBuffer(counts);
        QCOMPARE(entryBytes(plane, cell), std::uint64_t{0});
        QCOMPARE(written(cell), QByteArray());
    }

    void aNameMayBeAnyBytesButTooMany()
    {
        const CellPtr cell = test::makeCell({});
        const std::string odd("\0\xFF\n/", 4);
        QVERIFY(readBack(written(*cell, odd), {odd, position, cell->shape, cell->classes}));
        const std::string longest(longestPlaneName, 'n');
        QVERIFY(readBack(written(*cell, longest), {longest, position, cell->shape, cell->classes}));
        QCOMPARE(written(*cell, longest + 'n'), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestCellEntry)
#include "tst_cell_entry.moc"
