// SPDX-License-Identifier: MIT
// The reader process and the library in this process say the same.
#include "core/describe/in_process_guides.h"
#include "core/source/reader_guides.h"
#include "core/source/reader_protocol.h"

#include "tests/support/hdf5_array.h"
#include "tests/support/hdf5_fixture.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace tessera;
using test::Hdf5ArraySpec;

Q_DECLARE_METATYPE(Hdf5ArraySpec)

namespace {

using Sizes = std::vector<std::uint64_t>;
const Sizes shape{23, 19, 4};
const Sizes chunk{7, 5, 4};

std::shared_ptr<FileGuide> openWith(GuideMaker& guides, const std::filesystem::path& path)
{
    auto file = PositionedFile::open(path);
    auto guide = guides.open(std::make_shared<const PositionedFile>(*std::move(file)), nullptr, {});
    return guide ? *guide : nullptr;
}

Result<std::vector<std::byte>> readWhole(FileGuide& guide, const ArrayFacts& facts)
{
    const auto rank = facts.claimed.shape.size();
    const ArraySlab slab{Extents(rank, 0), {facts.claimed.shape.begin(), facts.claimed.shape.end()},
        Extents(rank, 1)};
    const auto bytes = facts.claimed.number.value_or(StoredNumber{}).bytes;
    std::vector<std::byte> stored(static_cast<std::size_t>(slab.samples()) * bytes);
    if (auto read = guide.readStored(facts.array, slab, stored, {}); !read)
        return std::unexpected(read.error());
    return stored;
}

Result<Sizes> offsetsOf(FileGuide& guide, std::uint32_t array, std::size_t count)
{
    Sizes chunks(count);
    std::iota(chunks.begin(), chunks.end(), 0);
    std::vector<ChunkPlace> places(count);
    if (auto located = guide.locate(array, chunks, places); !located)
        return std::unexpected(located.error());
    Sizes offsets(count);
    std::ranges::transform(places, offsets.begin(), &ChunkPlace::offset);
    return offsets;
}

} // namespace

class TestReaderHdf5 : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void saysWhatTheLibrarySays_data()
    {
        QTest::addColumn<Hdf5ArraySpec>("spec");
        QTest::addRow("contiguous") << Hdf5ArraySpec{.shape = shape};
        QTest::addRow("compact") << Hdf5ArraySpec{.shape = shape, .isCompact = true};
        QTest::addRow("chunked") << Hdf5ArraySpec{.shape = shape, .chunk = chunk};
        QTest::addRow("packed") << Hdf5ArraySpec{
            .shape = shape, .chunk = chunk, .filters = {"shuffle", "deflate"}};
        QTest::addRow("filters that only the library has")
            << Hdf5ArraySpec{.shape = shape, .type = "u2", .chunk = chunk, .filters = {"nbit"}};
        QTest::addRow("growing, newest format") << Hdf5ArraySpec{
            .shape = shape, .type = "f8", .chunk = chunk, .isUnlimited = true, .isLatest = true};
        QTest::addRow("with a user block")
            << Hdf5ArraySpec{.shape = shape, .chunk = chunk, .userBlock = 512};
    }
    void saysWhatTheLibrarySays()
    {
        QFETCH(Hdf5ArraySpec, spec);
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(QStringLiteral("a.h5")));
        test::writeHdf5Array(path, spec);
        ReaderGuides guides;
        const auto process = openWith(guides, path);
        const auto library = openWith(*inProcessGuides(), path);
        QVERIFY(process && library);

        const auto listing = process->list({});
        QCOMPARE(test::errorOf(listing), QString());
        QVERIFY(encodeReply(*listing) == encodeReply(*library->list({})));
        const auto facts = process->describe("/probabilities", 0, {});
        const auto expected = library->describe("/probabilities", 0, {});
        QCOMPARE(test::errorOf(facts), QString());
        QVERIFY(encodeReply(*facts) == encodeReply(*expected));
        const auto stored = readWhole(*process, *facts);
        QCOMPARE(test::errorOf(stored), QString());
        QVERIFY(*stored == *readWhole(*library, *expected));
    }

    void tellsWhereChunksLie()
    {
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(QStringLiteral("a.h5")));
        test::writeHdf5Array(
            path, {.shape = shape, .chunk = chunk, .filters = {"shuffle", "deflate"}});
        ReaderGuides guides;
        const auto process = openWith(guides, path);
        const auto library = openWith(*inProcessGuides(), path);
        QVERIFY(process && library);
        const auto facts = process->describe("/probabilities", 0, {});
        const auto expected = library->describe("/probabilities", 0, {});
        QVERIFY(facts && expected);
        constexpr std::size_t chunks = 16;
        const auto offsets = offsetsOf(*process, facts->array, chunks);
        QCOMPARE(test::errorOf(offsets), QString());
        QCOMPARE(*offsets, offsetsOf(*library, expected->array, chunks).value());
    }

    void itsSandboxIsClosed()
    {
        ReaderGuides guides;
        const auto hello = guides.hello();
        QCOMPARE(test::errorOf(hello), QString());
        const auto step =
            std::ranges::find(hello->sandbox, std::string("seccomp"), &SandboxStep::name);
        QVERIFY(step != hello->sandbox.end());
        QVERIFY(step->holds);
    }

    void noFileIsRefusedPolitely()
    {
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.filePath(QStringLiteral("a.h5")));
        test::writeFile(path, "this is no HDF5 file");
        ReaderGuides guides;
        auto file = PositionedFile::open(path);
        const auto guide =
            guides.open(std::make_shared<const PositionedFile>(*std::move(file)), nullptr, {});
        QVERIFY(!guide);
        QVERIFY(test::errorOf(guide).contains(QStringLiteral("a.h5")));
    }

    void startsWithPlugins()
    {
        ReaderSettings settings;
        settings.arguments = {"--plugins"};
        ReaderGuides guides(settings);
        QCOMPARE(test::errorOf(guides.hello()), QString());
    }
};

QTEST_APPLESS_MAIN(TestReaderHdf5)
#include "tst_reader_hdf5.moc"
