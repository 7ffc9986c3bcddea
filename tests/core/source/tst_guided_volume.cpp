// SPDX-License-Identifier: MIT
#include "core/source/guided_volume.h"

#include "tests/support/fake_guide.h"
#include "tests/support/sound_facts.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cstring>
#include <functional>
#include <limits>

using namespace tessera;

namespace {

using Change = std::function<void(ArrayFacts&)>;
constexpr ByteCount enough = megabytes(100);
constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

OpenLimits limitsOf(test::FakeFacts facts)
{
    OpenLimits limits{enough};
    limits.guides = test::fakeGuides(std::move(facts));
    return limits;
}

float firstSample(const OpenedVolume& volume)
{
    ReadScratch scratch;
    const auto samples = volume.probabilities->read({{}, 0, 0, 1, 1, 1}, scratch, {});
    return samples ? samples->view.row<float>(0)[0] : -1.0F;
}

QString errorOfReading(const OpenedVolume& volume)
{
    ReadScratch scratch;
    return test::errorOf(volume.probabilities->read({{}, 0, 0, 16, 16, 1}, scratch, {}));
}

ArrayFacts changed(ArrayFacts facts, const Change& change)
{
    change(facts);
    return facts;
}

} // namespace

// The file is one megabyte of 0x3F behind its first bytes: as float32, 0.7470588.
class TestGuidedVolume : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        test::writeFile(path(), content('\x3F'));
    }

    void opensWhatIsDescribed()
    {
        const auto volume = opened({{test::soundContiguous()}});
        QCOMPARE(test::errorOf(volume), QString());
        const auto& info = volume->probabilities->info();
        QCOMPARE(info.plane, (PlaneShape{64, 48}));
        QCOMPARE(info.classes, 4);
        QCOMPARE(info.path, path());
        QCOMPARE(info.dataset, std::string("/probabilities"));
        QCOMPARE(info.storage, std::string("contiguous"));
        QCOMPARE(info.version.bytes, test::soundFileBytes);
        QVERIFY(info.version.inode != 0);
        QVERIFY(!volume->image);
    }

    void theGuideIsRightWhereTheyDiffer_data()
    {
        QTest::addColumn<QByteArray>("guided");
        QTest::addColumn<float>("shown");
        QTest::addRow("it agrees") << QByteArray("\x3F") << asFloat('\x3F');
        QTest::addRow("it differs") << QByteArray("\x3E") << asFloat('\x3E');
        QTest::addRow("it crashes") << QByteArray() << asFloat('\x3F');
    }
    void theGuideIsRightWhereTheyDiffer()
    {
        QFETCH(QByteArray, guided);
        QFETCH(float, shown);
        test::FakeFacts facts{{test::soundContiguous()}};
        if (guided.isEmpty())
            facts.readError = Error{ErrorCode::Unreadable, "The HDF5 library crashed.", {}};
        else
            facts.sample = static_cast<std::byte>(guided.front());
        const auto volume = opened(facts);
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(firstSample(*volume), shown);
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<ArrayFacts>("facts");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const ArrayFacts& facts, const char* says) {
            QTest::addRow("%s", name) << facts << QString::fromUtf8(says);
        };
        const auto shaped = [](std::vector<std::uint64_t> shape) {
            return changed(test::soundChunked(), [&](auto& facts) { facts.claimed.shape = shape; });
        };
        row("33 dimensions", shaped(std::vector<std::uint64_t>(33, 2)), "damaged description");
        row("seven dimensions", shaped({2, 2, 2, 2, 2, 2, 2}), "has 7 dimensions");
        row("nothing", shaped({64, 0, 4}), "is empty");
        row("beyond 64 bits in one dimension", shaped({64, 48, most}),
            "more than can be addressed");
        row("beyond 64 bits", shaped({most, most, 4}), "more than can be addressed");
        row("no type",
            changed(test::soundChunked(), [](auto& facts) { facts.claimed.storedType.clear(); }),
            "damaged description");
        row("a number of three bytes",
            changed(test::soundChunked(), [](auto& facts) { facts.claimed.number->bytes = 3; }),
            "is of type float32");
        row("beyond the file",
            changed(test::soundContiguous(),
                [](auto& facts) { facts.offset = test::soundFileBytes - 4; }),
            "the file holds 4 B for it");
        row("a chunk of nothing",
            changed(test::soundChunked(), [](auto& facts) { facts.chunk = {16, 0, 4}; }),
            "its chunks are said to be 16×0×4");
    }
    void refusesWhatCannotBe()
    {
        QFETCH(ArrayFacts, facts);
        QFETCH(QString, says);
        const auto limits = limitsOf({{facts}});
        const auto message = test::errorOf(openVolume({path(), "probabilities"}, limits));
        QVERIFY2(message.contains(says), qPrintable(message));
        QVERIFY2(
            message.startsWith(QStringLiteral("/probabilities in x.h5 ")), qPrintable(message));
    }

    void aHugeArrayOfFewChunksOpens()
    {
        auto facts = test::soundChunked();
        facts.claimed.shape = {1'000'000, 1'000'000, 4};
        facts.firstChunk.reset();
        const auto volume = opened({{facts}});
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(firstSample(*volume), 0.0F);
    }

    void aReadBeyondAllMemoryIsRefused()
    {
        auto facts = test::soundChunked();
        facts.claimed.shape = {1'000'000, 1'000'000, 4};
        facts.firstChunk.reset();
        const auto volume = opened({{facts}});
        QCOMPARE(test::errorOf(volume), QString());
        ReadScratch scratch;
        const auto samples =
            volume->probabilities->read({{}, 0, 0, 1'000'000, 1'000'000, 1}, scratch, {});
        QCOMPARE(samples.error().code, ErrorCode::TooLarge);
        QVERIFY(test::errorOf(samples).contains(QStringLiteral("/probabilities in x.h5")));
    }

    void placesAreNotBelieved_data()
    {
        QTest::addColumn<quint64>("offset");
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<QString>("says");
        const auto beyond = QStringLiteral("it lies beyond the end of the file");
        QTest::addRow("beyond the end") << quint64{test::soundFileBytes} << quint64{1} << beyond;
        QTest::addRow("undefined") << quint64{most} << quint64{100} << beyond;
        QTest::addRow("a sum that wraps") << quint64{100} << quint64{most - 50} << beyond;
        QTest::addRow("more than the file") << quint64{0} << quint64{2'000'000} << beyond;
        QTest::addRow("more than a chunk")
            << quint64{0} << quint64{900'000} << QStringLiteral("it is stored in 900000 bytes");
        QTest::addRow("what is no chunk")
            << quint64{100} << quint64{100} << QStringLiteral("its deflate data are damaged");
        QTest::addRow("one byte") << quint64{100} << quint64{1} << QStringLiteral("deflate");
    }
    void placesAreNotBelieved()
    {
        QFETCH(quint64, offset);
        QFETCH(quint64, bytes);
        QFETCH(QString, says);
        test::FakeFacts facts{{test::soundChunked()}};
        facts.arrays.front().firstChunk.reset();
        facts.place = {offset, bytes, 0};
        const auto volume = opened(facts);
        QCOMPARE(test::errorOf(volume), QString());
        const auto message = errorOfReading(*volume);
        QVERIFY2(message.contains(says), qPrintable(message));
        QVERIFY2(message.contains(QStringLiteral("/probabilities in x.h5")), qPrintable(message));
    }

    void oneFileIsReadWhateverTakesItsPlace()
    {
        const auto volume = opened({{test::soundContiguous()}, true, {}, std::byte{0x3F}});
        QCOMPARE(test::errorOf(volume), QString());
        const auto other = test::toPath(m_folder->filePath(QStringLiteral("other.h5")));
        test::writeFile(other, content('\x3E'));
        std::filesystem::rename(other, path());
        QCOMPARE(firstSample(*volume), asFloat('\x3F'));
    }

    void namesAreFitToBeShown()
    {
        auto facts = test::soundChunked("/a\x1B[2J");
        facts.claimed.number.reset();
        const auto message = test::errorOf(opened({{facts}}));
        QVERIFY2(message.contains(QStringLiteral("/a\uFFFD[2J")), qPrintable(message));
        const auto missing = test::errorOf(openVolume({path(), "/b\n"}, limitsOf({{facts}})));
        QCOMPARE(missing, QStringLiteral("x.h5 has no dataset /b\uFFFD; it holds /a\uFFFD[2J."));
    }

    void anImageThatIsHostileIsLeftOut_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<bool>("shown");
        QTest::addRow("honest") << Change([](auto& /*facts*/) { }) << true;
        QTest::addRow("of three bytes a number")
            << Change([](auto& facts) { facts.claimed.number->bytes = 3; }) << false;
        QTest::addRow("beyond the file")
            << Change([](auto& facts) { facts.offset = most; }) << false;
        QTest::addRow("of no type")
            << Change([](auto& facts) { facts.claimed.number.reset(); }) << false;
    }
    void anImageThatIsHostileIsLeftOut()
    {
        QFETCH(Change, change);
        QFETCH(bool, shown);
        auto image = test::soundContiguous("/image");
        image.claimed.shape = {64, 48, 3};
        change(image);
        const auto volume = opened({{test::soundContiguous(), image}});
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(volume->image != nullptr, shown);
    }

    void aDamagedListIsTold()
    {
        test::FakeFacts facts;
        facts.listError = Error{ErrorCode::Unreadable, "The HDF5 library crashed.", {}};
        QCOMPARE(test::errorOf(opened(facts)), QStringLiteral("The HDF5 library crashed."));
        QCOMPARE(test::errorOf(listDatasets(path(), limitsOf(facts))),
            QStringLiteral("The HDF5 library crashed."));
    }

    void aListThatEndsEarlyIsTold()
    {
        test::FakeFacts facts{{test::soundContiguous()}};
        facts.isListComplete = false;
        const auto volume = opened(facts);
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(QString::fromStdString(volume->probabilities->info().warnings.at(0)),
            QStringLiteral("Not all that x.h5 holds could be listed; it is damaged, or holds very "
                           "many objects or groups in one another."));
    }

    void aRefusedFileIsTheReason()
    {
        test::FakeFacts facts{{test::soundChunked("/elsewhere")}};
        facts.wantedFile = "/etc/passwd";
        const auto refused = QStringLiteral("x.h5 refers to the file /etc/passwd outside");
        const auto missing = test::errorOf(openVolume({path(), "/link"}, limitsOf(facts)));
        QVERIFY2(missing.startsWith(refused), qPrintable(missing));

        facts.arrays.front().liesElsewhere = true;
        facts.readError = Error{ErrorCode::Unreadable, "The part cannot be read.", {}};
        const auto volume = opened(facts);
        QCOMPARE(test::errorOf(volume), QString());
        const auto unread = errorOfReading(*volume);
        QVERIFY2(unread.startsWith(refused), qPrintable(unread));
    }

    void aMissingFileIsTheReasonWhereNothingElseIs_data()
    {
        QTest::addColumn<bool>("others");
        QTest::addColumn<QString>("says");
        QTest::addRow("nothing else")
            << false << QStringLiteral("the file none.h5, which does not exist");
        QTest::addRow("an image") << true << QStringLiteral("holds no class probabilities");
    }
    void aMissingFileIsTheReasonWhereNothingElseIs()
    {
        QFETCH(bool, others);
        QFETCH(QString, says);
        test::FakeFacts facts;
        facts.wantedFile = "none.h5";
        if (others)
            facts.arrays.push_back(test::soundChunked("/image"));
        const auto message = test::errorOf(opened(facts));
        QVERIFY2(message.contains(says), qPrintable(message));
    }

    void partsInOtherFilesAreRead()
    {
        auto facts = test::soundExternal();
        test::writeFile(beside("a.bin"), QByteArray(12'288, '\x3E'));
        const auto volume = opened({{facts}, true, {}, std::byte{0x11}});
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(firstSample(*volume), asFloat('\x3E'));
        QCOMPARE(QString::fromStdString(volume->probabilities->info().warnings.at(0)),
            QStringLiteral("x.h5 refers to the file b.bin, which does not exist; put it where x.h5 "
                           "looks for it."));
        QCOMPARE(volume->probabilities->info().storage, std::string("external files"));
    }

    void anArrayWhoseFilesAreAllMissingIsRefused()
    {
        QCOMPARE(test::errorOf(opened({{test::soundExternal()}})),
            QStringLiteral("x.h5 refers to the file a.bin, which does not exist; put it where x.h5 "
                           "looks for it."));
    }

    void aVirtualArraysMissingSourcesAreTold()
    {
        auto facts = test::soundExternal();
        facts.layout = StorageLayout::Virtual;
        facts.external.push_back({".", 0, 0});
        test::writeFile(beside("a.bin"), "there");
        const auto volume = opened({{facts}});
        QCOMPARE(test::errorOf(volume), QString());
        const auto& warnings = volume->probabilities->info().warnings;
        QCOMPARE(warnings.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(warnings.front()),
            QStringLiteral("x.h5 refers to the file b.bin, which does not exist; put it where x.h5 "
                           "looks for it. Its samples are shown as the fill value."));
    }

    void stopsWhenItIsStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto volume =
            openVolume({path(), {}}, limitsOf({{test::soundContiguous()}}), {}, stop.get_token());
        QCOMPARE(volume.error().code, ErrorCode::Cancelled);
    }

private:
    std::filesystem::path beside(const char* name) const
    {
        return test::toPath(m_folder->path()) / name;
    }
    std::filesystem::path path() const { return beside("x.h5"); }
    Result<OpenedVolume> opened(const test::FakeFacts& facts) const
    {
        return openVolume({path(), {}}, limitsOf(facts));
    }
    static QByteArray content(char byte)
    {
        auto bytes = QByteArray::fromStdString(std::string(test::hdf5Beginning));
        bytes.resize(static_cast<qsizetype>(test::soundFileBytes), byte);
        return bytes;
    }
    static float asFloat(char byte)
    {
        const std::array<char, sizeof(float)> bytes{byte, byte, byte, byte};
        float number = 0;
        std::memcpy(&number, bytes.data(), sizeof number);
        return number;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestGuidedVolume)
#include "tst_guided_volume.moc"
