// SPDX-License-Identifier: MIT
#include "core/source/reader_guides.h"

#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <filesystem>
#include <latch>
#include <numeric>
#include <thread>

#include <sys/wait.h>

using namespace tessera;
using namespace std::chrono_literals;

namespace {

// Gives one file, whatever it is called, or refuses.
class OneFile : public OtherFiles {
public:
    explicit OneFile(std::filesystem::path path)
        : m_path(std::move(path))
    {
    }

    Result<PositionedFile> open(const std::string& name) override
    {
        if (name == "forbidden")
            return fail(ErrorCode::NoPermission, "forbidden may not be opened.");
        return PositionedFile::open(m_path);
    }

private:
    std::filesystem::path m_path;
};

ReaderSettings settingsFor(const std::vector<std::string>& arguments = {})
{
    ReaderSettings settings;
    settings.program = ODD_READER;
    settings.arguments = arguments;
    return settings;
}

// Gives up soon.
ReaderSettings impatient()
{
    ReaderSettings settings = settingsFor();
    settings.deadlines.cpu = 200ms;
    settings.deadlines.wall = 400ms;
    settings.deadlines.afterStop = 20ms;
    return settings;
}

// Files that exist, with readers that do what their names say.
class Files {
public:
    std::filesystem::path path(const QString& name) const
    {
        return test::toPath(m_folder.filePath(name));
    }

    Result<std::shared_ptr<FileGuide>> open(GuideMaker& guides,
        const QString& name = QStringLiteral("tissue.h5"), const std::stop_token& stop = {}) const
    {
        test::writeFile(path(name), "content");
        auto file = PositionedFile::open(path(name));
        return guides.open(std::make_shared<const PositionedFile>(*std::move(file)),
            std::make_shared<OneFile>(path(name)), stop);
    }

private:
    QTemporaryDir m_folder;
};

Result<std::vector<std::uint64_t>> placesOf(
    FileGuide& guide, std::uint32_t array, std::size_t count)
{
    std::vector<std::uint64_t> chunks(count);
    std::iota(chunks.begin(), chunks.end(), 0);
    std::vector<ChunkPlace> places(count);
    if (auto located = guide.locate(array, chunks, places); !located)
        return std::unexpected(located.error());
    std::vector<std::uint64_t> offsets(count);
    std::ranges::transform(places, offsets.begin(), &ChunkPlace::offset);
    return offsets;
}

ArraySlab slabOfRows(std::int64_t rows)
{
    return {{0, 0, 0}, {rows, 8, 4}, {1, 1, 1}};
}

Result<> readRows(FileGuide& guide, std::uint32_t array, const std::stop_token& stop = {})
{
    std::vector<std::byte> target(8 * 8 * 4 * 4);
    return guide.readStored(array, slabOfRows(8), target, stop);
}

// What the array's own stage does, when all before went well.
QString errorAtStage(FileGuide& guide, const std::string& path)
{
    const auto facts = guide.describe(path, 0, {});
    if (!facts)
        return test::errorOf(facts);
    if (const auto located = placesOf(guide, facts->array, 3); !located)
        return test::errorOf(located);
    return test::errorOf(readRows(guide, facts->array));
}

std::ptrdiff_t openDescriptors()
{
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return std::distance(begin(all), end(all));
}

bool hasChildren()
{
    siginfo_t info{};
    return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

} // namespace

class TestReaderGuide : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_descriptors = openDescriptors();
    }
    void cleanup()
    {
        QVERIFY(!hasChildren());
        QCOMPARE(openDescriptors(), m_descriptors);
    }

    void answersWhatIsAsked()
    {
        const Files files;
        ReaderGuides guides(settingsFor());
        const auto guide = files.open(guides);
        QCOMPARE(test::errorOf(guide), QString());
        const auto listing = (*guide)->list({});
        QVERIFY(listing);
        QCOMPARE(listing->arrays.front().path, std::string("/good"));
        const auto facts = (*guide)->describe("/good", 1 << 20, {});
        QVERIFY(facts);
        QCOMPARE(facts->chunk, (std::vector<std::uint64_t>{4, 4, 4}));
        const auto places = placesOf(**guide, facts->array, 3);
        QVERIFY(places);
        QCOMPARE(*places, (std::vector<std::uint64_t>{0, 100, 200}));
        std::vector<std::byte> target(8 * 8 * 4 * 4);
        QVERIFY((*guide)->readStored(facts->array, slabOfRows(8), target, {}));
        QCOMPARE(target.back(), std::byte{1});
    }

    void manyChunksAreAskedForInBatches()
    {
        const Files files;
        ReaderGuides guides(settingsFor());
        const auto guide = files.open(guides);
        QVERIFY(guide);
        const auto facts = (*guide)->describe("/good", 0, {});
        QVERIFY(facts);
        constexpr std::size_t many = 150'000;
        const auto places = placesOf(**guide, facts->array, many);
        QVERIFY(places);
        QCOMPARE(places->back(), std::uint64_t{100 * (many - 1)});
    }

    void largeSlabsAreReadInPieces()
    {
        const Files files;
        ReaderGuides guides(settingsFor());
        const auto guide = files.open(guides);
        QVERIFY(guide);
        const auto facts = (*guide)->describe("/good", 0, {});
        QVERIFY(facts);
        constexpr std::size_t each = std::size_t{40} << 20U;
        std::vector<std::byte> target(3 * each);
        const ArraySlab slab{{4, 0}, {3, each}, {2, 1}};
        QCOMPARE(test::errorOf((*guide)->readStored(facts->array, slab, target, {})), QString());
        QCOMPARE(target[0], std::byte{5});
        QCOMPARE(target[each - 1], std::byte{5});
        QCOMPARE(target[each], std::byte{7});
        QCOMPARE(target.back(), std::byte{9});
    }

    void anArrayThatWasNotDescribedIsRefused()
    {
        const Files files;
        ReaderGuides guides(settingsFor());
        const auto guide = files.open(guides);
        QVERIFY(guide);
        QCOMPARE(placesOf(**guide, 5, 1).error().code, ErrorCode::BadArgument);
        QCOMPARE(readRows(**guide, 5).error().code, ErrorCode::BadArgument);
    }

    void everyFailureIsSaidAndTheNextRequestWorks_data()
    {
        QTest::addColumn<QString>("array");
        QTest::addColumn<QString>("message");
        const auto add = [](const char* stage, const char* how, const char* said) {
            const QString array =
                QStringLiteral("/%1-%2").arg(QString::fromUtf8(stage), QString::fromUtf8(how));
            QTest::addRow("%s: %s", stage, how) << array << QString::fromUtf8(said).arg(array);
        };
        const char* crashed =
            "The HDF5 library crashed while reading %1 in tissue.h5; the file is probably "
            "damaged.";
        const char* nonsense =
            "The HDF5 library answered nonsense while reading %1 in tissue.h5; the file is "
            "probably damaged.";
        const char* tooLong =
            "The HDF5 library took too long reading %1 in tissue.h5; the file is probably "
            "damaged.";
        const char* memory =
            "The HDF5 library needed more memory than it may have; the file is probably damaged.";
        for (const char* stage : {"describe", "locate", "read"}) {
            for (const char* how : {"crash", "exit", "kill", "half", "close"})
                add(stage, how, crashed);
            for (const char* how : {"garbage", "length", "descriptors"})
                add(stage, how, nonsense);
            add(stage, "overlimit", tooLong);
            add(stage, "memory", memory);
        }
        add("describe", "other", nonsense);
        add("locate", "other", nonsense);
        add("locate", "fewer", nonsense);
    }
    void everyFailureIsSaidAndTheNextRequestWorks()
    {
        QFETCH(QString, array);
        QFETCH(QString, message);
        const Files files;
        ReaderGuides guides(settingsFor());
        const auto guide = files.open(guides);
        QVERIFY(guide);
        const auto good = (*guide)->describe("/good", 0, {});
        QVERIFY(good);
        QCOMPARE(errorAtStage(**guide, array.toStdString()), message);
        // By the number that it had.
        QCOMPARE(test::errorOf(placesOf(**guide, good->array, 3)), QString());
        QCOMPARE(test::errorOf(readRows(**guide, good->array)), QString());
    }

    void whatTakesTooLongIsEnded_data()
    {
        QTest::addColumn<QString>("array");
        QTest::addRow("busy") << QStringLiteral("/locate-spin");
        QTest::addRow("waiting") << QStringLiteral("/locate-sleep");
    }
    void whatTakesTooLongIsEnded()
    {
        QFETCH(QString, array);
        const Files files;
        ReaderGuides guides(impatient());
        const auto guide = files.open(guides);
        QVERIFY(guide);
        QCOMPARE(errorAtStage(**guide, array.toStdString()),
            QStringLiteral("The HDF5 library took too long reading %1 in tissue.h5; the file is "
                           "probably damaged.")
                .arg(array));
        QCOMPARE(errorAtStage(**guide, "/good"), QString());
    }

    void aStopEndsTheRequestAndIsNoFault()
    {
        const Files files;
        ReaderGuides guides(settingsFor());
        const auto guide = files.open(guides);
        QVERIFY(guide);
        for (int turn = 0; turn < 6; ++turn) {
            const auto facts = (*guide)->describe("/read-sleep", 0, {});
            QVERIFY(facts);
            std::stop_source stop;
            const std::jthread stopper([&] { stop.request_stop(); });
            QCOMPARE(readRows(**guide, facts->array, stop.get_token()).error().code,
                ErrorCode::Cancelled);
        }
        QCOMPARE(errorAtStage(**guide, "/good"), QString());
    }

    void whoWaitsForItsTurnCanStop()
    {
        const Files files;
        ReaderGuides guides(settingsFor());
        const auto guide = files.open(guides);
        QVERIFY(guide);
        const auto facts = (*guide)->describe("/read-sleep", 0, {});
        QVERIFY(facts);
        std::stop_source stopFirst;
        std::stop_source stopSecond;
        const std::jthread first(
            [&] { (void)readRows(**guide, facts->array, stopFirst.get_token()); });
        const std::jthread second([&] {
            stopSecond.request_stop();
            (void)(*guide)->list(stopSecond.get_token());
            stopFirst.request_stop();
        });
    }

    void aReleaseEndsWhatIsAsked()
    {
        const Files files;
        ReaderGuides guides(settingsFor());
        const auto guide = files.open(guides);
        QVERIFY(guide);
        const auto facts = (*guide)->describe("/read-sleep", 0, {});
        QVERIFY(facts);
        Result<> read;
        {
            const std::jthread reader([&] { read = readRows(**guide, facts->array); });
            (*guide)->release();
        }
        QCOMPARE(test::errorOf(read),
            QStringLiteral("tissue.h5 was closed to be read again; reload it."));
        QCOMPARE(test::errorOf((*guide)->list({})),
            QStringLiteral("tissue.h5 was closed to be read again; reload it."));
    }

    void afterTooManyCrashesNothingIsStarted()
    {
        const Files files;
        ReaderGuides guides(settingsFor());
        const auto guide = files.open(guides);
        QVERIFY(guide);
        for (int turn = 0; turn < 4; ++turn)
            QVERIFY(errorAtStage(**guide, "/describe-crash").contains(QStringLiteral("crashed")));
        QCOMPARE(errorAtStage(**guide, "/good"),
            QStringLiteral("The HDF5 library failed too often while reading tissue.h5; the file "
                           "is probably damaged. Open it again to go on."));
        // Of one file only.
        const auto other = files.open(guides, QStringLiteral("other.h5"));
        QVERIFY(other);
        QCOMPARE(errorAtStage(**other, "/good"), QString());
    }

    void aHangCountsTwice()
    {
        const Files files;
        ReaderGuides guides(impatient());
        const auto guide = files.open(guides);
        QVERIFY(guide);
        for (int turn = 0; turn < 2; ++turn)
            QVERIFY(errorAtStage(**guide, "/describe-spin").contains(QStringLiteral("too long")));
        QVERIFY(errorAtStage(**guide, "/good").contains(QStringLiteral("too often")));
    }

    void anArrayThatChangesIsNotBelieved()
    {
        const Files files;
        ReaderGuides guides(settingsFor());
        const auto guide = files.open(guides);
        QVERIFY(guide);
        const auto facts = (*guide)->describe("/changes", 0, {});
        QVERIFY(facts);
        QVERIFY(!(*guide)->describe("/describe-crash", 0, {}));
        QCOMPARE(test::errorOf(placesOf(**guide, facts->array, 1)),
            QStringLiteral("/changes in tissue.h5 is not what it was when the file was opened; "
                           "open the file again."));
    }

    void aFailureWhileItIsOpenedIsSaid_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("message");
        QTest::addRow("refused") << QStringLiteral("refused")
                                 << QStringLiteral("refused is damaged.");
        QTest::addRow("crash") << QStringLiteral("open-crash")
                               << QStringLiteral("The HDF5 library crashed while reading "
                                                 "open-crash; the file is probably damaged.");
        QTest::addRow("memory") << QStringLiteral("open-memory")
                                << QStringLiteral("The HDF5 library needed more memory than it "
                                                  "may have; the file is probably damaged.");
    }
    void aFailureWhileItIsOpenedIsSaid()
    {
        QFETCH(QString, name);
        QFETCH(QString, message);
        const Files files;
        ReaderGuides guides(settingsFor());
        QCOMPARE(test::errorOf(files.open(guides, name)), message);
    }

    void aProgramThatIsNotOursIsSaidSo_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<QString>("message");
        const auto absent = QStringLiteral("The program tessera-reader, which reads HDF5 files, "
                                           "does not start; install Tessera again.");
        const auto other = QStringLiteral("The program tessera-reader, which reads HDF5 files, is "
                                          "of another version; install Tessera again.");
        QTest::addRow("exit") << QStringLiteral("exit") << absent;
        QTest::addRow("crash") << QStringLiteral("crash") << absent;
        QTest::addRow("silence") << QStringLiteral("sleep") << absent;
        QTest::addRow("garbage") << QStringLiteral("garbage") << other;
        QTest::addRow("another version") << QStringLiteral("version") << other;
    }
    void aProgramThatIsNotOursIsSaidSo()
    {
        QFETCH(QString, how);
        QFETCH(QString, message);
        const Files files;
        ReaderSettings settings = impatient();
        settings.arguments = {"--hello=" + how.toStdString()};
        ReaderGuides guides(settings);
        QCOMPARE(test::errorOf(files.open(guides)), message);
    }

    void aMissingProgramIsNamed()
    {
        const Files files;
        ReaderSettings settings;
        settings.program = "/nowhere/tessera-reader";
        ReaderGuides guides(settings);
        guides.warmUp();
        const auto guide = files.open(guides);
        QVERIFY(!guide);
        QVERIFY(test::errorOf(guide).contains(QStringLiteral("tessera-reader")));
    }

    void aCancelledReplyIsNotBelieved()
    {
        const Files files;
        ReaderGuides guides(settingsFor());
        const auto guide = files.open(guides);
        QVERIFY(guide);
        QCOMPARE((*guide)->describe("/cancelled", 0, {}).error().code, ErrorCode::Malformed);
    }

    void otherFilesAreOpenedByUs()
    {
        const Files files;
        ReaderGuides guides(settingsFor());
        const auto guide = files.open(guides);
        QVERIFY(guide);
        const auto facts = (*guide)->describe("/file:part.raw", 0, {});
        QCOMPARE(test::errorOf(facts), QString());
        QCOMPARE(facts->fileBytes, std::uint64_t{7});
        QCOMPARE(facts->fill, (std::vector<std::byte>{std::byte{'c'}}));
        QCOMPARE(test::errorOf((*guide)->describe("/file:forbidden", 0, {})),
            QStringLiteral("forbidden may not be opened."));
    }

    void pluginsComeWhereTheyAreNeeded()
    {
        const Files files;
        ReaderGuides guides(settingsFor());
        const auto guide = files.open(guides);
        QVERIFY(guide);
        const auto good = (*guide)->describe("/good", 0, {});
        const auto packed = (*guide)->describe("/packed", 0, {});
        QVERIFY(good && packed);
        QVERIFY(packed->filters.front().isAvailable);
        QCOMPARE(test::errorOf(placesOf(**guide, good->array, 1)), QString());
        QCOMPARE(test::errorOf(readRows(**guide, packed->array)), QString());
    }

    void withoutPluginsTheArrayIsDescribedAllTheSame()
    {
        const Files files;
        ReaderGuides guides(settingsFor({"--hello=plugins"}));
        const auto guide = files.open(guides);
        QVERIFY(guide);
        const auto packed = (*guide)->describe("/packed", 0, {});
        QVERIFY(packed);
        QVERIFY(!packed->filters.front().isAvailable);
    }

    void manyFilesAreOpenAtOnce()
    {
        const Files files;
        ReaderGuides guides(settingsFor());
        std::vector<std::shared_ptr<FileGuide>> open;
        for (int i = 0; i < 20; ++i) {
            auto guide = files.open(guides, QStringLiteral("%1.h5").arg(i));
            QVERIFY(guide);
            open.push_back(*std::move(guide));
        }
        for (const auto& guide : open)
            QCOMPARE(errorAtStage(*guide, "/good"), QString());
    }

    void aSpareProcessIsUsedOnce()
    {
        const Files files;
        ReaderGuides guides(settingsFor());
        guides.warmUp();
        guides.warmUp();
        const auto first = files.open(guides);
        const auto second = files.open(guides);
        QVERIFY(first && second);
        QCOMPARE(errorAtStage(**first, "/good"), QString());
        QCOMPARE(errorAtStage(**second, "/good"), QString());
    }

    void itsSandboxIsReported()
    {
        ReaderGuides guides(settingsFor());
        const auto hello = guides.hello();
        QVERIFY(hello);
        QCOMPARE(sandboxText(*hello), std::string("Landlock ABI 1; not: seccomp (a test)"));
        QCOMPARE(guides.hello()->version, std::string(TESSERA_VERSION));
    }

    void manyThreadsAskAtOnce()
    {
        const Files files;
        ReaderGuides guides(settingsFor());
        const auto guide = files.open(guides);
        QVERIFY(guide);
        const auto facts = (*guide)->describe("/good", 0, {});
        QVERIFY(facts);
        std::atomic<int> failures = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&] {
                    for (int turn = 0; turn < 50; ++turn)
                        failures +=
                            placesOf(**guide, facts->array, 10) && readRows(**guide, facts->array)
                            ? 0
                            : 1;
                });
        }
        QCOMPARE(failures.load(), 0);
    }

private:
    std::ptrdiff_t m_descriptors = 0;
};

QTEST_APPLESS_MAIN(TestReaderGuide)
#include "tst_reader_guide.moc"
