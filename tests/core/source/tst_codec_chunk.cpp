// SPDX-License-Identifier: MIT
#include "core/source/codec_chunk.h"

#include "tests/support/hdf5_chunk.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <optional>

using namespace tessera;

using Bytes = std::vector<std::byte>;
using Steps = std::vector<FilterStep>;
using Sizes = std::vector<std::size_t>;
Q_DECLARE_METATYPE(Steps)

namespace {

const FilterStep deflate{1, "deflate", false, {6}};
const FilterStep fletcher32{3, "fletcher32", false, {}};

FilterStep shuffle(unsigned width)
{
    return {2, "shuffle", false, {width}};
}

Bytes bytesOf(const QByteArray& hex)
{
    const QByteArray bytes = QByteArray::fromHex(hex);
    Bytes result(static_cast<std::size_t>(bytes.size()));
    std::ranges::transform(
        bytes, result.begin(), [](char byte) { return static_cast<std::byte>(byte); });
    return result;
}

Result<Bytes> decoded(
    const Steps& steps, std::uint32_t mask, const Bytes& stored, std::size_t decodedBytes)
{
    Bytes out(decodedBytes);
    DecodeScratch scratch;
    if (const auto done = decodeChunk(steps, mask, stored, out, scratch); !done)
        return std::unexpected(done.error());
    return out;
}

std::vector<std::optional<Bytes>> decodedChunksOf(const std::filesystem::path& path)
{
    const auto chunks = test::chunksOf(path, "probabilities");
    std::vector<std::optional<Bytes>> result;
    result.reserve(chunks.size());
    for (const auto& chunk : chunks) {
        auto samples = decoded(chunk.steps, chunk.filterMask, chunk.stored, chunk.decodedBytes);
        result.push_back(samples ? std::optional(std::move(*samples)) : std::nullopt);
    }
    return result;
}

} // namespace

class TestCodecChunk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void undoesWhatLibhdf5Wrote_data()
    {
        QTest::addColumn<Steps>("steps");
        QTest::addColumn<std::size_t>("width");
        const std::vector<std::pair<const char*, Steps>> pipelines{
            {"no filter", {}},
            {"deflate", {deflate}},
            {"shuffle", {shuffle(0)}},
            {"fletcher32", {fletcher32}},
            {"shuffle, deflate", {shuffle(0), deflate}},
            {"deflate, shuffle", {deflate, shuffle(0)}},
            {"deflate twice", {deflate, deflate}},
            {"deflate three times", {deflate, deflate, deflate}},
            {"shuffle, deflate, fletcher32", {shuffle(0), deflate, fletcher32}},
            {"fletcher32, shuffle, deflate", {fletcher32, shuffle(0), deflate}},
            {"shuffle, fletcher32, deflate", {shuffle(0), fletcher32, deflate}},
        };
        for (const auto& [name, steps] : pipelines)
            for (const std::size_t width : Sizes{1, 2, 3, 4, 8, 16})
                QTest::addRow("%s, %zu bytes an element", name, width) << steps << width;
    }
    void undoesWhatLibhdf5Wrote()
    {
        QFETCH(const Steps, steps);
        QFETCH(const std::size_t, width);
        for (const std::size_t elements : Sizes{1, 2, 7, 8, 63, 64, 65, 720, 721, 4099}) {
            const Bytes samples = test::sampleBytes(elements * width);
            const auto chunk = test::chunkOfLibhdf5(steps, samples, width);
            QVERIFY(canDecode(chunk.steps));
            const auto result =
                decoded(chunk.steps, chunk.filterMask, chunk.stored, samples.size());
            QCOMPARE(test::errorOf(result), QString());
            QVERIFY(*result == samples);
        }
    }

    // Written by make_packed_chunks.py: h5py's LZF, and the filters of hdf5plugin.
    void undoesWhatOtherFiltersPacked_data()
    {
        QTest::addColumn<QString>("dataset");
        QTest::addColumn<QString>("plain");
        for (const std::string& name : test::datasetsOf(test::dataPath("packed_chunks.h5"))) {
            const std::string plain = name.substr(0, name.find('/')) + "/plain";
            QTest::addRow("%s", name.c_str())
                << QString::fromStdString(name) << QString::fromStdString(plain);
        }
    }
    void undoesWhatOtherFiltersPacked()
    {
        QFETCH(const QString, dataset);
        QFETCH(const QString, plain);
        const auto path = test::dataPath("packed_chunks.h5");
        const auto chunk = test::chunksOf(path, dataset.toStdString()).front();
        QVERIFY(canDecode(chunk.steps));
        const auto result =
            decoded(chunk.steps, chunk.filterMask, chunk.stored, chunk.decodedBytes);
        QCOMPARE(test::errorOf(result), QString());
        QVERIFY(*result == test::chunksOf(path, plain.toStdString()).front().stored);
    }

    // The same array in each of these files; the corpus is not everywhere.
    void undoesTheCorpus_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* name : {"bitshuffle", "bitshuffle_lz4", "blosc", "blosc_zstd", "bzip2",
                 "fletcher32", "lz4", "lzf", "mask_skipped", "zstd_32015"})
            QTest::newRow(name) << QStringLiteral("filter_%1.h5").arg(QLatin1String(name));
    }
    void undoesTheCorpus()
    {
        QFETCH(const QString, file);
        const auto folder = test::sharedDataPath() / "odd" / "made";
        if (!std::filesystem::exists(folder))
            QSKIP("the shared data are not there");
        const auto wanted = decodedChunksOf(folder / "filter_gzip9_shuffle.h5");
        QCOMPARE(wanted.size(), std::size_t{4});
        QVERIFY(wanted.front());
        QVERIFY(decodedChunksOf(folder / test::toPath(file)) == wanted);
    }

    void knowsWhatItCannotUndo_data()
    {
        QTest::addColumn<Steps>("steps");
        QTest::newRow("szip") << Steps{{4, "szip", false, {141, 8, 32, 256}}};
        QTest::newRow("nbit") << Steps{{5, "nbit", false, {}}};
        QTest::newRow("scaleoffset") << Steps{{6, "scaleoffset", false, {}}};
        QTest::newRow("nobody's") << Steps{{33333, "", false, {}}};
        QTest::newRow("one known, one not") << Steps{deflate, {33333, "", false, {}}};
        QTest::newRow("shuffle of no width") << Steps{{2, "shuffle", false, {}}};
        QTest::newRow("shuffle of width 0") << Steps{shuffle(0)};
        QTest::newRow("bitshuffle of no width") << Steps{{32008, "bitshuffle", false, {0, 4}}};
        QTest::newRow("bitshuffle of width 0") << Steps{{32008, "bitshuffle", false, {0, 4, 0}}};
        QTest::newRow("bitshuffle, packed in a way to come")
            << Steps{{32008, "bitshuffle", false, {0, 4, 4, 0, 7}}};
        QTest::newRow("blosc, packed in a way to come")
            << Steps{{32001, "blosc", false, {2, 2, 4, 64, 5, 1, 99}}};
        QTest::newRow("more filters than HDF5 allows") << Steps(33, deflate);
    }
    void knowsWhatItCannotUndo()
    {
        QFETCH(const Steps, steps);
        QVERIFY(!canDecode(steps));
        const auto result = decoded(steps, 0, bytesOf("00000000"), 4);
        QVERIFY(!result);
    }

    void namesAFilterNobodyHas()
    {
        const Steps steps{{33333, "secret", false, {}}};
        const auto result = decoded(steps, 0, bytesOf("01020304"), 4);
        QCOMPARE(
            test::errorOf(result), QStringLiteral("its filter 33333 (secret) cannot be undone"));
        QCOMPARE(result.error().code, ErrorCode::Unsupported);
    }

    void leavesOutWhatTheMaskNames()
    {
        const Steps steps{deflate, {33333, "secret", true, {}}};
        const Bytes samples = bytesOf("01020304");
        QVERIFY(decoded(steps, 0b11, samples, 4) == samples);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<Steps>("steps");
        QTest::addColumn<QByteArray>("stored");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const Steps& steps, const char* hex,
                             const char* message) {
            QTest::newRow(name) << steps << QByteArray(hex) << QString::fromLatin1(message);
        };
        const FilterStep lzf{32000, "lzf", true, {}};
        const FilterStep lz4{32004, "lz4", false, {}};
        const FilterStep bitshuffle{32008, "bitshuffle", false, {0, 4, 4, 0, 2}};
        const FilterStep blosc{32001, "blosc", false, {}};
        row("too long", {}, "0102030405", "it unpacks to 5 bytes where 4 are expected");
        row("too short", {}, "010203", "it unpacks to 3 bytes where 4 are expected");
        row("nothing", {}, "", "it unpacks to 0 bytes where 4 are expected");
        row("shuffled, too long", {shuffle(2)}, "0102030405",
            "its shuffled data are longer than a chunk");
        row("no zlib data", {deflate}, "0102030405", "its deflate data are damaged");
        row("no data to inflate", {deflate}, "", "its deflate data are damaged");
        row("inflates to 3 of 4 bytes", {deflate}, "789c6364620600000d0007",
            "it unpacks to 3 bytes where 4 are expected");
        row("inflates to 5 of 4 bytes", {deflate}, "789c6364626661050000280010",
            "its deflate data unpack to more than a chunk holds");
        row("no room for a checksum", {fletcher32}, "010203", "it is too short for its checksum");
        row("another checksum", {fletcher32}, "0102030400000000",
            "its checksum (fletcher32) does not match its data");
        row("LZF, a literal missing", {lzf}, "03010203", "its LZF data end too early");
        row("LZF, too many literals", {lzf}, "040102030405",
            "its LZF data unpack to more than a chunk holds");
        row("LZF, before the beginning", {lzf}, "00012001",
            "its LZF data point to before their beginning");
        row("LZF, too long a repetition", {lzf}, "0001e0ff00",
            "its LZF data unpack to more than a chunk holds");
        row("LZ4, no header", {lz4}, "00000000000000", "its LZ4 data end too early");
        row("LZ4, a huge claim", {lz4}, "7fffffffffffffff00000004",
            "its LZ4 data claim to unpack to more than a chunk holds");
        row("LZ4, blocks of nothing", {lz4}, "000000000000000400000000",
            "its LZ4 data claim blocks of no size");
        row("LZ4, a huge block", {lz4}, "000000000000000400000004ffffffff",
            "its LZ4 data end too early");
        row("bitshuffle, a huge claim", {bitshuffle}, "fffffffffffffffc00002000",
            "its bitshuffle data claim to unpack to more than a chunk holds");
        row("bitshuffle, blocks of 7", {bitshuffle}, "00000000000000040000001c",
            "its bitshuffle data claim sizes that cannot be");
        row("Blosc, a huge claim", {blosc}, "0201210400ffffff0400000010000000",
            "its Blosc data claim to unpack to more than a chunk holds");
        row("Blosc, cut", {blosc}, "02012104040000000400000011000000",
            "its Blosc data end too early");
    }
    void saysWhatIsWrong()
    {
        QFETCH(const Steps, steps);
        QFETCH(const QByteArray, stored);
        QFETCH(const QString, message);
        const auto result = decoded(steps, 0, bytesOf(stored), 4);
        QCOMPARE(test::errorOf(result), message);
        QCOMPARE(result.error().code, ErrorCode::Malformed);
    }

    // 1.6.2 and before, on little-endian machines.
    void takesTheChecksumOfOldWriters()
    {
        QVERIFY(decoded({fletcher32}, 0, bytesOf("0102030406040805"), 4) == bytesOf("01020304"));
        QVERIFY(decoded({fletcher32}, 0, bytesOf("0102030404060508"), 4) == bytesOf("01020304"));
    }

    void anEmptyChunkIsNoError()
    {
        QVERIFY(decoded({}, 0, {}, 0) == Bytes());
        QVERIFY(decoded({shuffle(4)}, 0, {}, 0) == Bytes());
        QVERIFY(decoded({deflate}, 0, bytesOf("789c030000000001"), 0) == Bytes());
        QVERIFY(decoded({{32000, "lzf", true, {}}}, 0, {}, 0) == Bytes());
    }

    void manyFiltersClaimLittleMemory()
    {
        constexpr std::size_t decodedBytes = std::size_t{1} << 20U;
        constexpr std::size_t slack = std::size_t{128} << 10U;
        Bytes out(decodedBytes);
        DecodeScratch scratch;
        const Steps steps(32, deflate);
        QVERIFY(!decodeChunk(steps, 0, bytesOf("0102"), out, scratch));
        QVERIFY(scratch.held().value <= 5 * decodedBytes + slack);
    }
};

QTEST_GUILESS_MAIN(TestCodecChunk)
#include "tst_codec_chunk.moc"
