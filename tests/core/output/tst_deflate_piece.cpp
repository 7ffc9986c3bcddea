// SPDX-License-Identifier: MIT
#include "core/output/deflate_piece.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <vector>
#include <zlib.h>

using namespace tessera;

namespace {

std::vector<std::byte> bytesOf(std::size_t count, unsigned kinds)
{
    constexpr unsigned seed = 7;
    std::mt19937 random(seed);
    std::vector<std::byte> bytes(count);
    std::ranges::generate(bytes, [&] { return static_cast<std::byte>(random() % kinds); });
    return bytes;
}

const Bytef* asZlib(const std::vector<std::byte>& bytes)
{
    return reinterpret_cast<const Bytef*>(bytes.data());
}

std::uint32_t adlerOf(const std::vector<std::byte>& bytes)
{
    return static_cast<std::uint32_t>(adler32(1, asZlib(bytes), static_cast<uInt>(bytes.size())));
}

// What zlib makes of a raw stream that is not ended.
std::vector<std::byte> inflated(std::vector<std::byte> stream, std::size_t bytes)
{
    constexpr int rawStream = -15;
    std::vector<std::byte> out(bytes + 1);
    z_stream state{};
    inflateInit2(&state, rawStream);
    state.next_in = reinterpret_cast<Bytef*>(stream.data());
    state.avail_in = static_cast<uInt>(stream.size());
    state.next_out = reinterpret_cast<Bytef*>(out.data());
    state.avail_out = static_cast<uInt>(out.size());
    inflate(&state, Z_SYNC_FLUSH);
    out.resize(state.total_out);
    inflateEnd(&state);
    return out;
}

} // namespace

class TestDeflatePiece : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void piecesStandOneAfterTheOther_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<int>("kinds");
        for (const int kinds : {1, 3, 256})
            for (const int bytes : {1, 2, 100, 65'535, 65'536, 300'000})
                QTest::addRow("%d bytes of %d kinds", bytes, kinds) << bytes << kinds;
    }
    void piecesStandOneAfterTheOther()
    {
        QFETCH(int, bytes);
        QFETCH(int, kinds);
        auto whole = bytesOf(static_cast<std::size_t>(bytes), static_cast<unsigned>(kinds));
        DeflatePiece compressor;
        std::vector<std::byte> piece(DeflatePiece::bound(whole.size()));
        const std::size_t length = compressor.compress(whole, piece);
        QVERIFY(length > 0);
        piece.resize(length);
        std::vector<std::byte> stream = piece;
        stream.insert(stream.end(), piece.begin(), piece.end());
        whole.insert(whole.end(), whole.begin(), whole.begin() + bytes);
        QVERIFY(inflated(stream, whole.size()) == whole);
    }

    void refusesWhatHasNoRoom()
    {
        const auto noise = bytesOf(1000, 256);
        std::vector<std::byte> out(500);
        QCOMPARE(DeflatePiece().compress(noise, out), std::size_t{0});
    }

    void checksumsAreJoined_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        for (const int first : {0, 1, 5552, 65'521, 200'000})
            for (const int second : {0, 1, 65'520, 65'521, 200'000})
                QTest::addRow("%d and %d bytes", first, second) << first << second;
    }
    void checksumsAreJoined()
    {
        QFETCH(int, first);
        QFETCH(int, second);
        auto one = bytesOf(static_cast<std::size_t>(first), 256);
        const auto other = bytesOf(static_cast<std::size_t>(second), 251);
        const std::uint32_t joined =
            joinedAdler32(adlerOf(one), adlerOf(other), static_cast<std::uint64_t>(second));
        one.insert(one.end(), other.begin(), other.end());
        QCOMPARE(joined, adlerOf(one));
    }
};

QTEST_APPLESS_MAIN(TestDeflatePiece)
#include "tst_deflate_piece.moc"
