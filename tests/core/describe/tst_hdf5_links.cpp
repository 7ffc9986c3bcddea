// SPDX-License-Identifier: MIT
#include "core/describe/in_process_guides.h"

#include "tests/support/hdf5_array.h"
#include "tests/support/hdf5_fixture.h"
#include "tests/support/hdf5_links.h"
#include "tests/support/other_files.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <limits>

using namespace tessera;

namespace {

using Sizes = std::vector<std::uint64_t>;

constexpr std::uint64_t noCache = 0;
const Sizes shape{2, 3, 2};
const std::vector<float> ones(12, 1);
const std::vector<float> twos(12, 2);

std::vector<float> samplesOf(FileGuide& guide, const ArrayFacts& facts)
{
    const auto rank = facts.claimed.shape.size();
    const ArraySlab slab{Extents(rank, 0), {facts.claimed.shape.begin(), facts.claimed.shape.end()},
        Extents(rank, 1)};
    std::vector<float> samples(static_cast<std::size_t>(slab.samples()));
    const auto read =
        guide.readStored(facts.array, slab, std::as_writable_bytes(std::span(samples)), {});
    return read ? samples : std::vector<float>();
}

std::vector<float> joined(std::vector<float> first, const std::vector<float>& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

} // namespace

class TestHdf5Links : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_others = std::make_shared<test::NotedFiles>();
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("sub")));
    }

    void followsALinkIntoAnotherFile_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addRow("in the same folder") << QStringLiteral("other.h5");
        QTest::addRow("below it") << QStringLiteral("sub/other.h5");
        QTest::addRow("with a detour") << QStringLiteral("sub/../other.h5");
        QTest::addRow("itself") << QStringLiteral("x.h5");
    }
    void followsALinkIntoAnotherFile()
    {
        QFETCH(QString, file);
        const auto target = test::toPath(QDir(m_folder->path()).filePath(file));
        test::writeHdf5Dataset(target, {.name = "a/b", .shape = shape}, std::span(ones));
        test::writeHdf5ExternalLink(main(), "probabilities", file.toStdString(), "/a/b");
        const auto guide = openGuide();
        const auto facts = guide->describe("/probabilities", noCache, {});
        QCOMPARE(test::errorOf(facts), QString());
        QCOMPARE(facts->claimed.shape, shape);
        QCOMPARE(facts->fileBytes, std::uint64_t{std::filesystem::file_size(target)});
        QCOMPARE(samplesOf(*guide, *facts), ones);
    }

    void followsALinkByItsWholeName()
    {
        test::writeHdf5Dataset(other(), {.name = "a", .shape = shape}, ones);
        test::writeHdf5ExternalLink(main(), "probabilities", other().string(), "/a");
        const auto guide = openGuide();
        const auto facts = guide->describe("/probabilities", noCache, {});
        QCOMPARE(test::errorOf(facts), QString());
        QCOMPARE(samplesOf(*guide, *facts), ones);
    }

    void tellsWhatLiesElsewhere()
    {
        test::writeHdf5Dataset(other(), {.name = "a", .shape = shape, .chunk = shape}, ones);
        test::writeHdf5ExternalLink(main(), "probabilities", "other.h5", "/a");
        const auto guide = openGuide();
        const auto facts = guide->describe("/probabilities", noCache, {});
        QCOMPARE(test::errorOf(facts), QString());
        QVERIFY(facts->liesElsewhere);
        const std::array<std::uint64_t, 1> first{0};
        std::array<ChunkPlace, 1> places;
        QVERIFY(!guide->locate(facts->array, first, places)); // in which file?
    }

    void listsNamesThatLeadElsewhere()
    {
        test::writeHdf5Dataset(other(), {.name = "a", .shape = shape}, ones);
        test::writeHdf5ExternalLink(main(), "probabilities", "other.h5", "/a");
        test::writeHdf5ExternalLink(main(), "softmax", "gone.h5", "/a");
        const auto listing = openGuide()->list({});
        QCOMPARE(test::errorOf(listing), QString());
        QCOMPARE(listing->arrays.size(), std::size_t{2});
        QCOMPARE(listing->arrays[0].path, std::string("/probabilities"));
        QCOMPARE(listing->arrays[0].target, std::string("other.h5::/a"));
        QCOMPARE(listing->arrays[0].shape, shape);
        QCOMPARE(listing->arrays[1].target, std::string("gone.h5::/a"));
        QVERIFY(!listing->arrays[1].isThere);
    }

    void namesAFileThatMustNotBeOpened()
    {
        test::writeHdf5Dataset(other(), {.name = "a", .shape = shape}, ones);
        test::writeHdf5ExternalLink(main(), "probabilities", "other.h5", "/a");
        m_others = std::make_shared<test::NotedFiles>("other.h5");
        const auto facts = openGuide()->describe("/probabilities", noCache, {});
        QVERIFY(!facts);
        QCOMPARE(facts.error().code, ErrorCode::NoPermission);
        QCOMPARE(test::errorOf(facts),
            QStringLiteral("/probabilities in x.h5 lies in another file: other.h5 must not be "
                           "opened; allow other files."));
        QVERIFY(m_others->wasAskedFor(other().string()));
    }

    void namesAFileThatIsNotThere()
    {
        test::writeHdf5ExternalLink(main(), "probabilities", "gone.h5", "/a");
        const auto facts = openGuide()->describe("/probabilities", noCache, {});
        QVERIFY(!facts);
        QCOMPARE(facts.error().code, ErrorCode::Unreadable);
        QVERIFY(test::errorOf(facts).startsWith(
            QStringLiteral("/probabilities in x.h5 lies in another file: gone.h5 does not exist")));
    }

    void aLinkInCirclesLeadsNowhere()
    {
        test::writeHdf5ExternalLink(main(), "probabilities", "other.h5", "/probabilities");
        test::writeHdf5ExternalLink(other(), "probabilities", "x.h5", "/probabilities");
        const auto facts = openGuide()->describe("/probabilities", noCache, {});
        QVERIFY(!facts);
        QCOMPARE(facts.error().code, ErrorCode::NotFound);
    }

    void findsNothingElsewhereWhereNobodyOpensIt()
    {
        test::writeHdf5Dataset(other(), {.name = "a", .shape = shape}, ones);
        test::writeHdf5ExternalLink(main(), "probabilities", "other.h5", "/a");
        m_others = nullptr;
        const auto facts = openGuide()->describe("/probabilities", noCache, {});
        QVERIFY(!facts);
        QCOMPARE(facts.error().code, ErrorCode::Unsupported);
        QVERIFY(test::errorOf(facts).contains(QStringLiteral("other.h5")));
    }

    void joinsVirtualSources_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<int>("files"); // that were asked for
        QTest::addRow("two files") << QStringLiteral("one.h5") << QStringLiteral("two.h5") << 2;
        QTest::addRow("one in the file itself")
            << QStringLiteral(".") << QStringLiteral("two.h5") << 1;
        QTest::addRow("the file by its own name")
            << QStringLiteral("x.h5") << QStringLiteral("two.h5") << 1;
    }
    void joinsVirtualSources()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        QFETCH(int, files);
        test::writeHdf5Dataset(test::toPath(path(first == u"." ? "x.h5" : first.toUtf8().data())),
            {.name = "first", .shape = shape}, ones);
        test::writeHdf5Dataset(
            test::toPath(path(second.toUtf8().data())), {.name = "second", .shape = shape}, twos);
        test::writeHdf5Virtual(main(), "probabilities",
            {{first.toStdString(), "/first", 2}, {second.toStdString(), "/second", 2}}, {3, 2}, 9);
        const auto guide = openGuide();
        const auto facts = guide->describe("/probabilities", noCache, {});
        QCOMPARE(test::errorOf(facts), QString());
        QCOMPARE(facts->layout, StorageLayout::Virtual);
        QCOMPARE(facts->claimed.shape, (Sizes{4, 3, 2}));
        QCOMPARE(facts->external.size(), std::size_t{2});
        QCOMPARE(facts->external[0].name, first.toStdString());
        QCOMPARE(facts->external[1].name, second.toStdString());
        QCOMPARE(samplesOf(*guide, *facts), joined(ones, twos));
        QCOMPARE(m_others->names().size(), static_cast<std::size_t>(files));
    }

    void aVirtualSourceThatIsNotThereIsFillValue()
    {
        test::writeHdf5Dataset(test::toPath(path("one.h5")), {.name = "a", .shape = shape}, ones);
        test::writeHdf5Virtual(
            main(), "probabilities", {{"one.h5", "/a", 2}, {"gone.h5", "/a", 2}}, {3, 2}, 9);
        const auto guide = openGuide();
        const auto facts = guide->describe("/probabilities", noCache, {});
        QCOMPARE(test::errorOf(facts), QString());
        QCOMPARE(samplesOf(*guide, *facts), joined(ones, std::vector<float>(12, 9)));
    }

    void aVirtualSourceThatMustNotBeOpenedIsAnError()
    {
        test::writeHdf5Dataset(test::toPath(path("one.h5")), {.name = "a", .shape = shape}, ones);
        test::writeHdf5Virtual(main(), "probabilities", {{"one.h5", "/a", 2}}, {3, 2}, 9);
        m_others = std::make_shared<test::NotedFiles>("one.h5");
        const auto guide = openGuide();
        const auto facts = guide->describe("/probabilities", noCache, {});
        QCOMPARE(test::errorOf(facts), QString());
        std::array<std::byte, sizeof(float)> target{};
        const ArraySlab one{{0, 0, 0}, {1, 1, 1}, {1, 1, 1}};
        for (int time = 0; time < 2; ++time) { // the library must not remember it as missing
            const auto read = guide->readStored(facts->array, one, target, {});
            QVERIFY(!read);
            QCOMPARE(read.error().code, ErrorCode::NoPermission);
            QVERIFY(test::errorOf(read).contains(QStringLiteral("one.h5 must not be opened")));
        }
    }

    void listsExternalFilesAndReadsNone()
    {
        test::writeHdf5External(main(), "probabilities", shape,
            {{"parts/a.bin", 16, 20}, {"/b.bin", 0, std::numeric_limits<std::uint64_t>::max()}});
        const auto guide = openGuide();
        const auto facts = guide->describe("/probabilities", noCache, {});
        QCOMPARE(test::errorOf(facts), QString());
        QCOMPARE(facts->layout, StorageLayout::Contiguous);
        QVERIFY(!facts->offset);
        QCOMPARE(facts->external.size(), std::size_t{2});
        QCOMPARE(facts->external[0].name, std::string("parts/a.bin"));
        QCOMPARE(facts->external[0].offset, std::uint64_t{16});
        QCOMPARE(facts->external[0].bytes, std::uint64_t{20});
        QCOMPARE(facts->external[1].name, std::string("/b.bin"));
        QCOMPARE(facts->external[1].bytes, std::numeric_limits<std::uint64_t>::max());
        std::array<std::byte, sizeof(float)> target{};
        const auto read =
            guide->readStored(facts->array, {{0, 0, 0}, {1, 1, 1}, {1, 1, 1}}, target, {});
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Unsupported);
        QVERIFY(m_others->names().empty());
    }

    void readsTheFileThatWasOpenedWhateverHasItsName()
    {
        test::writeHdf5Dataset(main(), {.name = "a", .shape = shape}, ones);
        test::writeHdf5Virtual(main(), "probabilities", {{"x.h5", "/a", 2}}, {3, 2}, 9);
        const auto guide = openGuide();
        std::filesystem::remove(main());
        test::writeHdf5Dataset(main(), {.name = "a", .shape = shape}, twos);
        const auto facts = guide->describe("/probabilities", noCache, {});
        QCOMPARE(test::errorOf(facts), QString());
        QCOMPARE(samplesOf(*guide, *facts), ones);
    }

private:
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    std::filesystem::path main() const { return test::toPath(path("x.h5")); }
    std::filesystem::path other() const { return test::toPath(path("other.h5")); }
    std::shared_ptr<FileGuide> openGuide() const
    {
        auto file = std::make_shared<const PositionedFile>(PositionedFile::open(main()).value());
        return inProcessGuides()->open(std::move(file), m_others, {}).value();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<test::NotedFiles> m_others;
};

QTEST_APPLESS_MAIN(TestHdf5Links)
#include "tst_hdf5_links.moc"
