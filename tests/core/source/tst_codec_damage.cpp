// SPDX-License-Identifier: MIT
#include "core/source/codec_chunk.h"

#include "tests/support/guarded_memory.h"
#include "tests/support/hdf5_chunk.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <random>

using namespace tessera;

using Bytes = std::vector<std::byte>;

namespace {

constexpr std::size_t roomForDamage = 64;

// Decodes one chunk after the other, in memory whose end is guarded.
class Decoding {
public:
    explicit Decoding(test::StoredChunk chunk)
        : m_chunk(std::move(chunk))
        , m_stored(m_chunk.stored.size() + roomForDamage)
        , m_out(m_chunk.decodedBytes)
    {
    }

    const test::StoredChunk& chunk() const { return m_chunk; }
    Result<> decode(const Bytes& stored, std::uint32_t filterMask)
    {
        return decodeChunk(m_chunk.steps, filterMask, m_stored.last(stored),
            m_out.last(m_chunk.decodedBytes), m_scratch);
    }
    Result<> decode(const Bytes& stored) { return decode(stored, m_chunk.filterMask); }

private:
    test::StoredChunk m_chunk;
    test::GuardedMemory m_stored;
    test::GuardedMemory m_out;
    DecodeScratch m_scratch;
};

bool isGoodAnswer(const Result<>& result)
{
    return result
        || ((result.error().code == ErrorCode::Malformed
                || result.error().code == ErrorCode::Unsupported)
            && !result.error().message.empty());
}

Bytes withBitFlipped(Bytes bytes, std::size_t byte, std::size_t bit)
{
    bytes[byte] ^= static_cast<std::byte>(1U << bit);
    return bytes;
}

// Some bytes changed, a piece removed, doubled or put elsewhere: what breaks files.
Bytes mutated(Bytes bytes, std::mt19937& random)
{
    const auto below = [&](std::size_t end) { return random() % std::max<std::size_t>(1, end); };
    const std::size_t changes = 1 + below(4);
    for (std::size_t change = 0; change < changes && !bytes.empty(); ++change) {
        const auto at = bytes.begin() + static_cast<std::ptrdiff_t>(below(bytes.size()));
        const auto room = static_cast<std::size_t>(bytes.end() - at);
        const auto piece = at + static_cast<std::ptrdiff_t>(below(std::min<std::size_t>(room, 16)));
        switch (below(5)) {
        case 0:
            *at = static_cast<std::byte>(random());
            break;
        case 1:
            std::fill(at, piece, static_cast<std::byte>(below(2) * 0xFF));
            break;
        case 2:
            bytes.erase(at, piece);
            break;
        case 3:
            bytes.insert(at, below(16), static_cast<std::byte>(random()));
            break;
        default:
            std::rotate(bytes.begin(), at, bytes.end());
        }
    }
    return bytes;
}

} // namespace

// Chunks of tests/data/packed_chunks.h5, with damage.
class TestCodecDamage : public QObject {
    Q_OBJECT
private:
    static void addDatasets(const std::function<bool(const std::string&)>& isWanted)
    {
        QTest::addColumn<QString>("dataset");
        for (const std::string& name : test::datasetsOf(test::dataPath("packed_chunks.h5")))
            if (isWanted(name))
                QTest::addRow("%s", name.c_str()) << QString::fromStdString(name);
    }
    static Decoding decodingOf(const QString& dataset)
    {
        return Decoding(
            test::chunksOf(test::dataPath("packed_chunks.h5"), dataset.toStdString()).front());
    }
    static void addSmallDatasets()
    {
        addDatasets([](const std::string& name) {
            return name.starts_with("float16") || name.starts_with("complex")
                || name.starts_with("uint16") || name.starts_with("noise");
        });
    }
    static void addAllDatasets()
    {
        addDatasets([](const std::string& name) { return !name.ends_with("plain"); });
    }

private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void everyCutIsAnError_data() { addSmallDatasets(); }
    void everyCutIsAnError()
    {
        QFETCH(const QString, dataset);
        Decoding decoding = decodingOf(dataset);
        const Bytes& stored = decoding.chunk().stored;
        for (std::size_t count = 0; count < stored.size(); ++count) {
            const Bytes cut(stored.begin(), stored.begin() + static_cast<std::ptrdiff_t>(count));
            const auto result = decoding.decode(cut);
            QVERIFY2(!result, qPrintable(QStringLiteral("%1 bytes").arg(count)));
            QVERIFY(isGoodAnswer(result));
        }
    }

    void aFlippedBitOfAnyByteIsSurvived_data() { addSmallDatasets(); }
    void aFlippedBitOfAnyByteIsSurvived()
    {
        QFETCH(const QString, dataset);
        Decoding decoding = decodingOf(dataset);
        const Bytes& stored = decoding.chunk().stored;
        for (std::size_t byte = 0; byte < stored.size(); ++byte)
            QVERIFY(isGoodAnswer(decoding.decode(withBitFlipped(stored, byte, byte % 8))));
    }

    void randomDamageIsSurvived_data() { addAllDatasets(); }
    void randomDamageIsSurvived()
    {
        QFETCH(const QString, dataset);
        constexpr int rounds = 200;
        Decoding decoding = decodingOf(dataset);
        std::mt19937 random(20260731); // NOLINT(*-msc51-cpp): the same in every run
        for (int round = 0; round < rounds; ++round) {
            const Bytes damaged = mutated(decoding.chunk().stored, random);
            QVERIFY(isGoodAnswer(decoding.decode(damaged)));
            QVERIFY(isGoodAnswer(decoding.decode(damaged, static_cast<std::uint32_t>(random()))));
        }
    }
};

QTEST_GUILESS_MAIN(TestCodecDamage)
#include "tst_codec_damage.moc"
