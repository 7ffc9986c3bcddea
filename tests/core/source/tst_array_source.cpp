// SPDX-License-Identifier: MIT
// Every way in which an array may be stored, against what the HDF5 library reads of it.
#include "core/source/array_source.h"

#include "core/source/open_source.h"
#include "tests/support/hdf5_array.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace tessera;
using test::Hdf5ArraySpec;

Q_DECLARE_METATYPE(Hdf5ArraySpec)

namespace {

using Sizes = std::vector<std::uint64_t>;

struct Named {
    const char* name;
    Sizes values;
};

constexpr std::array types{
    "f2", "f4", "f8", "u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "bool"};

const std::vector<Named> chunksOfYxc{{"contiguous", {}}, {"small chunks", {7, 5, 4}},
    {"one class a chunk", {8, 8, 1}}, {"chunks one wide", {23, 1, 2}}, {"one chunk", {23, 19, 4}}};

struct AxisOrder {
    const char* axes;
    Sizes shape;
    Sizes chunk;
};

const std::vector<AxisOrder> orders{{"yxc", {23, 19, 4}, {7, 5, 4}},
    {"cyx", {4, 23, 19}, {1, 8, 8}}, {"zyxc", {3, 23, 19, 4}, {2, 7, 5, 4}},
    {"czyx", {4, 3, 23, 19}, {3, 1, 8, 19}}, {"tzyxc", {2, 3, 23, 19, 4}, {1, 2, 23, 6, 4}},
    {"zcyx", {3, 4, 23, 19}, {1, 4, 8, 8}}, {"xyzct", {19, 23, 3, 4, 2}, {5, 7, 2, 1, 2}}};

const std::vector<std::vector<std::string>> pipelines{
    {}, {"deflate"}, {"shuffle", "deflate"}, {"shuffle", "deflate", "fletcher32"}, {"szip"}};

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : "+") + word;
    return text.empty() ? "no filter" : text;
}

// What the library read at this place.
double expectedAt(const VolumeInfo& info, const std::vector<double>& all, PlanePosition plane,
    std::int64_t row, std::int64_t column, std::int64_t k)
{
    const std::array position{plane.t, plane.z, row, column, k}; // in the order of enum Axis
    std::size_t index = 0;
    for (std::size_t dimension = 0; dimension < info.shape.size(); ++dimension)
        index = index * info.shape[dimension]
            + static_cast<std::size_t>(
                position.at(static_cast<std::size_t>(info.axes.order[dimension])));
    return all[index];
}

double valueAt(const SampleView& view, std::int64_t row, std::int64_t column, std::int64_t k)
{
    return withElementType(view.type, [&]<class Sample>(Sample) {
        return static_cast<double>(
            view.row<Sample>(row)[column * view.columnStride + k * view.classStride]);
    });
}

// How many samples are not what the library read; -1 where the read failed.
int mismatches(const VolumeSource& source, const std::vector<double>& all,
    const SourceRegion& region, ReadScratch& scratch)
{
    const auto samples = source.read(region, scratch, {});
    if (!samples)
        return -1;
    const auto& info = source.info();
    int wrong = 0;
    for (std::int64_t row = 0; row < region.rows; ++row)
        for (std::int64_t column = 0; column < region.columns; ++column)
            for (std::int64_t k = 0; k < info.classCount(region.classes); ++k)
                wrong += valueAt(samples->view, row, column, k)
                        == expectedAt(info, all, region.plane, region.row + row * region.rowStep,
                            region.column + column, region.classes.first + k)
                    ? 0
                    : 1;
    return wrong;
}

// Of a plane of 23 x 19 with four classes.
std::vector<SourceRegion> regionsOf(const VolumeInfo& info)
{
    const PlanePosition last{info.zCount - 1, info.tCount - 1};
    return {{{}, 0, 0, 23, 19, 1}, {last, 0, 0, 23, 19, 1}, {last, 7, 5, 7, 5, 1},
        {last, 3, 2, 17, 11, 1}, {last, 1, 4, 8, 9, 3}, {{}, 2, 0, 2, 19, 16},
        {last, 22, 18, 1, 1, 1}, {last, 0, 0, 23, 19, 1, {1, 3}}, {last, 5, 3, 6, 9, 2, {2, 3}},
        {{}, 0, 0, 23, 19, 1, {3, 4}}};
}

} // namespace

class TestArraySource : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void readsWhatTheLibraryReads_data()
    {
        QTest::addColumn<Hdf5ArraySpec>("spec");
        for (const char* type : types)
            for (const bool bigEndian : {false, true})
                for (const auto& chunk : chunksOfYxc)
                    QTest::addRow("%s%s, %s", type, bigEndian ? ", big-endian" : "", chunk.name)
                        << Hdf5ArraySpec{.shape = {23, 19, 4},
                               .type = type,
                               .bigEndian = bigEndian,
                               .chunk = chunk.values};
        for (const auto& order : orders) {
            QTest::addRow("%s, contiguous", order.axes)
                << Hdf5ArraySpec{.shape = order.shape, .axes = order.axes};
            for (const auto& filters : pipelines)
                QTest::addRow("%s, %s", order.axes, joined(filters).c_str())
                    << Hdf5ArraySpec{.shape = order.shape,
                           .chunk = order.chunk,
                           .filters = filters,
                           .axes = order.axes};
        }
        addOddOnes();
    }
    void readsWhatTheLibraryReads()
    {
        QFETCH(Hdf5ArraySpec, spec);
        test::writeHdf5Array(path(), spec);
        const auto volume = openVolume({path(), {}}, megabytes(100));
        QCOMPARE(test::errorOf(volume), QString());
        const auto& source = *volume->probabilities;
        const auto all = test::readHdf5Array(path());
        ReadScratch scratch;
        for (const SourceRegion& region : regionsOf(source.info()))
            QCOMPARE(mismatches(source, all, region, scratch), 0);
    }

private:
    static void addOddOnes()
    {
        const Sizes shape{23, 19, 4};
        const Sizes chunk{7, 5, 4};
        const auto add = [&](const char* name, const Hdf5ArraySpec& spec) {
            QTest::addRow("%s", name) << spec;
        };
        add("chunks larger than the array",
            {.shape = shape, .chunk = {32, 32, 8}, .filters = {"deflate"}, .isUnlimited = true});
        add("one sample a chunk", {.shape = shape, .chunk = {1, 1, 1}});
        add("unlimited", {.shape = shape, .chunk = chunk, .isUnlimited = true});
        add("unlimited, latest format",
            {.shape = shape,
                .chunk = chunk,
                .filters = {"deflate"},
                .isUnlimited = true,
                .isLatest = true});
        add("latest format",
            {.shape = shape, .chunk = chunk, .filters = {"shuffle", "deflate"}, .isLatest = true});
        add("latest format, no filter", {.shape = shape, .chunk = chunk, .isLatest = true});
        add("latest format, one chunk",
            {.shape = shape, .chunk = shape, .filters = {"deflate"}, .isLatest = true});
        add("edges unfiltered",
            {.shape = shape,
                .chunk = chunk,
                .filters = {"deflate"},
                .isLatest = true,
                .edgesUnfiltered = true});
        add("user block, contiguous", {.shape = shape, .userBlock = 1024});
        add("user block, chunks",
            {.shape = shape, .chunk = chunk, .filters = {"deflate"}, .userBlock = 512});
        add("missing chunks",
            {.shape = shape, .chunk = {5, 6, 2}, .writtenFrom = 9, .writtenTo = 14, .fill = 0.75});
        add("missing chunks, big-endian",
            {.shape = shape,
                .type = "f8",
                .bigEndian = true,
                .chunk = {5, 6, 2},
                .writtenTo = 3,
                .fill = 0.25});
        add("missing chunks, integers",
            {.shape = shape,
                .type = "i2",
                .bigEndian = true,
                .chunk = {5, 6, 2},
                .filters = {"deflate"},
                .writtenFrom = 20,
                .fill = 300});
        add("never written, chunks", {.shape = shape, .chunk = chunk, .writtenTo = 0, .fill = 0.5});
        add("never written, contiguous", {.shape = shape, .writtenTo = 0, .fill = 0.5});
        add("compact", {.shape = shape, .type = "u2", .bigEndian = true, .isCompact = true});
        add("external", {.shape = shape, .isExternal = true});
        add("a filter that the library has",
            {.shape = shape, .type = "i4", .chunk = chunk, .filters = {"nbit", "deflate"}});
        add("scaleoffset",
            {.shape = shape, .type = "i4", .chunk = chunk, .filters = {"scaleoffset"}});
        add("long double", {.shape = shape, .type = "f10"});
        add("long double, chunks",
            {.shape = shape, .type = "f10", .chunk = chunk, .filters = {"deflate"}});
    }

    std::filesystem::path path() const
    {
        return test::toPath(m_folder->filePath(QStringLiteral("x.h5")));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestArraySource)
#include "tst_array_source.moc"
