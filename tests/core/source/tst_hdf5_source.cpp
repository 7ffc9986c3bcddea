// SPDX-License-Identifier: MIT
#include "core/source/open_source.h"

#include "tests/support/hdf5_fixture.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <numeric>
#include <thread>

using namespace tessera;

using Shape = std::vector<std::uint64_t>;
Q_DECLARE_METATYPE(Shape)

namespace {

constexpr ByteCount enough = megabytes(100);

// Every sample is its own position in the array.
template <class T> std::vector<T> counted(const Shape& shape)
{
    const auto count =
        std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>());
    std::vector<T> samples(count);
    std::iota(samples.begin(), samples.end(), T{});
    return samples;
}

double indexOf(const VolumeInfo& info, PlanePosition plane, std::int64_t row, std::int64_t column,
    std::int64_t k)
{
    const std::array position{plane.t, plane.z, row, column, k}; // in the order of enum Axis
    std::int64_t index = 0;
    for (std::size_t dimension = 0; dimension < info.shape.size(); ++dimension)
        index = index * static_cast<std::int64_t>(info.shape[dimension])
            + position[static_cast<std::size_t>(info.axes.order[dimension])];
    return static_cast<double>(index);
}

double valueAt(const SampleView& view, std::int64_t row, std::int64_t column, std::int64_t k)
{
    return withElementType(view.type, [&](auto type) {
        return static_cast<double>(
            view.row<decltype(type)>(row)[column * view.columnStride + k * view.classStride]);
    });
}

// How many samples of the region are not what `counted` wrote there.
int mismatches(const VolumeSource& source, const SourceRegion& region)
{
    ReadScratch scratch;
    const auto samples = source.read(region, scratch, {});
    if (!samples)
        return -1;
    int wrong = 0;
    for (std::int64_t row = 0; row < region.rows; ++row)
        for (std::int64_t column = 0; column < region.columns; ++column)
            for (std::int64_t k = 0; k < source.info().classes; ++k)
                wrong += valueAt(samples->view, row, column, k)
                        != indexOf(source.info(), region.plane, region.row + row * region.rowStep,
                            region.column + column, k)
                    ? 1
                    : 0;
    return wrong;
}

QString tags(const QString& letters)
{
    QStringList axes;
    for (const QChar letter : letters)
        axes += QStringLiteral(R"({"key":"%1"})").arg(letter);
    return QStringLiteral(R"({"axes":[%1]})").arg(axes.join(QLatin1Char(',')));
}

} // namespace

class TestHdf5Source : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void readsEveryAxisOrder_data()
    {
        QTest::addColumn<QString>("letters");
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<Shape>("chunk");
        QTest::addRow("yxc") << QStringLiteral("yxc") << Shape{9, 11, 4} << Shape{};
        QTest::addRow("cyx") << QStringLiteral("cyx") << Shape{4, 9, 11} << Shape{};
        QTest::addRow("ycx") << QStringLiteral("ycx") << Shape{9, 4, 11} << Shape{};
        QTest::addRow("zyxc") << QStringLiteral("zyxc") << Shape{3, 9, 11, 4} << Shape{};
        QTest::addRow("czyx") << QStringLiteral("czyx") << Shape{4, 3, 9, 11} << Shape{};
        QTest::addRow("zcyx") << QStringLiteral("zcyx") << Shape{3, 4, 9, 11} << Shape{};
        QTest::addRow("tyxc") << QStringLiteral("tyxc") << Shape{2, 9, 11, 4} << Shape{};
        QTest::addRow("tzyxc") << QStringLiteral("tzyxc") << Shape{2, 3, 9, 11, 4} << Shape{};
        QTest::addRow("txyzc") << QStringLiteral("txyzc") << Shape{2, 11, 9, 3, 4} << Shape{};
        QTest::addRow("cxyzt") << QStringLiteral("cxyzt") << Shape{4, 11, 9, 3, 2} << Shape{};
        QTest::addRow("yxc, chunks") << QStringLiteral("yxc") << Shape{9, 11, 4} << Shape{4, 4, 1};
        QTest::addRow("czyx, chunks")
            << QStringLiteral("czyx") << Shape{4, 3, 9, 11} << Shape{1, 2, 4, 5};
    }
    void readsEveryAxisOrder()
    {
        QFETCH(QString, letters);
        QFETCH(Shape, shape);
        QFETCH(Shape, chunk);
        const auto source = written<float>(shape, chunk, letters);
        QVERIFY(source);
        const auto& info = source->info();
        QCOMPARE(QString::fromStdString(toText(info.axes)), letters);
        QCOMPARE(info.plane, (PlaneShape{9, 11}));
        QCOMPARE(info.classes, 4);
        const PlanePosition last{info.zCount - 1, info.tCount - 1};
        QCOMPARE(mismatches(*source, {{}, 0, 0, 9, 11, 1}), 0);
        QCOMPARE(mismatches(*source, {last, 0, 0, 9, 11, 1}), 0);
        QCOMPARE(mismatches(*source, {last, 2, 3, 5, 7, 1}), 0);
        QCOMPARE(mismatches(*source, {last, 1, 10, 3, 1, 3}), 0);
        QCOMPARE(mismatches(*source, {last, 8, 0, 1, 11, 4}), 0);
    }

    void readsEveryType()
    {
        QCOMPARE(mismatches(*written<float>({5, 6, 4}), {{}, 0, 0, 5, 6, 1}), 0);
        QCOMPARE(mismatches(*written<double>({5, 6, 4}), {{}, 0, 0, 5, 6, 1}), 0);
        QCOMPARE(mismatches(*written<std::uint8_t>({5, 6, 4}), {{}, 0, 0, 5, 6, 1}), 0);
        QCOMPARE(mismatches(*written<std::uint16_t>({5, 6, 4}), {{}, 0, 0, 5, 6, 1}), 0);
    }

    void deliversBigEndianAsTheMachineHasIt()
    {
        const auto path = newPath();
        test::writeHdf5Dataset(path, {.shape = {5, 6, 4}, .bigEndian = true},
            std::span<const double>(counted<double>({5, 6, 4})));
        const auto volume = openVolume({path, {}}, enough);
        QVERIFY(volume);
        const auto& info = volume->probabilities->info();
        QCOMPARE(QString::fromStdString(info.storedType), QStringLiteral("float64, big-endian"));
        QCOMPARE(info.type, ElementType::Float64);
        QCOMPARE(mismatches(*test::asStored(*volume), {{}, 0, 0, 5, 6, 1}), 0);
    }

    void tellsHowItIsStored()
    {
        const auto path = newPath();
        test::writeHdf5Dataset(path, {.shape = {30, 40, 4}, .chunk = {8, 16, 2}, .deflate = 4},
            std::span<const float>(counted<float>({30, 40, 4})));
        const auto volume = openVolume({path, {}}, enough);
        QVERIFY(volume);
        const auto& info = volume->probabilities->info();
        QCOMPARE(QString::fromStdString(info.storage), QStringLiteral("chunked 8×16×2, deflate"));
        QCOMPARE(info.chunkExtent(Axis::Y), 8);
        QCOMPARE(info.chunkExtent(Axis::X), 16);
        QCOMPARE(info.chunkExtent(Axis::Class), 2);
        QCOMPARE(info.version.bytes, std::uint64_t{std::filesystem::file_size(path)});
        QVERIFY(info.version.modifiedNs > 0);
        QCOMPARE(mismatches(*test::asStored(*volume), {{}, 3, 5, 20, 30, 1}), 0);
    }

    void countsTheBytesOfSamples()
    {
        const auto source = written<float>({9, 11, 4});
        ReadScratch scratch;
        const auto samples = source->read({{}, 0, 0, 3, 5, 2}, scratch, {});
        QVERIFY(samples);
        QCOMPARE(samples->bytesRead, (ByteCount{3 * 5 * 4 * 4}));
    }

    void doesNotReadWhenStopped()
    {
        const auto source = written<float>({9, 11, 4});
        std::stop_source stop;
        stop.request_stop();
        ReadScratch scratch;
        const auto samples = source->read({{}, 0, 0, 9, 11, 1}, scratch, stop.get_token());
        QVERIFY(!samples);
        QCOMPARE(samples.error().code, ErrorCode::Cancelled);
        QCOMPARE(scratch.samples.size(), std::size_t{0});
    }

    void manyThreadsReadTheSame()
    {
        const Shape shape{64, 64, 4};
        const auto source = written<float>(shape, {16, 16, 2});
        std::array<int, 4> wrong{};
        {
            std::vector<std::jthread> threads;
            for (int& count : wrong)
                threads.emplace_back([&source, &count] {
                    for (std::int64_t row = 0; row < 64; row += 8)
                        count += mismatches(*source, {{}, row, 0, 8, 64, 1});
                });
        }
        QCOMPARE(wrong, (std::array<int, 4>{}));
    }

    void saysWhichChunkIsDamaged()
    {
        const auto path = newPath();
        test::writeHdf5Dataset(path, {.shape = {64, 64, 4}, .chunk = {16, 64, 4}, .deflate = 4},
            std::span<const float>(counted<float>({64, 64, 4})));
        auto bytes = test::fileBytes(path);
        const auto middle = bytes.size() / 2;
        bytes.replace(middle, 64, QByteArray(64, '\xAA'));
        test::writeFile(path, bytes);
        const auto volume = openVolume({path, {}}, enough);
        QCOMPARE(test::errorOf(volume), QString());
        ReadScratch scratch;
        const auto samples = volume->probabilities->read({{}, 0, 0, 64, 64, 1}, scratch, {});
        QVERIFY(!samples);
        QCOMPARE(samples.error().code, ErrorCode::Malformed);
        const auto message = QStringLiteral(
            "The chunk at 16, 0, 0 of /probabilities in %1 cannot be read: its deflate "
            "data are damaged; copy or write the file again.")
                                 .arg(test::toQString(path.filename()));
        QCOMPARE(test::errorOf(samples), message);
    }

private:
    std::filesystem::path newPath()
    {
        return test::toPath(m_folder->filePath(QStringLiteral("%1.h5").arg(m_files++)));
    }
    // A file whose samples count up, opened; `letters` go into axistags where given.
    template <class T>
    std::shared_ptr<const VolumeSource> written(
        const Shape& shape, const Shape& chunk = {}, const QString& letters = {})
    {
        const auto path = newPath();
        test::writeHdf5Dataset(
            path, {.shape = shape, .chunk = chunk}, std::span<const T>(counted<T>(shape)));
        if (!letters.isEmpty())
            test::writeHdf5Text(path, "probabilities", "axistags", tags(letters).toStdString());
        const auto volume = openVolume({path, {}}, enough);
        return volume ? test::asStored(*volume) : nullptr;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    int m_files = 0;
};

QTEST_APPLESS_MAIN(TestHdf5Source)
#include "tst_hdf5_source.moc"
