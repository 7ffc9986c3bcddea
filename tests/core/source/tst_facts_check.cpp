// SPDX-License-Identifier: MIT
#include "core/source/facts_check.h"

#include "tests/support/sound_facts.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace tessera;

namespace {

using Change = std::function<void(ArrayFacts&)>;
constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
const FactsBounds bounds{"/p in x.h5", test::soundFileBytes, megabytes(100)};

ArrayFacts soundOf(StorageLayout layout)
{
    return layout == StorageLayout::Chunked ? test::soundChunked() : test::soundContiguous();
}

void addRow(
    const char* name, StorageLayout layout, const Change& change, ErrorCode code, const char* says)
{
    QTest::addRow("%s", name) << layout << change << code << QString::fromUtf8(says);
}

void addNumberRows()
{
    using enum StorageLayout;
    using enum ErrorCode;
    const auto row = [](const char* name, const Change& change, ErrorCode code, const char* says) {
        addRow(name, Chunked, change, code, says);
    };
    const auto number = [](NumberKind kind, std::uint8_t bytes) {
        return [=](ArrayFacts& facts) {
            facts.claimed.number = StoredNumber{kind, bytes, false};
            facts.sampleBytes = bytes;
            facts.fill.resize(bytes);
        };
    };
    row(
        "no number", [](auto& facts) { facts.claimed.number.reset(); }, Unsupported,
        "is of type float32, which is not read");
    row("a float of one byte", number(NumberKind::Float, 1), Malformed, "1 bytes");
    row("a float of three bytes", number(NumberKind::Float, 3), Malformed, "3 bytes");
    row("a float of sixteen bytes", number(NumberKind::Float, 16), Malformed, "16 bytes");
    row("a bool of two bytes", number(NumberKind::Bool, 2), Malformed, "2 bytes");
    row("an integer of no bytes", number(NumberKind::Signed, 0), Malformed, "0 bytes");
    row("an integer of 255 bytes", number(NumberKind::Unsigned, 255), Malformed, "255 bytes");
    row("a kind that is none", number(static_cast<NumberKind>(77), 4), Malformed, "4 bytes");
    row(
        "samples of no bytes", [](auto& facts) { facts.sampleBytes = 0; }, Malformed,
        "samples are said to have 0 bytes");
    row(
        "samples wider than their number", [](auto& facts) { facts.sampleBytes = 8; }, Malformed,
        "samples are said to have 8 bytes");
    row(
        "samples narrower than their number", [](auto& facts) { facts.sampleBytes = 2; }, Malformed,
        "samples are said to have 2 bytes");
    row(
        "converted samples of a gigabyte",
        [](auto& facts) {
            facts.isConverted = true;
            facts.sampleBytes = 1'000'000'000;
        },
        Malformed, "samples are said to have 1000000000 bytes");
    row(
        "no fill value", [](auto& facts) { facts.fill.clear(); }, Malformed,
        "fill value is said to have 0 bytes");
    row(
        "a fill value too long", [](auto& facts) { facts.fill.resize(4096); }, Malformed,
        "fill value is said to have 4096 bytes");
}

void addShapeRows()
{
    using enum StorageLayout;
    using enum ErrorCode;
    const auto row = [](const char* name, std::vector<std::uint64_t> shape, ErrorCode code,
                         const char* says) {
        addRow(
            name, Chunked,
            [shape](ArrayFacts& facts) {
                facts.claimed.shape = shape;
                facts.chunk.assign(shape.size(), 1);
            },
            code, says);
    };
    row("no dimension", {}, Malformed, "0 dimensions");
    row("33 dimensions", std::vector<std::uint64_t>(33, 1), Malformed, "33 dimensions");
    row("a dimension of nothing", {64, 0, 4}, Unsupported, "is empty: its shape is 64×0×4");
    row("a product beyond 64 bits", {1ULL << 40U, 1ULL << 40U, 4}, Malformed, "can be addressed");
    row("a product that wraps to few", {1ULL << 63U, 2, 1}, Malformed, "can be addressed");
    row("bytes beyond 64 bits", {1ULL << 62U, 1, 1}, Malformed, "can be addressed");
    row("one more than bytes may be", {(1ULL << 58U) + 1, 1, 1}, Malformed, "can be addressed");
    row("all bits set", {most, most, most}, Malformed, "can be addressed");
    row("minus one", {most, 1, 1}, Malformed, "can be addressed");
    addRow(
        "wide as delivered", Chunked,
        [](ArrayFacts& facts) {
            facts.claimed.number = StoredNumber{NumberKind::Signed, 1, false};
            facts.claimed.shape = {1ULL << 58U, 1, 1};
            facts.sampleBytes = 1;
            facts.fill.resize(1);
        },
        Malformed, "can be addressed");
}

void addChunkRows()
{
    using enum StorageLayout;
    using enum ErrorCode;
    const auto row = [](const char* name, std::vector<std::uint64_t> chunk, ErrorCode code,
                         const char* says) {
        addRow(name, Chunked, [chunk](ArrayFacts& facts) { facts.chunk = chunk; }, code, says);
    };
    row("no chunk", {}, Malformed, "its chunks have 0 dimensions and it has 3");
    row("a chunk of too few dimensions", {16, 16}, Malformed, "2 dimensions");
    row("a chunk of too many dimensions", {16, 16, 4, 1}, Malformed, "4 dimensions");
    row("a chunk of nothing", {16, 0, 4}, Malformed, "said to be 16×0×4");
    row("a chunk beyond 64 bits", {most, most, 4}, Malformed, "its chunks are said to be");
    row("a chunk that wraps to nothing", {1ULL << 32U, 1ULL << 32U, 1}, Malformed, "said to be");
    row("a chunk of 4 GiB", {1ULL << 30U, 1, 1}, Malformed, "its chunks are said to be");
    row("a chunk beyond the memory", {6000, 6000, 1}, TooLarge, "stored in chunks of 144 MB");
}

void addFilterRows()
{
    using enum StorageLayout;
    using enum ErrorCode;
    const auto row = [](const char* name, const Change& change, ErrorCode code, const char* says) {
        addRow(name, Chunked, change, code, says);
    };
    row(
        "33 filters",
        [](auto& facts) { facts.filters.assign(33, {{2, "shuffle", false, {4}}, true}); },
        Malformed, "33 filters");
    row(
        "a million filters", [](auto& facts) { facts.filters.resize(1'000'000); }, Malformed,
        "1000000 filters");
    row(
        "65 parameters", [](auto& facts) { facts.filters.front().step.parameters.resize(65); },
        Malformed, "filter 1 is said to have 65 parameters");
    row(
        "a filter without number", [](auto& facts) { facts.filters.front().step.id = 0; },
        Malformed, "it names a filter 0");
    row(
        "a negative filter", [](auto& facts) { facts.filters.front().step.id = -7; }, Malformed,
        "it names a filter -7");
    row(
        "a filter beyond all", [](auto& facts) { facts.filters.front().step.id = 65'536; },
        Malformed, "it names a filter 65536");
    row(
        "a filter that nobody knows",
        [](auto& facts) { facts.filters.push_back({{4242, "my\x1B[31mown", false}, false}); },
        Unsupported, "the HDF5 filter my\uFFFD[31mown (4242), which this computer lacks");
    row(
        "a shuffle of no width",
        [](auto& facts) { facts.filters = {{{2, "shuffle", false, {0}}, false}}; }, Unsupported,
        "the HDF5 filter shuffle (2)");
}

void addPlaceRows()
{
    using enum StorageLayout;
    using enum ErrorCode;
    const auto row = [](const char* name, const Change& change, ErrorCode code, const char* says) {
        addRow(name, Contiguous, change, code, says);
    };
    const char* const needs = "its shape needs 49152 bytes, but the file holds 49151 for it";
    row("one byte too few", [](auto& facts) { facts.storedBytes -= 1; }, Malformed, needs);
    row(
        "one byte beyond the end",
        [](auto& facts) { facts.offset = test::soundFileBytes - facts.storedBytes + 1; }, Malformed,
        needs);
    row(
        "beginning beyond the end", [](auto& facts) { facts.offset = most; }, Malformed,
        "the file holds 0 B for it");
    row(
        "an offset that wraps", [](auto& facts) { facts.offset = most - 100; }, Malformed,
        "the file holds 0 B for it");
    row(
        "longer than the file",
        [](auto& facts) {
            facts.claimed.shape = {1000, 1000, 4};
            facts.storedBytes = most;
            facts.fileBytes = most; // the guide's word does not count
        },
        Malformed, "its shape needs 16.0 MB");
    row(
        "longer than another file",
        [](auto& facts) {
            facts.liesElsewhere = true;
            facts.offset.reset();
            facts.fileBytes = 100;
        },
        Malformed, "the file holds 100 B for it");
    row(
        "a compact array too short",
        [](auto& facts) {
            facts = test::soundCompact();
            facts.storedBytes = 64;
        },
        Malformed, "the file holds 64 B for it");
    row(
        "a layout that is none", [](auto& facts) { facts.layout = static_cast<StorageLayout>(9); },
        Unsupported, "in a way that Tessera does not know");
    row(
        "an unknown layout", [](auto& facts) { facts.layout = Unknown; }, Unsupported,
        "in a way that Tessera does not know");
}

void addExternalRows()
{
    using enum ErrorCode;
    const auto row = [](const char* name, const Change& change, const char* says) {
        addRow(
            name, StorageLayout::Contiguous,
            [change](ArrayFacts& facts) {
                facts = test::soundExternal();
                change(facts);
            },
            Malformed, says);
    };
    row(
        "other files that hold too little", [](auto& facts) { facts.external.back().bytes -= 1; },
        "its shape needs 49152 bytes, but the file holds 49151 for it");
    row(
        "sizes of other files that wrap",
        [](auto& facts) {
            facts.external = {{"a.bin", 0, 1}, {"b.bin", 0, 1}};
            facts.claimed.shape = {1ULL << 20U, 1, 1};
        },
        "its shape needs 4.19 MB, but the file holds 2 B");
    row(
        "another file without a name", [](auto& facts) { facts.external.front().name.clear(); },
        "has no proper name");
    row(
        "another file with an endless name",
        [](auto& facts) { facts.external.front().name.assign(100'000, 'x'); },
        "has no proper name");
    row(
        "a place beyond all bytes", [](auto& facts) { facts.external.front().offset = most; },
        "of the file a.bin");
    row(
        "too many other files",
        [](auto& facts) { facts.external.assign(100'000, {"a.bin", 0, 1}); },
        "it is said to lie in 100000 files");
}

} // namespace

class TestFactsCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void believesWhatCanBe_data()
    {
        QTest::addColumn<ArrayFacts>("facts");
        QTest::addRow("chunked") << test::soundChunked();
        QTest::addRow("contiguous") << test::soundContiguous();
        QTest::addRow("compact") << test::soundCompact();
        QTest::addRow("in other files") << test::soundExternal();
        auto facts = test::soundContiguous();
        facts.storedBytes = 0;
        facts.offset.reset();
        QTest::addRow("never written") << facts;
        facts = test::soundContiguous();
        facts.offset = test::soundFileBytes - facts.storedBytes;
        QTest::addRow("up to the last byte") << facts;
        facts = test::soundChunked();
        facts.claimed.shape = {1'000'000, 1'000'000, 4};
        QTest::addRow("huge, of few chunks") << facts;
        facts = test::soundChunked();
        facts.chunk = {1000, 1000, 4};
        QTest::addRow("a chunk longer than the array") << facts;
        facts = test::soundExternal();
        facts.external.back().bytes = most;
        QTest::addRow("all the rest of a file") << facts;
        facts = test::soundChunked();
        facts.isConverted = true;
        facts.sampleBytes = 16;
        QTest::addRow("converted") << facts;
    }
    void believesWhatCanBe()
    {
        QFETCH(ArrayFacts, facts);
        QCOMPARE(test::errorOf(checkedFacts(facts, bounds)), QString());
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<StorageLayout>("layout");
        QTest::addColumn<Change>("change");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("says");
        addNumberRows();
        addShapeRows();
        addChunkRows();
        addFilterRows();
        addPlaceRows();
        addExternalRows();
    }
    void refusesWhatCannotBe()
    {
        QFETCH(StorageLayout, layout);
        QFETCH(Change, change);
        QFETCH(ErrorCode, code);
        QFETCH(QString, says);
        auto facts = soundOf(layout);
        change(facts);
        const auto checked = checkedFacts(facts, bounds);
        const auto message = test::errorOf(checked);
        QVERIFY2(message.contains(says), qPrintable(message));
        QVERIFY2(message.startsWith(QStringLiteral("/p in x.h5 ")), qPrintable(message));
        QVERIFY2(message.endsWith(QLatin1Char('.')), qPrintable(message));
        QCOMPARE(checked.error().code, code);
    }

    void leavesOutAFirstChunkThatIsNone_data()
    {
        QTest::addColumn<std::vector<std::uint64_t>>("corner");
        QTest::addColumn<bool>("kept");
        using Corner = std::vector<std::uint64_t>;
        QTest::addRow("a chunk") << Corner{48, 32, 0} << true;
        QTest::addRow("beyond the shape") << Corner{64, 0, 0} << false;
        QTest::addRow("beyond everything") << Corner{most, 0, 0} << false;
        QTest::addRow("between chunks") << Corner{8, 0, 0} << false;
        QTest::addRow("too few dimensions") << Corner{16, 0} << false;
        QTest::addRow("too many dimensions") << Corner{16, 0, 0, 0} << false;
    }
    void leavesOutAFirstChunkThatIsNone()
    {
        QFETCH(std::vector<std::uint64_t>, corner);
        QFETCH(bool, kept);
        auto facts = test::soundChunked();
        facts.firstChunk = corner;
        const auto checked = checkedFacts(facts, bounds);
        QCOMPARE(test::errorOf(checked), QString());
        QCOMPARE(checked->firstChunk.has_value(), kept);
    }

    // Of 64 x 48 x 4 in chunks of 16 x 16 x 4: there are twelve.
    void leavesOutWrittenChunksThatAreNone_data()
    {
        QTest::addColumn<std::vector<std::uint64_t>>("chunks");
        QTest::addColumn<bool>("kept");
        using Chunks = std::vector<std::uint64_t>;
        QTest::addRow("none") << Chunks{} << true;
        QTest::addRow("some") << Chunks{0, 3, 11} << true;
        QTest::addRow("one too many") << Chunks{0, 12} << false;
        QTest::addRow("beyond everything") << Chunks{most} << false;
        QTest::addRow("twice") << Chunks{3, 3} << false;
        QTest::addRow("in no order") << Chunks{4, 3} << false;
    }
    void leavesOutWrittenChunksThatAreNone()
    {
        QFETCH(std::vector<std::uint64_t>, chunks);
        QFETCH(bool, kept);
        auto facts = test::soundChunked();
        facts.writtenChunks = chunks;
        const auto checked = checkedFacts(facts, bounds);
        QCOMPARE(test::errorOf(checked), QString());
        QCOMPARE(checked->writtenChunks.has_value(), kept);
    }

    void textsAreFitToBeShown()
    {
        auto facts = test::soundChunked();
        facts.claimed.storedType = "float\n32";
        facts.filters.front().step.name = "def\nlate";
        const auto checked = checkedFacts(facts, bounds);
        QCOMPARE(test::errorOf(checked), QString());
        QCOMPARE(
            QString::fromStdString(checked->claimed.storedType), QStringLiteral("float\uFFFD32"));
        QCOMPARE(QString::fromStdString(checked->filters.front().step.name),
            QStringLiteral("def\uFFFDlate"));
    }

    void attributesAreBounded()
    {
        auto facts = test::soundChunked();
        facts.attributes = {{0, "axes", {"yxc"}, {}},
            {0, "labels", {std::string(2'000'000, 'x')}, {}}, {0, "resolution", {}, {1, 2, 3}}};
        facts.attributes.resize(1'000'000, {1, "spacing", {}, {1}});
        const auto checked = checkedFacts(facts, bounds);
        QCOMPARE(test::errorOf(checked), QString());
        QCOMPARE(checked->attributes.size(), std::size_t{1023});
        QCOMPARE(checked->attributes.at(0), facts.attributes.at(0));
        QCOMPARE(checked->attributes.at(1), facts.attributes.at(2));
    }

    void aChunkIsMeasuredAsDelivered()
    {
        auto facts = test::soundChunked();
        QCOMPARE(deliveredChunkBytes(facts).value, std::uint64_t{16 * 16 * 4 * 4});
        facts.claimed.number = StoredNumber{NumberKind::Signed, 1, false};
        QCOMPARE(deliveredChunkBytes(facts).value, std::uint64_t{16 * 16 * 4 * 8});
        QCOMPARE(deliveredChunkBytes(test::soundContiguous()).value, std::uint64_t{0});
    }

    void aListingIsBounded()
    {
        FileListing listing;
        listing.arrays.assign(100'000, test::soundChunked().claimed);
        listing.arrays.at(0).shape.assign(33, 1);
        listing.arrays.at(1).number = StoredNumber{NumberKind::Float, 3, false};
        listing.arrays.at(2).storedType = "a\nb";
        listing.arrays.at(2).target.assign(2'000'000, ' ');
        const auto checked = checkedListing(listing);
        QVERIFY(!checked.isComplete);
        QCOMPARE(checked.arrays.size(), std::size_t{20'000});
        QVERIFY(checked.arrays.at(0).shape.empty());
        QVERIFY(!checked.arrays.at(1).number);
        QCOMPARE(
            QString::fromStdString(checked.arrays.at(2).storedType), QStringLiteral("a\uFFFDb"));
        QCOMPARE(checked.arrays.at(2).target.size(), std::size_t{65'536});
    }
};

QTEST_APPLESS_MAIN(TestFactsCheck)
#include "tst_facts_check.moc"
