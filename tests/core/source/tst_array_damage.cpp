// SPDX-License-Identifier: MIT
// What a damaged or changing file does to reads, and how chunks are shared among them.
#include "core/source/chunk_cache.h"
#include "core/source/open_source.h"
#include "tests/support/hdf5_array.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace tessera;
using test::Hdf5ArraySpec;

Q_DECLARE_METATYPE(Hdf5ArraySpec)

namespace {

constexpr ByteCount enough = megabytes(100);

// Four chunks, one below the other.
const Hdf5ArraySpec fourChunks{.shape = {64, 64, 4}, .chunk = {16, 64, 4}};

Hdf5ArraySpec filtered(const Hdf5ArraySpec& spec, const std::vector<std::string>& filters)
{
    auto changed = spec;
    changed.filters = filters;
    return changed;
}

} // namespace

class TestArrayDamage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void aDamagedChunkHurtsOnlyItsReads_data()
    {
        QTest::addColumn<QStringList>("filters");
        QTest::addRow("deflate") << QStringList{QStringLiteral("deflate")};
        QTest::addRow("fletcher32") << QStringList{QStringLiteral("fletcher32")};
        QTest::addRow("both") << QStringList{
            QStringLiteral("deflate"), QStringLiteral("fletcher32")};
    }
    void aDamagedChunkHurtsOnlyItsReads()
    {
        QFETCH(QStringList, filters);
        std::vector<std::string> names;
        for (const QString& name : filters)
            names.push_back(name.toStdString());
        test::writeHdf5Array(path(), filtered(fourChunks, names));
        auto bytes = test::fileBytes(path());
        bytes.replace(bytes.size() - 200, 64, QByteArray(64, '\xAA'));
        test::writeFile(path(), bytes);
        const auto volume = openVolume({path(), {}}, enough);
        QCOMPARE(test::errorOf(volume), QString());
        ReadScratch scratch;
        const auto& source = *volume->probabilities;
        const auto damaged = source.read({{}, 48, 0, 16, 64, 1}, scratch, {});
        QVERIFY(!damaged);
        QCOMPARE(damaged.error().code, ErrorCode::Malformed);
        QVERIFY(test::errorOf(damaged).startsWith(
            QStringLiteral("The chunk at 48, 0, 0 of /probabilities in x.h5 cannot be read: it")));
        QCOMPARE(test::errorOf(source.read({{}, 0, 0, 48, 64, 1}, scratch, {})), QString());
    }

    void aFileCutOffLaterFailsPolitely_data()
    {
        QTest::addColumn<Hdf5ArraySpec>("spec");
        QTest::addRow("contiguous") << Hdf5ArraySpec{.shape = {64, 64, 4}};
        QTest::addRow("chunks") << fourChunks;
        QTest::addRow("chunks, deflate") << filtered(fourChunks, {"deflate"});
    }
    void aFileCutOffLaterFailsPolitely()
    {
        QFETCH(Hdf5ArraySpec, spec);
        test::writeHdf5Array(path(), spec);
        const auto volume = openVolume({path(), {}}, enough);
        QCOMPARE(test::errorOf(volume), QString());
        std::filesystem::resize_file(path(), std::filesystem::file_size(path()) / 2);
        ReadScratch scratch;
        const auto& source = *volume->probabilities;
        QCOMPARE(test::errorOf(source.read({{}, 0, 0, 16, 64, 1}, scratch, {})), QString());
        const auto cut = source.read({{}, 48, 0, 16, 64, 1}, scratch, {});
        QVERIFY(!cut);
        QVERIFY(test::errorOf(cut).startsWith(QStringLiteral("x.h5 was changed by another")));
    }

    void aFileThatIsRemovedLaterIsStillRead()
    {
        test::writeHdf5Array(path(), fourChunks);
        const auto volume = openVolume({path(), {}}, enough);
        QCOMPARE(test::errorOf(volume), QString());
        std::filesystem::remove(path());
        ReadScratch scratch;
        const auto samples = volume->probabilities->read({{}, 0, 0, 64, 64, 1}, scratch, {});
        QCOMPARE(test::errorOf(samples), QString());
    }

    void readsFailAfterRelease_data()
    {
        QTest::addColumn<Hdf5ArraySpec>("spec");
        QTest::addRow("contiguous") << Hdf5ArraySpec{.shape = {64, 64, 4}};
        QTest::addRow("chunks") << fourChunks;
        QTest::addRow("compact") << Hdf5ArraySpec{.shape = {8, 8, 4}, .isCompact = true};
        QTest::addRow("never written") << Hdf5ArraySpec{.shape = {8, 8, 4}, .writtenTo = 0};
    }
    void readsFailAfterRelease()
    {
        QFETCH(Hdf5ArraySpec, spec);
        test::writeHdf5Array(path(), spec);
        const auto volume = openVolume({path(), {}}, enough);
        QCOMPARE(test::errorOf(volume), QString());
        volume->probabilities->release();
        ReadScratch scratch;
        QCOMPARE(test::errorOf(volume->probabilities->read({{}, 0, 0, 8, 8, 1}, scratch, {})),
            QStringLiteral("x.h5 was closed to be read again; reload it."));
    }

    void whatOneReadNeedsAloneIsNotKept()
    {
        test::writeHdf5Array(path(), filtered(fourChunks, {"deflate"}));
        const auto cache = std::make_shared<ChunkCache>(enough);
        OpenLimits limits{enough, cache};
        limits.reading = {parseAxes("yxc"), ValueScale()}; // no sample is looked at
        const auto volume = openVolume({path(), {}}, limits);
        QCOMPARE(test::errorOf(volume), QString());
        ReadScratch scratch;
        QVERIFY(volume->probabilities->read({{}, 16, 0, 32, 64, 1}, scratch, {}));
        QCOMPARE(cache->decoded(), 0U);
        QCOMPARE(cache->held(), ByteCount{0});
    }

    void whatNeighboursNeedIsDecodedOnce()
    {
        test::writeHdf5Array(path(), filtered(fourChunks, {"deflate"}));
        const auto cache = std::make_shared<ChunkCache>(enough);
        const auto volume = openVolume({path(), {}}, {enough, cache});
        QCOMPARE(test::errorOf(volume), QString());
        ReadScratch scratch;
        for (std::int64_t row = 0; row < 60; row += 5)
            QVERIFY(volume->probabilities->read({{}, row, 0, 5, 64, 1}, scratch, {}));
        QCOMPARE(cache->decoded(), 4U);
        volume->probabilities->release();
        QCOMPARE(cache->held(), ByteCount{0});
    }

    void threadsShareAChunk()
    {
        test::writeHdf5Array(path(), filtered(fourChunks, {"deflate"}));
        const auto cache = std::make_shared<ChunkCache>(enough);
        OpenLimits limits{enough, cache};
        limits.reading = {parseAxes("yxc"), ValueScale()}; // no sample is looked at
        const auto volume = openVolume({path(), {}}, limits);
        QCOMPARE(test::errorOf(volume), QString());
        {
            const auto readHalf = [&](std::int64_t column) {
                ReadScratch scratch;
                (void)volume->probabilities->read({{}, 0, column, 16, 32, 1}, scratch, {});
            };
            const std::jthread left(readHalf, 0);
            const std::jthread right(readHalf, 32);
        }
        QCOMPARE(cache->decoded(), 1U);
    }

    void aPartOfOneChunkIsShownWithoutACopy()
    {
        test::writeHdf5Array(path(), filtered(fourChunks, {"deflate"}));
        const auto volume = openVolume({path(), {}}, enough);
        QCOMPARE(test::errorOf(volume), QString());
        ReadScratch scratch;
        const auto samples = volume->probabilities->read({{}, 3, 7, 2, 5, 1}, scratch, {});
        QCOMPARE(test::errorOf(samples), QString());
        QVERIFY(samples->owner != nullptr);
        QCOMPARE(scratch.samples.size(), std::size_t{0});
    }

private:
    std::filesystem::path path() const
    {
        return test::toPath(m_folder->filePath(QStringLiteral("x.h5")));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestArrayDamage)
#include "tst_array_damage.moc"
