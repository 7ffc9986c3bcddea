// SPDX-License-Identifier: MIT
#include "core/session/pyramid_build.h"

#include "core/levels/level_archive.h"
#include "core/session/session.h"
#include "tests/support/sparse_source.h"
#include "tests/support/test_support.h"
#include "tests/support/tile_inbox.h"
#include "tests/support/tile_reference.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

using namespace tessera;

namespace {

constexpr test::FakeSpec large{
    .rows = 8009, .columns = 8011, .classes = 1, .type = ElementType::UInt8};
constexpr ByteCount largeBytes{8009 * 8011};
constexpr std::int64_t largeCells = 16;

EngineOptions twoWorkers(std::shared_ptr<CellArchive> archive = nullptr)
{
    EngineOptions options{.threads = 2, .cacheBudget = megabytes(50), .trace = nullptr};
    options.archive = std::move(archive);
    return options;
}

// Counts what is saved. Threads: as CellArchive.
class CountingArchive final : public CellArchive {
public:
    explicit CountingArchive(std::shared_ptr<CellArchive> archive)
        : m_archive(std::move(archive))
    {
    }
    CellPtr load(const std::string& plane, const CellPosition& position, PlaneShape shape,
        std::int64_t classes) override
    {
        return m_archive->load(plane, position, shape, classes);
    }
    void save(const std::string& plane, const CellPosition& position, const MeanCell& cell) override
    {
        m_archive->save(plane, position, cell);
        ++m_saves;
    }
    bool holds(const std::string& plane, const CellPosition& position) override
    {
        return m_archive->holds(plane, position);
    }
    int saves() const { return m_saves; }

private:
    std::shared_ptr<CellArchive> m_archive;
    std::atomic<int> m_saves = 0;
};

// uint8, nearly all of it 0, so that it takes no room on the disk.
void writeLargeNpy(const QString& path)
{
    constexpr qint64 headBytes = 128;
    constexpr qint64 edge = 4100;
    QByteArray head("\x93NUMPY\x01\x00\x76\x00", 10);
    head += "{'descr': '|u1', 'fortran_order': False, 'shape': (4100, 4100, 4), }";
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)
        || file.write(head.leftJustified(headBytes - 1, ' ') + '\n') != headBytes
        || !file.resize(headBytes + edge * edge * 4))
        qFatal("cannot write %s", qPrintable(path));
    file.seek(headBytes + edge);
    file.write("probability");
}

} // namespace

class TestPyramidBuild : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void readsEachSampleOnce()
    {
        const auto source = test::fakeSource(large);
        Engine engine(twoWorkers());
        std::vector<double> progress;
        const auto built = buildPyramid(engine, OpenedVolume{source, nullptr}, {},
            [&](double share) { progress.push_back(share); });
        QCOMPARE(test::errorOf(built), QString());
        QVERIFY(built->isLarge);
        QCOMPARE(built->cells, largeCells);
        QCOMPARE(built->found, std::int64_t{0});
        QVERIFY(built->damage->isEmpty());
        QCOMPARE(source->bytesRead(), largeBytes);
        QCOMPARE(static_cast<std::int64_t>(progress.size()), largeCells);
        QVERIFY(std::ranges::is_sorted(progress));
        QCOMPARE(progress.back(), 1.0);
    }

    void aSmallPlaneIsNotRead()
    {
        const auto source = test::fakeSource({});
        Engine engine(twoWorkers());
        const auto built = buildPyramid(engine, OpenedVolume{source, nullptr}, {});
        QCOMPARE(test::errorOf(built), QString());
        QVERIFY(!built->isLarge);
        QCOMPARE(source->reads(), std::int64_t{0});
    }

    void whatWasNeverWrittenIsLeftOut_data()
    {
        QTest::addColumn<PixelRect>("written");
        QTest::addColumn<std::int64_t>("parts");
        QTest::addRow("nothing at all") << PixelRect{} << std::int64_t{0};
        QTest::addRow("some pixels") << PixelRect{500'000, 300'000, 10, 10} << std::int64_t{1};
        QTest::addRow("across four cells") << PixelRect{204'799, 409'599, 2, 2} << std::int64_t{4};
    }
    void whatWasNeverWrittenIsLeftOut()
    {
        QFETCH(PixelRect, written);
        QFETCH(std::int64_t, parts);
        const auto source =
            std::make_shared<test::SparseSource>(PlaneShape{1'000'000, 1'000'000}, written, 0.0F);
        Engine engine(twoWorkers());
        std::int64_t steps = 0;
        const auto built = buildPyramid(
            engine, OpenedVolume{source, nullptr}, {}, [&](double /*share*/) { ++steps; });
        QCOMPARE(test::errorOf(built), QString());
        QCOMPARE(built->cells, parts);
        QCOMPARE(steps, parts);
        QVERIFY(source->bytesRead()
            <= static_cast<std::uint64_t>(parts) * (test::SparseSource::chunkBytes + 8));
    }

    void stopsWhatIsUnderWay()
    {
        const auto source = test::fakeSource(large);
        source->block();
        Engine engine(twoWorkers());
        std::stop_source stop;
        engine.pool().post([&](WorkerContext&) {
            source->waitForBlocked(1);
            stop.request_stop();
        });
        const auto built =
            buildPyramid(engine, OpenedVolume{source, nullptr}, {}, {}, stop.get_token());
        QVERIFY(!built);
        QCOMPARE(built.error().code, ErrorCode::Cancelled);
        QCOMPARE(source->inside(), 0);
        source->unblock();
    }

    void whatWasStoppedBeforeReadsNothing()
    {
        const auto source = test::fakeSource(large);
        Engine engine(twoWorkers());
        std::stop_source stop;
        stop.request_stop();
        const auto built =
            buildPyramid(engine, OpenedVolume{source, nullptr}, {}, {}, stop.get_token());
        QVERIFY(!built);
        QCOMPARE(built.error().code, ErrorCode::Cancelled);
    }

    void whatCannotBeReadIsTold()
    {
        const auto source = test::fakeSource(large);
        source->failRows(0, large.rows);
        Engine engine(twoWorkers());
        const auto built = buildPyramid(engine, OpenedVolume{source, nullptr}, {});
        QCOMPARE(test::errorOf(built), QString());
        QVERIFY(!built->damage->isEmpty());
    }

    void aSessionFindsAllOfIt()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("a.npy"));
        writeLargeNpy(file);
        const auto archive = std::make_shared<CountingArchive>(LevelArchive::create(
            {.folder = test::toPath(folder.filePath(QStringLiteral("levels")))}));
        {
            Engine engine(twoWorkers(archive));
            const auto volume = openVolume({test::toPath(file), {}}, megabytes(100));
            QCOMPARE(test::errorOf(volume), QString());
            QCOMPARE(test::errorOf(buildPyramid(engine, *volume, {})), QString());
        }
        const int saves = archive->saves();
        QVERIFY(saves > 0);
        Engine engine(twoWorkers(archive));
        auto volume = openVolume({test::toPath(file), {}}, megabytes(100));
        QCOMPARE(test::errorOf(volume), QString());
        const auto inbox = std::make_shared<test::TileInbox>();
        Session session(engine, *std::move(volume), std::make_shared<CostLog>(), inbox);
        const int top = session.grid().levels() - 1;
        session.want(session.wishesFor({{{0, 0, 4100, 4100}, top}, true, false}));
        QVERIFY(inbox->waitFor(1));
        QVERIFY(session.refinement().isComplete);
        QCOMPARE(archive->saves(), saves);
    }
};

QTEST_GUILESS_MAIN(TestPyramidBuild)
#include "tst_pyramid_build.moc"
