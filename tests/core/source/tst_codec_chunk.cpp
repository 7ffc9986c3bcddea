// SPDX-License-Identifier: MIT
#include "core/source/codec_chunk.h"

#include "tests/support/hdf5_chunk.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>

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

Result<Bytes> decoded(
    const Steps& steps, std::uint32_t mask, const Bytes& stored, std::size_t decodedBytes)
{
    Bytes out(decodedBytes);
    DecodeScratch scratch;
    if (const auto done = decodeChunk(steps, mask, stored, out, scratch); !done)
        return std::unexpected(done.error());
    return out;
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
        for (const std::size_t elements : Sizes{1, 2, 7, 8, 63, 64, 65, 721, 4099}) {
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
};

QTEST_GUILESS_MAIN(TestCodecChunk)
#include "tst_codec_chunk.moc"
