// SPDX-License-Identifier: MIT
// A file that another program is writing opens, and opened again shows what was flushed.
#include "core/source/open_source.h"

#include "tests/support/hdf5_writer.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <memory>

using namespace tessera;

namespace {

constexpr std::int64_t columns = 6;

float valueAt(const OpenedVolume& volume, std::int64_t row)
{
    ReadScratch scratch;
    const auto samples = volume.probabilities->read({{}, row, 0, 1, columns}, scratch, {});
    return samples ? *samples->view.row<float>(0) : std::nanf("");
}

} // namespace

class TestBeingWritten : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_writer =
            std::make_unique<test::Hdf5Writer>(path(), std::vector<std::uint64_t>{4, 6, 2}, 0.25F);
    }
    void cleanup() { m_writer.reset(); }

    void opensMeanwhile()
    {
        const auto volume = openVolume({path(), {}}, megabytes(50));
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(volume->probabilities->info().plane.rows, 4);
        QCOMPARE(valueAt(*volume, 3), 0.25F);
    }

    void whatIsOverwrittenIsSeenWhenItIsOpenedAgain()
    {
        const auto before = openVolume({path(), {}}, megabytes(50));
        QCOMPARE(test::errorOf(before), QString());
        m_writer->overwrite(0.75F);
        const auto after = openVolume({path(), {}}, megabytes(50));
        QCOMPARE(test::errorOf(after), QString());
        QCOMPARE(valueAt(*after, 3), 0.75F);
    }

    void whatIsAddedIsSeenWhenItIsOpenedAgain()
    {
        const auto before = openVolume({path(), {}}, megabytes(50));
        QCOMPARE(test::errorOf(before), QString());
        m_writer->grow(9, 0.5F);
        const auto after = openVolume({path(), {}}, megabytes(50));
        QCOMPARE(test::errorOf(after), QString());
        QCOMPARE(after->probabilities->info().plane.rows, 9);
        QCOMPARE(valueAt(*after, 8), 0.5F);
        QCOMPARE(valueAt(*after, 3), 0.25F);
    }

private:
    std::filesystem::path path() const
    {
        return test::toPath(m_folder->filePath(QStringLiteral("live.h5")));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::Hdf5Writer> m_writer;
};

QTEST_GUILESS_MAIN(TestBeingWritten)
#include "tst_being_written.moc"
