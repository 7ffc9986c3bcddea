// SPDX-License-Identifier: MIT
// Planes of volumes in every order of axes, against the numbers at their places.
#include "core/source/array_source.h"

#include "core/source/volume_reading.h"
#include "tests/support/memory_array.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <map>

using namespace tessera;

namespace {

// Extents by letter, all different.
const std::map<char, std::uint64_t> extents{
    {'t', 2}, {'z', 5}, {'y', 4}, {'x', 6}, {'c', 3}, {'b', 2}};

std::vector<std::uint64_t> shapeOf(const std::string& axes)
{
    std::vector<std::uint64_t> shape;
    for (const char letter : axes)
        shape.push_back(extents.at(letter));
    return shape;
}

OpenedVolume volumeOf(const std::string& axes, PlaneAxes plane)
{
    const auto shape = shapeOf(axes);
    const auto array = test::memoryArray({.shape = shape, .values = test::valuesFor(shape)});
    return readAs(array, {.axes = parseAxes(axes), .plane = plane}, {}).value();
}

// The number at a place, as numpy finds it.
double numberAt(const std::string& axes, const std::vector<double>& values,
    const std::map<char, std::int64_t>& place)
{
    std::size_t index = 0;
    for (const char letter : axes) {
        const auto found = place.find(letter);
        index = index * extents.at(letter)
            + static_cast<std::size_t>(found == place.end() ? 0 : found->second);
    }
    return values[index];
}

// The letters of rows, columns and slices.
std::array<char, 3> lettersOf(PlaneAxes plane)
{
    if (plane == PlaneAxes::XZ)
        return {'z', 'x', 'y'};
    return plane == PlaneAxes::YZ ? std::array{'z', 'y', 'x'} : std::array{'y', 'x', 'z'};
}

std::int64_t extentOf(const std::string& axes, char letter)
{
    return axes.find(letter) == std::string::npos ? 1
                                                  : static_cast<std::int64_t>(extents.at(letter));
}

int mismatches(const std::string& axes, PlaneAxes plane)
{
    const auto [rowLetter, columnLetter, sliceLetter] = lettersOf(plane);
    const OpenedVolume volume = volumeOf(axes, plane);
    const auto values = test::valuesFor(shapeOf(axes));
    const VolumeInfo& info = volume.probabilities->info();
    ReadScratch scratch;
    int wrong = info.plane == PlaneShape{extentOf(axes, rowLetter), extentOf(axes, columnLetter)}
            && info.zCount == extentOf(axes, sliceLetter)
        ? 0
        : 1;
    for (std::int64_t z = 0; z < info.zCount; ++z)
        for (std::int64_t t = 0; t < info.tCount; ++t) {
            const auto samples = volume.probabilities->read(
                {{z, t}, 0, 0, info.plane.rows, info.plane.columns}, scratch, {});
            if (!samples)
                return -1;
            const SampleView& view = samples->view;
            for (std::int64_t row = 0; row < view.rows; ++row)
                for (std::int64_t column = 0; column < view.columns; ++column)
                    for (std::int64_t k = 0; k < view.classes; ++k) {
                        const double expected = numberAt(axes, values,
                            {{rowLetter, row}, {columnLetter, column}, {sliceLetter, z}, {'c', k},
                                {info.isTimeBatch ? 'b' : 't', t}});
                        const float sample =
                            view.row<float>(row)[column * view.columnStride + k * view.classStride];
                        wrong += sample == static_cast<float>(expected) ? 0 : 1;
                    }
        }
    return wrong;
}

} // namespace

class TestPlaneAxes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void everyOrderOfAxesIsCutRight_data()
    {
        QTest::addColumn<QString>("letters");
        QTest::addRow("volume") << "xyz";
        QTest::addRow("volume of classes") << "cxyz";
        QTest::addRow("volume of classes in time") << "ctxyz";
        QTest::addRow("batch of volumes") << "bcxyz";
    }
    void everyOrderOfAxesIsCutRight()
    {
        QFETCH(QString, letters);
        std::string axes = letters.toStdString();
        do {
            QCOMPARE(mismatches(axes, PlaneAxes::XY), 0);
            QCOMPARE(mismatches(axes, PlaneAxes::XZ), 0);
            QCOMPARE(mismatches(axes, PlaneAxes::YZ), 0);
        } while (std::ranges::next_permutation(axes).found);
    }

    void aPlaneHasNoOtherSides()
    {
        const OpenedVolume volume = volumeOf("cyx", PlaneAxes::YZ);
        QCOMPARE(volume.probabilities->info().planeAxes, PlaneAxes::XY);
        QCOMPARE(volume.probabilities->info().plane, (PlaneShape{4, 6}));
    }

    void aBatchIsLookedThroughWhereThereIsNoTime_data()
    {
        QTest::addColumn<QString>("axes");
        QTest::addColumn<qint64>("times");
        QTest::addColumn<bool>("isBatch");
        QTest::addRow("batch") << "bcyx" << qint64{2} << true;
        QTest::addRow("batch and time") << "btcyx" << qint64{2} << false;
        QTest::addRow("neither") << "cyx" << qint64{1} << false;
    }
    void aBatchIsLookedThroughWhereThereIsNoTime()
    {
        QFETCH(QString, axes);
        QFETCH(qint64, times);
        QFETCH(bool, isBatch);
        const OpenedVolume volume = volumeOf(axes.toStdString(), PlaneAxes::XY);
        const VolumeInfo& info = volume.probabilities->info();
        QCOMPARE(info.tCount, times);
        QCOMPARE(info.isTimeBatch, isBatch);
        QCOMPARE(QString::fromStdString(toText(info.meaning.axes)), axes);
    }
};

QTEST_APPLESS_MAIN(TestPlaneAxes)
#include "tst_plane_axes.moc"
