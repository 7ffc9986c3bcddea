// SPDX-License-Identifier: MIT
#include "core/source/reader_protocol.h"

#include "tests/core/source/reader_samples.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <array>
#include <functional>
#include <string>
#include <utility>

using namespace tessera;

using Bytes = std::vector<std::byte>;
Q_DECLARE_METATYPE(Bytes)

namespace {

// What a message is after it was read and written again; empty where it is invalid.
Bytes asRequest(std::span<const std::byte> message)
{
    const auto decoded = decodeRequest(message);
    return decoded ? encodeRequest(*decoded) : Bytes();
}

Bytes asReply(std::span<const std::byte> message)
{
    const auto decoded = decodeReply(message);
    return decoded ? encodeReply(*decoded) : Bytes();
}

// Whether everything that begins as the message does is invalid.
bool isInvalidWhereCut(const Bytes& message)
{
    for (std::size_t size = 0; size < message.size(); ++size) {
        const auto cut = std::span(message).first(size);
        if (!asRequest(cut).empty() || !asReply(cut).empty())
            return false;
    }
    return true;
}

// Whether each message with one other byte is invalid, or one that says what was understood.
bool isSoundWhereChanged(const Bytes& message)
{
    // Each bit on its own, and all of them.
    constexpr std::array<unsigned, 9> flips{1, 2, 4, 8, 16, 32, 64, 128, 255};
    Bytes changed = message;
    for (std::size_t i = 0; i < message.size(); ++i) {
        for (const unsigned flip : flips) {
            changed[i] = message[i] ^ static_cast<std::byte>(flip);
            const Bytes request = asRequest(changed);
            const Bytes reply = asReply(changed);
            if ((!request.empty() && asRequest(request) != request)
                || (!reply.empty() && asReply(reply) != reply))
                return false;
        }
        changed[i] = message[i];
    }
    return true;
}

void addRequests()
{
    QTest::addRow("open") << encodeRequest(OpenRequest{"/data/tissue.h5", {1'234'567, -1, 7, 9}});
    QTest::addRow("list") << encodeRequest(ListRequest{});
    QTest::addRow("describe") << encodeRequest(DescribeRequest{"/probabilities", 1 << 20});
    QTest::addRow("values") << encodeRequest(ValuesRequest{"/PixelClassification/LabelNames"});
    QTest::addRow("locate") << encodeRequest(LocateRequest{3, {0, 1, 99}});
    QTest::addRow("read") << encodeRequest(test::sampleRead());
    QTest::addRow("file") << encodeRequest(FileAnswer{"part.raw", {77, 1, 2, 3}});
    QTest::addRow("refusal") << encodeRequest(
        FileRefusal{{ErrorCode::NoPermission, "It is elsewhere.", "part.raw"}});
}

void addReplies()
{
    QTest::addRow("hello") << encodeReply(test::sampleHello());
    QTest::addRow("done") << encodeReply(Done{});
    QTest::addRow("listing") << encodeReply(test::sampleListing());
    QTest::addRow("facts") << encodeReply(test::sampleFacts());
    QTest::addRow("small array") << encodeReply(test::sampleValues());
    QTest::addRow("places") << encodeReply(ChunkPlaces{{{2048, 77, 0}, {4096, 0, 1}}});
    QTest::addRow("wish") << encodeReply(FileWish{"../part.raw"});
    QTest::addRow("failure") << encodeReply(
        Error{ErrorCode::Malformed, "tissue.h5 is damaged.", "tissue.h5"});
}

Bytes listingWith(const std::function<void(StoredArray&)>& change)
{
    StoredArray array = test::sampleArray();
    change(array);
    return encodeReply(FileListing{.arrays = {array}});
}

Error said(std::string message)
{
    return {ErrorCode::Malformed, std::move(message), {}};
}

Bytes factsWith(const std::function<void(ArrayFacts&)>& change)
{
    ArrayFacts facts = test::sampleFacts();
    change(facts);
    return encodeReply(facts);
}

Bytes readWith(const std::function<void(ReadRequest&)>& change)
{
    ReadRequest request = test::sampleRead();
    change(request);
    return encodeRequest(request);
}

} // namespace

class TestReaderProtocol : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void requestsArriveAsTheyWereSent_data()
    {
        QTest::addColumn<Bytes>("message");
        addRequests();
    }
    void requestsArriveAsTheyWereSent()
    {
        QFETCH(Bytes, message);
        QCOMPARE(asRequest(message), message);
        QVERIFY(asReply(message).empty());
    }

    void repliesArriveAsTheyWereSent_data()
    {
        QTest::addColumn<Bytes>("message");
        addReplies();
    }
    void repliesArriveAsTheyWereSent()
    {
        QFETCH(Bytes, message);
        QCOMPARE(asReply(message), message);
        QVERIFY(asRequest(message).empty());
    }

    void factsKeepTheirMeaning()
    {
        const auto reply = decodeReply(encodeReply(test::sampleFacts()));
        QVERIFY(reply);
        const auto& facts = std::get<ArrayFacts>(*reply);
        QCOMPARE(facts.array, 7U);
        QCOMPARE(facts.claimed.path, std::string("/groups/probabilities"));
        QVERIFY(facts.claimed.number == (StoredNumber{NumberKind::Unsigned, 2, true}));
        QCOMPARE(facts.attributes, test::sampleFacts().attributes);
        QCOMPARE(facts.filters[1].step.id, -1);
        QCOMPARE(facts.external[1].bytes, ~std::uint64_t{0});
        QCOMPARE(facts.firstChunk->at(1), std::uint64_t{64});
        QCOMPARE(facts.writtenChunks->at(1), std::uint64_t{5});
    }

    void damageIsNoticed_data()
    {
        QTest::addColumn<Bytes>("message");
        addRequests();
        addReplies();
    }
    void damageIsNoticed()
    {
        QFETCH(Bytes, message);
        QVERIFY(isInvalidWhereCut(message));
        QVERIFY(isSoundWhereChanged(message));
        message.push_back(std::byte{0});
        QVERIFY(asRequest(message).empty() && asReply(message).empty());
    }

    void whatCannotBeIsInvalid_data()
    {
        QTest::addColumn<Bytes>("message");
        QTest::addRow("nothing") << Bytes{};
        QTest::addRow("no kind") << Bytes{std::byte{0}};
        QTest::addRow("a name with a zero") << encodeReply(FileWish{std::string("a\0b", 3)});
        QTest::addRow("a long name")
            << encodeReply(FileWish{std::string(reader_limits::pathBytes + 1, 'x')});
        QTest::addRow("many dimensions")
            << listingWith([](StoredArray& array) { array.shape.assign(33, 1); });
        QTest::addRow("a float of one byte") << listingWith(
            [](StoredArray& array) { array.number = StoredNumber{NumberKind::Float, 1}; });
        QTest::addRow("a number of three bytes") << listingWith(
            [](StoredArray& array) { array.number = StoredNumber{NumberKind::Signed, 3}; });
        QTest::addRow("many filters")
            << factsWith([](ArrayFacts& facts) { facts.filters.resize(33); });
        QTest::addRow("a large sample")
            << factsWith([](ArrayFacts& facts) { facts.fill.resize(257); });
        QTest::addRow("many written chunks") << factsWith([](ArrayFacts& facts) {
            facts.writtenChunks = std::vector<std::uint64_t>(reader_limits::writtenChunks + 1);
        });
        QTest::addRow("many chunks")
            << encodeRequest(LocateRequest{0, std::vector<std::uint64_t>(65'537)});
        QTest::addRow("a slab of two shapes")
            << readWith([](ReadRequest& request) { request.slab.step.push_back(1); });
        QTest::addRow("a slab before the array")
            << readWith([](ReadRequest& request) { request.slab.start[0] = -1; });
        QTest::addRow("an empty slab")
            << readWith([](ReadRequest& request) { request.slab.count[0] = 0; });
        QTest::addRow("more than the memory holds")
            << readWith([](ReadRequest& request) { request.bytes = 4097; });
        QTest::addRow("too much memory") << readWith(
            [](ReadRequest& request) { request.memoryBytes = std::uint64_t{1} << 32U; });
    }
    void whatCannotBeIsInvalid()
    {
        QFETCH(Bytes, message);
        QCOMPARE(decodeRequest(message).error().code, ErrorCode::Malformed);
        QCOMPARE(decodeReply(message).error().code, ErrorCode::Malformed);
    }

    void sentencesBecomePlainText_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QString>("shown");
        QTest::addRow("as it is") << QByteArray("Größe 図 😀") << QStringLiteral("Größe 図 😀");
        QTest::addRow("a command for a terminal")
            << QByteArray("a\x1b[31m") << QStringLiteral("a\uFFFD[31m");
        QTest::addRow("Latin 1") << QByteArray("Gr\xF6\xDF"
                                               "e")
                                 << QStringLiteral("Gr\uFFFD\uFFFDe");
        QTest::addRow("written too long")
            << QByteArray("\xC0\xAF") << QStringLiteral("\uFFFD\uFFFD");
        QTest::addRow("half a pair")
            << QByteArray("\xED\xA0\x80") << QStringLiteral("\uFFFD\uFFFD\uFFFD");
        QTest::addRow("cut") << QByteArray("a\xE5\x9B") << QStringLiteral("a\uFFFD\uFFFD");
        QTest::addRow("beyond Unicode")
            << QByteArray("\xF4\x90\x80\x80") << QStringLiteral("\uFFFD\uFFFD\uFFFD\uFFFD");
    }
    void sentencesBecomePlainText()
    {
        QFETCH(QByteArray, sent);
        QFETCH(QString, shown);
        const auto reply = decodeReply(encodeReply(said(sent.toStdString())));
        QVERIFY(reply);
        QCOMPARE(QString::fromStdString(std::get<Error>(*reply).message), shown);
    }

    void aSentenceIsCut()
    {
        const std::string endless(100'000, '\xFF');
        const auto reply = decodeReply(encodeReply(said(endless)));
        QVERIFY(reply);
        QVERIFY(std::get<Error>(*reply).message.size() <= reader_limits::sentenceBytes);
    }

    void namesThatAreNoTextAreKept()
    {
        const auto reply =
            decodeReply(listingWith([](StoredArray& array) { array.path = "/Gr\xF6\xDF"; }));
        QVERIFY(reply);
        QCOMPARE(std::get<FileListing>(*reply).arrays.front().path, std::string("/Gr\xF6\xDF"));
    }

    void aLargeCatalogueFits()
    {
        constexpr std::size_t most = 10'000;
        StoredArray array = test::sampleArray();
        array.storage.assign(1000, ' ');
        const FileListing listing{.arrays = std::vector<StoredArray>(most, array)};
        const auto message = encodeReply(listing);
        QVERIFY(message.size() < (std::size_t{16} << 20U));
        const auto reply = decodeReply(message);
        QVERIFY(reply);
        QCOMPARE(std::get<FileListing>(*reply).arrays.size(), most);
    }
};

QTEST_APPLESS_MAIN(TestReaderProtocol)
#include "tst_reader_protocol.moc"
