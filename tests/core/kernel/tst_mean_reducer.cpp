// SPDX-License-Identifier: MIT
#include "core/kernel/mean_reducer.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <vector>

using namespace tessera;

namespace {

struct Plane {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t classes = 0;
    std::vector<double> values; // interleaved

    double at(std::int64_t row, std::int64_t column, std::int64_t index) const
    {
        return values[static_cast<std::size_t>((row * columns + column) * classes + index)];
    }
};

Plane randomPlane(std::int64_t rows, std::int64_t columns, std::int64_t classes, double oddShare)
{
    std::mt19937 random(static_cast<unsigned>(rows * 31 + columns * 7 + classes));
    std::uniform_real_distribution<double> uniform(-0.1, 1.1);
    std::uniform_real_distribution<double> lot(0, 1);
    Plane plane{rows, columns, classes, {}};
    for (std::int64_t i = 0; i < rows * columns * classes; ++i) {
        const double value = uniform(random);
        const double drawn = lot(random);
        const bool isNan = drawn < oddShare;
        const bool isInfinite = !isNan && drawn < 2 * oddShare;
        plane.values.push_back(isNan ? std::nan("") : isInfinite ? -INFINITY : value);
    }
    return plane;
}

struct Sum {
    double sum = 0;
    std::uint64_t count = 0;
};

// The definition, by recursion: ((nw + ne) + (sw + se)) over the children that exist.
Sum definition(
    const Plane& plane, int level, std::int64_t row, std::int64_t column, std::int64_t index)
{
    if ((row << level) >= plane.rows || (column << level) >= plane.columns)
        return {};
    if (level == 0) {
        const double value = plane.at(row, column, index);
        return std::isfinite(value) ? Sum{value, 1} : Sum{};
    }
    const Sum nw = definition(plane, level - 1, 2 * row, 2 * column, index);
    const Sum ne = definition(plane, level - 1, 2 * row, 2 * column + 1, index);
    const Sum sw = definition(plane, level - 1, 2 * row + 1, 2 * column, index);
    const Sum se = definition(plane, level - 1, 2 * row + 1, 2 * column + 1, index);
    return {(nw.sum + ne.sum) + (sw.sum + se.sum), nw.count + ne.count + sw.count + se.count};
}

std::vector<double> expectedMeans(const Plane& plane, int level)
{
    std::vector<double> means;
    for (std::int64_t row = 0; (row << level) < plane.rows; ++row)
        for (std::int64_t column = 0; (column << level) < plane.columns; ++column)
            for (std::int64_t index = 0; index < plane.classes; ++index) {
                const Sum all = definition(plane, level, row, column, index);
                means.push_back(all.count == 0 ? -1e9 : all.sum / static_cast<double>(all.count));
            }
    return means;
}

// All rows of a level, with their counts where there are any.
struct Given {
    std::vector<double> means;
    std::vector<std::uint64_t> counts;

    void add(const MeanReducer& reducer, const SampleView& row)
    {
        const double* first = row.row<double>(0);
        for (std::int64_t i = 0; i < row.columns * row.classes; ++i)
            means.push_back(std::isnan(first[i]) ? -1e9 : first[i]);
        const auto counted = reducer.counts();
        counts.insert(counts.end(), counted.begin(), counted.end());
    }
    friend bool operator==(const Given&, const Given&) = default;
};

// By level; from `finest` to the wished one, all made in one go.
std::map<int, Given> givenFrom(
    int finest, const Plane& plane, int level, std::int64_t bandRows, MeanReducer& reducer)
{
    SampleView view{ElementType::Float64, nullptr, 0, plane.columns, plane.classes,
        plane.columns * plane.classes, plane.classes, 1};
    std::map<int, Given> given;
    const auto sink = [&](const SampleView& row) { given[level].add(reducer, row); };
    reducer.restart(level, plane.columns, plane.classes);
    if (finest < level)
        reducer.alsoGive(
            finest, [&](int of, const SampleView& row) { given[of].add(reducer, row); });
    for (std::int64_t row = 0; row < plane.rows; row += bandRows) {
        view.rows = std::min(bandRows, plane.rows - row);
        view.data = reinterpret_cast<const std::byte*>(plane.values.data() + row * view.rowStride);
        reducer.feed(view, sink);
    }
    reducer.finish(sink);
    return given;
}

// NaN is not equal to itself: it stands as -1e9 in what is compared.
std::vector<double> fedInBands(const Plane& plane, int level, std::int64_t bandRows, bool planar)
{
    std::vector<double> stored = plane.values;
    SampleView view{ElementType::Float64, nullptr, 0, plane.columns, plane.classes,
        plane.columns * plane.classes, plane.classes, 1};
    if (planar) {
        view.rowStride = plane.columns;
        view.columnStride = 1;
        view.classStride = plane.rows * plane.columns;
        for (std::int64_t r = 0; r < plane.rows; ++r)
            for (std::int64_t c = 0; c < plane.columns; ++c)
                for (std::int64_t i = 0; i < plane.classes; ++i)
                    stored[static_cast<std::size_t>(
                        r * view.rowStride + c + i * view.classStride)] = plane.at(r, c, i);
    }
    std::vector<double> means;
    const auto sink = [&](const SampleView& row) {
        const double* first = row.row<double>(0);
        for (std::int64_t i = 0; i < row.columns * row.classes; ++i)
            means.push_back(std::isnan(first[i]) ? -1e9 : first[i]);
    };
    MeanReducer reducer(level, plane.columns, plane.classes);
    for (std::int64_t row = 0; row < plane.rows; row += bandRows) {
        view.rows = std::min(bandRows, plane.rows - row);
        view.data = reinterpret_cast<const std::byte*>(stored.data() + row * view.rowStride);
        reducer.feed(view, sink);
    }
    reducer.finish(sink);
    return means;
}

} // namespace

class TestMeanReducer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void equalsTheDefinitionBitForBit_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::addColumn<qint64>("classes");
        QTest::addColumn<qint64>("bandRows");
        QTest::addColumn<double>("oddShare");
        QTest::addRow("whole blocks")
            << 1 << qint64{8} << qint64{8} << qint64{4} << qint64{4} << 0.0;
        QTest::addRow("odd sides") << 1 << qint64{7} << qint64{9} << qint64{3} << qint64{2} << 0.0;
        QTest::addRow("odd bands")
            << 2 << qint64{13} << qint64{21} << qint64{2} << qint64{3} << 0.0;
        QTest::addRow("row by row")
            << 3 << qint64{17} << qint64{33} << qint64{5} << qint64{1} << 0.0;
        QTest::addRow("level above the plane")
            << 5 << qint64{9} << qint64{3} << qint64{4} << qint64{9} << 0.0;
        QTest::addRow("one pixel wide")
            << 2 << qint64{9} << qint64{1} << qint64{4} << qint64{4} << 0.0;
        QTest::addRow("one pixel high")
            << 2 << qint64{1} << qint64{9} << qint64{1} << qint64{4} << 0.0;
        QTest::addRow("a few odd samples")
            << 2 << qint64{16} << qint64{19} << qint64{4} << qint64{4} << 0.02;
        QTest::addRow("mostly odd samples")
            << 3 << qint64{16} << qint64{19} << qint64{4} << qint64{5} << 0.45;
        QTest::addRow("only odd samples")
            << 1 << qint64{4} << qint64{4} << qint64{2} << qint64{4} << 0.5;
    }
    void equalsTheDefinitionBitForBit()
    {
        QFETCH(int, level);
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        QFETCH(qint64, classes);
        QFETCH(qint64, bandRows);
        QFETCH(double, oddShare);
        const Plane plane = randomPlane(rows, columns, classes, oddShare);
        const auto expected = expectedMeans(plane, level);
        QVERIFY(fedInBands(plane, level, bandRows, false) == expected);
        QVERIFY(fedInBands(plane, level, bandRows, true) == expected);
    }

    void finerLevelsAreWhatTheyAreAlone_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("finest");
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::addColumn<qint64>("classes");
        QTest::addColumn<qint64>("bandRows");
        QTest::addColumn<double>("oddShare");
        const auto add = [](const char* name, int level, int finest, qint64 rows, qint64 columns,
                             qint64 classes, qint64 bandRows, double oddShare) {
            QTest::addRow("%s", name)
                << level << finest << rows << columns << classes << bandRows << oddShare;
        };
        add("prime extents", 3, 1, 37, 41, 4, 7, 0);
        add("whole blocks", 3, 1, 64, 64, 4, 16, 0);
        add("one level finer", 2, 1, 19, 23, 2, 4, 0);
        add("not the finest", 5, 3, 131, 137, 3, 9, 0);
        add("row by row", 3, 1, 17, 33, 5, 1, 0);
        add("above the plane", 5, 1, 9, 3, 4, 9, 0);
        add("one row", 3, 1, 1, 53, 2, 4, 0);
        add("one column", 3, 1, 53, 1, 2, 4, 0);
        add("one class", 3, 1, 29, 31, 1, 6, 0);
        add("300 classes", 2, 1, 11, 13, 300, 4, 0.01);
        add("a few odd samples", 3, 1, 37, 41, 4, 6, 0.02);
        add("mostly odd samples", 3, 1, 37, 41, 4, 5, 0.45);
        add("only odd samples", 2, 1, 8, 8, 2, 4, 0.5);
    }
    void finerLevelsAreWhatTheyAreAlone()
    {
        QFETCH(int, level);
        QFETCH(int, finest);
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        QFETCH(qint64, classes);
        QFETCH(qint64, bandRows);
        QFETCH(double, oddShare);
        const Plane plane = randomPlane(rows, columns, classes, oddShare);
        MeanReducer reducer;
        const auto given = givenFrom(finest, plane, level, bandRows, reducer);
        QCOMPARE(given.size(), static_cast<std::size_t>(level - finest + 1));
        for (const auto& [of, rowsOfLevel] : given)
            QVERIFY(rowsOfLevel == givenFrom(of, plane, of, bandRows, reducer).at(of));
    }

    void integersAreScaledForClassesAndNotForImages()
    {
        const std::uint8_t stored[] = {10, 20, 30, 41};
        const SampleView view{
            ElementType::UInt8, reinterpret_cast<const std::byte*>(stored), 2, 2, 1, 2, 1, 1};
        double scaled = 0;
        double raw = 0;
        MeanReducer probabilities(1, 2, 1);
        probabilities.feed(view, [&](const SampleView& row) { scaled = row.row<double>(0)[0]; });
        MeanReducer image(1, 2, 1, false);
        image.feed(view, [&](const SampleView& row) { raw = row.row<double>(0)[0]; });
        QCOMPARE(scaled, ((10 / 255.0 + 20 / 255.0) + (30 / 255.0 + 41 / 255.0)) / 4);
        QCOMPARE(raw, 25.25);
    }
};

QTEST_APPLESS_MAIN(TestMeanReducer)
#include "tst_mean_reducer.moc"
