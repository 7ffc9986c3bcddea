// SPDX-License-Identifier: MIT
#include "core/describe/in_process_guides.h"

#include "tests/support/hdf5_array.h"
#include "tests/support/hdf5_fixture.h"
#include "tests/support/hdf5_links.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstring>
#include <numeric>

using namespace tessera;
using test::Hdf5ArraySpec;

using Sizes = std::vector<std::uint64_t>;
Q_DECLARE_METATYPE(Hdf5ArraySpec)
Q_DECLARE_METATYPE(StorageLayout)

namespace {

constexpr std::uint64_t noCache = 0;
const Sizes shape{23, 19, 4};
const Sizes chunk{7, 5, 4};

Result<std::shared_ptr<FileGuide>> openGuide(const std::filesystem::path& path)
{
    auto file = PositionedFile::open(path);
    if (!file)
        return std::unexpected(file.error());
    return inProcessGuides()->open(
        std::make_shared<const PositionedFile>(*std::move(file)), nullptr, {});
}

ArraySlab wholeOf(const ArrayFacts& facts)
{
    const auto rank = facts.claimed.shape.size();
    return {Extents(rank, 0), {facts.claimed.shape.begin(), facts.claimed.shape.end()},
        Extents(rank, 1)};
}

double valueOf(const std::byte* delivered, ElementType type)
{
    return withElementType(type, [&](auto sample) {
        std::memcpy(&sample, delivered, sizeof sample);
        return static_cast<double>(sample);
    });
}

std::vector<double> delivered(std::span<const std::byte> stored, StoredNumber number)
{
    const NumberConversion conversion(number);
    const auto size = elementSize(conversion.delivered());
    std::vector<std::byte> bytes(stored.size() / number.bytes * size);
    conversion.apart(stored, bytes.data());
    std::vector<double> values;
    values.reserve(bytes.size() / size);
    for (std::size_t at = 0; at < bytes.size(); at += size)
        values.push_back(valueOf(bytes.data() + at, conversion.delivered()));
    return values;
}

} // namespace

class TestHdf5FileGuide : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void readsWhatTheLibraryReads_data() { addArrays(); }
    void readsWhatTheLibraryReads()
    {
        QFETCH(Hdf5ArraySpec, spec);
        test::writeHdf5Array(path(), spec);
        const auto guide = openGuide(path());
        QCOMPARE(test::errorOf(guide), QString());
        const auto facts = (*guide)->describe("/probabilities", noCache, {});
        QCOMPARE(test::errorOf(facts), QString());
        QCOMPARE(facts->claimed.shape, spec.shape);
        const auto number = facts->claimed.number.value();
        const auto slab = wholeOf(*facts);
        std::vector<std::byte> stored(static_cast<std::size_t>(slab.samples()) * number.bytes);
        const auto read = (*guide)->readStored(facts->array, slab, stored, {});
        QCOMPARE(test::errorOf(read), QString());
        QCOMPARE(delivered(stored, number), test::readHdf5Array(path()));
    }

    void tellsTheLayout_data() { addArrays(); }
    void tellsTheLayout()
    {
        QFETCH(Hdf5ArraySpec, spec);
        QFETCH(StorageLayout, layout);
        test::writeHdf5Array(path(), spec);
        const auto facts = factsOf("/probabilities");
        QCOMPARE(facts.layout, layout);
        QCOMPARE(facts.chunk, spec.chunk);
        QCOMPARE(facts.filters.size(), spec.filters.size());
        QVERIFY(std::ranges::all_of(facts.filters, &FilterFact::isAvailable));
        QCOMPARE(facts.edgesAreUnfiltered, spec.edgesUnfiltered);
        QCOMPARE(facts.isConverted, spec.type == "f10");
        QCOMPARE(facts.liesElsewhere, false);
        QVERIFY(facts.external.empty());
        QCOMPARE(facts.fileBytes, std::uint64_t{std::filesystem::file_size(path())});
    }

    void tellsTheFillValueAsItReadsIt_data()
    {
        QTest::addColumn<Hdf5ArraySpec>("spec");
        QTest::addColumn<double>("fill");
        QTest::addRow("float64, big-endian")
            << Hdf5ArraySpec{.shape = shape, .type = "f8", .bigEndian = true, .fill = 0.25} << 0.25;
        QTest::addRow("uint16") << Hdf5ArraySpec{.shape = shape, .type = "u2", .fill = 300}
                                << 300.0;
        QTest::addRow("converted")
            << Hdf5ArraySpec{.shape = shape, .type = "f10", .fill = 0.5} << 0.5;
        QTest::addRow("none given") << Hdf5ArraySpec{.shape = shape} << 0.0;
    }
    void tellsTheFillValueAsItReadsIt()
    {
        QFETCH(Hdf5ArraySpec, spec);
        QFETCH(double, fill);
        test::writeHdf5Array(path(), spec);
        const auto facts = factsOf("/probabilities");
        QCOMPARE(delivered(facts.fill, facts.claimed.number.value()), std::vector{fill});
    }

    void tellsWhereContiguousSamplesLie()
    {
        test::writeHdf5Array(path(), {.shape = shape, .type = "u1", .userBlock = 1024});
        const auto facts = factsOf("/probabilities");
        QCOMPARE(facts.storedBytes, std::uint64_t{23 * 19 * 4});
        QVERIFY(facts.offset);
        const auto bytes = test::fileBytes(path()).mid(
            static_cast<qsizetype>(*facts.offset), static_cast<qsizetype>(facts.storedBytes));
        const auto values = test::readHdf5Array(path());
        QCOMPARE(std::vector<double>(reinterpret_cast<const std::uint8_t*>(bytes.begin()),
                     reinterpret_cast<const std::uint8_t*>(bytes.end())),
            values);
    }

    void tellsOfWhatWasNeverWritten()
    {
        test::writeHdf5Array(path(), {.shape = shape, .writtenTo = 0});
        QCOMPARE(factsOf("/probabilities").storedBytes, std::uint64_t{0});
        QVERIFY(!factsOf("/probabilities").offset);
        test::writeHdf5Array(path(), {.shape = shape, .chunk = chunk, .writtenTo = 0});
        QVERIFY(!factsOf("/probabilities").firstChunk);
    }

    void tellsAChunkThatWasWritten()
    {
        test::writeHdf5Array(path(), {.shape = shape, .chunk = chunk, .writtenFrom = 14});
        QCOMPARE(factsOf("/probabilities").firstChunk, (Sizes{14, 0, 0}));
        test::writeHdf5Array(path(), {.shape = {2000, 300, 1}, .chunk = {2000, 300, 1}});
        QVERIFY(!factsOf("/probabilities").firstChunk); // too large to be read for a comparison
    }

    // 23 rows in chunks of 7: four rows of chunks.
    void tellsWhichChunksWereWritten()
    {
        test::writeHdf5Array(path(), {.shape = shape, .chunk = chunk, .writtenTo = 0});
        QCOMPARE(factsOf("/probabilities").writtenChunks, Sizes());
        test::writeHdf5Array(path(),
            {.shape = {40, 10, 2}, .chunk = {10, 10, 2}, .writtenFrom = 10, .writtenTo = 30});
        QCOMPARE(factsOf("/probabilities").writtenChunks, (Sizes{1, 2}));
        test::writeHdf5Array(path(), {.shape = {1200, 1, 1}, .chunk = {2, 1, 1}});
        QVERIFY(!factsOf("/probabilities").writtenChunks); // too many to be asked for one by one
    }

    void locatesChunks()
    {
        test::writeHdf5Array(path(),
            {.shape = shape,
                .type = "u1",
                .chunk = {23, 19, 1},
                .userBlock = 512,
                .writtenFrom = 0});
        const auto guide = openGuide(path());
        QVERIFY(guide);
        const auto facts = (*guide)->describe("/probabilities", noCache, {});
        QVERIFY(facts);
        const std::array<std::uint64_t, 2> chunks{3, 1};
        std::array<ChunkPlace, 2> places;
        QCOMPARE(test::errorOf((*guide)->locate(facts->array, chunks, places)), QString());
        const auto file = test::fileBytes(path());
        const auto values = test::readHdf5Array(path());
        for (std::size_t index = 0; index < chunks.size(); ++index) {
            QCOMPARE(places.at(index).bytes, std::uint64_t{23 * 19});
            for (std::size_t sample = 0; sample < 23 * 19; ++sample)
                QCOMPARE(static_cast<std::uint8_t>(
                             file[static_cast<qsizetype>(places.at(index).offset + sample)]),
                    values[sample * 4 + chunks.at(index)]);
        }
    }

    void locatesNothingWhereNothingWasWritten()
    {
        test::writeHdf5Array(path(), {.shape = shape, .chunk = chunk, .writtenTo = 7});
        const auto guide = openGuide(path());
        const auto facts = (*guide)->describe("/probabilities", noCache, {});
        const std::array<std::uint64_t, 2> chunks{0, 15};
        std::array<ChunkPlace, 2> places;
        QCOMPARE(test::errorOf((*guide)->locate(facts->array, chunks, places)), QString());
        QVERIFY(places[0].bytes > 0);
        QCOMPARE(places[1].bytes, std::uint64_t{0});
    }

    void refusesWhatIsNotThere_data()
    {
        QTest::addColumn<QList<qlonglong>>("start");
        QTest::addColumn<QList<qlonglong>>("count");
        QTest::addColumn<QList<qlonglong>>("step");
        using L = QList<qlonglong>;
        QTest::addRow("beyond the end") << L{23, 0, 0} << L{1, 1, 1} << L{1, 1, 1};
        QTest::addRow("too many") << L{0, 0, 1} << L{1, 1, 4} << L{1, 1, 1};
        QTest::addRow("too far apart") << L{0, 0, 0} << L{2, 1, 1} << L{23, 1, 1};
        QTest::addRow("before the start") << L{-1, 0, 0} << L{1, 1, 1} << L{1, 1, 1};
        QTest::addRow("none") << L{0, 0, 0} << L{1, 0, 1} << L{1, 1, 1};
        QTest::addRow("no step") << L{0, 0, 0} << L{1, 1, 1} << L{1, 0, 1};
        QTest::addRow("too few dimensions") << L{0, 0} << L{1, 1} << L{1, 1};
        QTest::addRow("sums that overflow")
            << L{1, 0, 0} << L{std::numeric_limits<qlonglong>::max(), 1, 1} << L{2, 1, 1};
    }
    void refusesWhatIsNotThere()
    {
        QFETCH(QList<qlonglong>, start);
        QFETCH(QList<qlonglong>, count);
        QFETCH(QList<qlonglong>, step);
        test::writeHdf5Array(path(), {.shape = shape});
        const auto guide = openGuide(path());
        const auto facts = (*guide)->describe("/probabilities", noCache, {});
        std::array<std::byte, 64> target{};
        const auto read = (*guide)->readStored(facts->array,
            {{start.begin(), start.end()}, {count.begin(), count.end()},
                {step.begin(), step.end()}},
            std::span(target).first(static_cast<std::size_t>(4)), {});
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::BadArgument);
    }

    void refusesATargetOfAnotherSize()
    {
        test::writeHdf5Array(path(), {.shape = shape});
        const auto guide = openGuide(path());
        const auto facts = (*guide)->describe("/probabilities", noCache, {});
        std::array<std::byte, 64> target{};
        const auto read =
            (*guide)->readStored(facts->array, {{0, 0, 0}, {1, 1, 1}, {1, 1, 1}}, target, {});
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::BadArgument);
    }

    void refusesNumbersThatItDidNotGive()
    {
        test::writeHdf5Array(path(), {.shape = shape, .chunk = chunk});
        const auto guide = openGuide(path());
        const std::array<std::uint64_t, 1> first{0};
        const std::array<std::uint64_t, 1> beyond{16};
        std::array<ChunkPlace, 1> places;
        const auto early = (*guide)->locate(0, first, places);
        QVERIFY(!early);
        QCOMPARE(early.error().code, ErrorCode::BadArgument);
        const auto facts = (*guide)->describe("/probabilities", noCache, {});
        const auto outside = (*guide)->locate(facts->array, beyond, places);
        QVERIFY(!outside);
        QCOMPARE(outside.error().code, ErrorCode::BadArgument);
    }

    void listsWhatThereIs()
    {
        test::writeHdf5Array(path(), {.shape = shape, .type = "u2", .axes = "yxc"});
        test::writeHdf5Opaque(path(), "other", {2, 3}, 3);
        test::writeHdf5SoftLink(path(), "softmax", "/probabilities");
        test::writeHdf5SoftLink(path(), "nowhere", "/not/there");
        const auto guide = openGuide(path());
        const auto listing = (*guide)->list({});
        QCOMPARE(test::errorOf(listing), QString());
        QVERIFY(listing->isComplete);
        QCOMPARE(listing->arrays.size(), std::size_t{4});
        QCOMPARE(listing->arrays[0].path, std::string("/other"));
        QCOMPARE(listing->arrays[0].storedType, std::string("opaque"));
        QCOMPARE(listing->arrays[1].path, std::string("/probabilities"));
        QCOMPARE(listing->arrays[1].shape, shape);
        QCOMPARE(listing->arrays[1].storage, std::string("contiguous"));
        QCOMPARE(listing->arrays[2].path, std::string("/nowhere"));
        QCOMPARE(listing->arrays[2].target, std::string("/not/there"));
        QVERIFY(!listing->arrays[2].isThere);
        QCOMPARE(listing->arrays[3].path, std::string("/softmax"));
        QCOMPARE(listing->arrays[3].target, std::string("/probabilities"));
        QCOMPARE(listing->arrays[3].shape, shape);
    }

    void saysThatAListIsNotComplete()
    {
        const std::string deep = [] {
            std::string name = "g";
            for (int depth = 0; depth < 250; ++depth)
                name += "/g";
            return name;
        }();
        const std::vector<float> one{1};
        test::writeHdf5Dataset(path(), {.name = "a", .shape = {1}}, one);
        test::writeHdf5Dataset(path(), {.name = deep, .shape = {1}}, one);
        const auto guide = openGuide(path());
        const auto listing = (*guide)->list({});
        QCOMPARE(test::errorOf(listing), QString());
        QVERIFY(!listing->isComplete);
        QCOMPARE(listing->arrays.size(), std::size_t{1});
    }

    void findsNoArrayOfAnotherName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addRow("missing") << QStringLiteral("/nothing");
        QTest::addRow("a group") << QStringLiteral("/");
        QTest::addRow("empty") << QString();
        QTest::addRow("a dangling link") << QStringLiteral("/nowhere");
        QTest::addRow("a link to itself") << QStringLiteral("/round");
        QTest::addRow("below a dataset") << QStringLiteral("/probabilities/b");
    }
    void findsNoArrayOfAnotherName()
    {
        QFETCH(QString, name);
        test::writeHdf5Array(path(), {.shape = shape});
        test::writeHdf5SoftLink(path(), "nowhere", "/not/there");
        test::writeHdf5SoftLink(path(), "round", "/round");
        const auto guide = openGuide(path());
        const auto facts = (*guide)->describe(name.toStdString(), noCache, {});
        QVERIFY(!facts);
        QCOMPARE(facts.error().code, ErrorCode::NotFound);
    }

    void anArrayKeepsItsNumber()
    {
        test::writeHdf5Array(path(), {.shape = shape, .chunk = chunk});
        test::writeHdf5Opaque(path(), "other", {2, 3}, 3);
        const auto guide = openGuide(path());
        const auto number = [&](const char* name, std::uint64_t cache) {
            return (*guide)->describe(name, cache, {}).value().array;
        };
        QCOMPARE(number("/probabilities", noCache), 0U);
        QCOMPARE(number("/other", noCache), 1U);
        QCOMPARE(number("/probabilities", 1U << 20U), 0U);
    }

    void tellsNoFillValueOfWhatIsNotRead()
    {
        test::writeHdf5Opaque(path(), "other", {2, 3}, 3);
        const auto facts = factsOf("/other");
        QVERIFY(!facts.claimed.number);
        QVERIFY(facts.fill.empty());
        QCOMPARE(facts.sampleBytes, std::uint64_t{3});
    }

    void answersNothingAfterRelease()
    {
        test::writeHdf5Array(path(), {.shape = shape, .chunk = chunk});
        const auto guide = openGuide(path());
        const auto facts = (*guide)->describe("/probabilities", noCache, {});
        (*guide)->release();
        std::array<ChunkPlace, 1> places;
        std::array<std::byte, 4> target{};
        const std::array<std::uint64_t, 1> first{0};
        QVERIFY(!(*guide)->list({}));
        QVERIFY(!(*guide)->describe("/probabilities", noCache, {}));
        QVERIFY(!(*guide)->locate(facts->array, first, places));
        QVERIFY(test::errorOf(
            (*guide)->readStored(facts->array, {{0, 0, 0}, {1, 1, 1}, {1, 1, 1}}, target, {}))
                .contains(QStringLiteral("reload")));
    }

    void answersNothingWhenStopped()
    {
        test::writeHdf5Array(path(), {.shape = shape});
        const auto guide = openGuide(path());
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE((*guide)->list(stop.get_token()).error().code, ErrorCode::Cancelled);
        QCOMPARE((*guide)->describe("/probabilities", noCache, stop.get_token()).error().code,
            ErrorCode::Cancelled);
    }

    void opensWhatIsBeingWrittenForReaders()
    {
        test::writeHdf5BeingWritten(path(), shape, true);
        const auto facts = factsOf("/probabilities");
        QCOMPARE(facts.claimed.shape, shape);
        QCOMPARE(facts.storedBytes, std::uint64_t{23 * 19 * 4 * 4});
    }

    void namesTheToolForWhatWasLeftOpen()
    {
        test::writeHdf5BeingWritten(path(), shape, false);
        const auto guide = openGuide(path());
        QVERIFY(!guide);
        QCOMPARE(guide.error().code, ErrorCode::Unreadable);
        QVERIFY(test::errorOf(guide).contains(QStringLiteral("h5clear -s")));
    }

    void refusesWhatIsCutOff_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::addRow("in the superblock") << 40;
        QTest::addRow("before the root group") << 100;
        QTest::addRow("in the samples") << 5000;
    }
    void refusesWhatIsCutOff()
    {
        QFETCH(int, bytes);
        test::writeHdf5Array(path(), {.shape = shape});
        test::writeFile(path(), test::fileBytes(path()).left(bytes));
        const auto guide = openGuide(path());
        QVERIFY(!guide);
        QCOMPARE(guide.error().code, ErrorCode::Malformed);
        QVERIFY(test::errorOf(guide).startsWith(QStringLiteral("x.h5 is ")));
    }

    void refusesACompactArrayThatClaimsMore()
    {
        // The shape in the file is made larger: 8 bytes for each extent, the greatest comes twice.
        test::writeHdf5Array(path(), {.shape = {23, 19, 2}, .type = "u1", .isCompact = true});
        auto bytes = test::fileBytes(path());
        const auto extent = [](qint64 value) {
            return QByteArray(reinterpret_cast<const char*>(&value), sizeof value);
        };
        bytes.replace(extent(23) + extent(19), extent(2300) + extent(19));
        test::writeFile(path(), bytes);
        const auto guide = openGuide(path());
        QCOMPARE(test::errorOf(guide), QString());
        const auto facts = (*guide)->describe("/probabilities", noCache, {});
        QCOMPARE(test::errorOf(facts), QString());
        QCOMPARE(facts->claimed.shape, (Sizes{2300, 19, 2}));
        QCOMPARE(facts->storedBytes, std::uint64_t{23 * 19 * 2});
        std::vector<std::byte> target(2);
        const auto read =
            (*guide)->readStored(facts->array, {{2299, 0, 0}, {1, 1, 2}, {1, 1, 1}}, target, {});
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Malformed);
    }

private:
    static void addArrays()
    {
        QTest::addColumn<Hdf5ArraySpec>("spec");
        QTest::addColumn<StorageLayout>("layout");
        const auto add = [](const char* name, const Hdf5ArraySpec& spec, StorageLayout layout) {
            QTest::addRow("%s", name) << spec << layout;
        };
        using enum StorageLayout;
        add("contiguous", {.shape = shape}, Contiguous);
        add("contiguous, user block", {.shape = shape, .userBlock = 1024}, Contiguous);
        add("contiguous, never written", {.shape = shape, .writtenTo = 0, .fill = 0.5}, Contiguous);
        add("long double", {.shape = shape, .type = "f10"}, Contiguous);
        add("bool", {.shape = shape, .type = "bool"}, Contiguous);
        add("float16, big-endian", {.shape = shape, .type = "f2", .bigEndian = true}, Contiguous);
        add("int32", {.shape = shape, .type = "i4"}, Contiguous);
        add("compact", {.shape = shape, .type = "u2", .bigEndian = true, .isCompact = true},
            Compact);
        add("chunks", {.shape = shape, .chunk = chunk}, Chunked);
        add("chunks, filters",
            {.shape = shape,
                .type = "u2",
                .chunk = chunk,
                .filters = {"shuffle", "deflate", "fletcher32"}},
            Chunked);
        add("chunks, some missing",
            {.shape = shape, .chunk = chunk, .writtenFrom = 9, .writtenTo = 14, .fill = 0.75},
            Chunked);
        add("chunks, long double", {.shape = shape, .type = "f10", .chunk = chunk}, Chunked);
        add("chunks, latest format, edges unfiltered",
            {.shape = shape,
                .chunk = chunk,
                .filters = {"deflate"},
                .isUnlimited = true,
                .isLatest = true,
                .edgesUnfiltered = true},
            Chunked);
        add("chunks, user block",
            {.shape = shape, .chunk = chunk, .filters = {"nbit"}, .userBlock = 512}, Chunked);
    }

    std::filesystem::path path() const
    {
        return test::toPath(m_folder->filePath(QStringLiteral("x.h5")));
    }
    ArrayFacts factsOf(const std::string& name) const
    {
        return openGuide(path()).value()->describe(name, noCache, {}).value();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestHdf5FileGuide)
#include "tst_hdf5_file_guide.moc"
