// SPDX-License-Identifier: MIT
// A process that may open no more files says so, and goes on when some are closed.
#include "core/source/open_source.h"

#include "tests/support/hdf5_array.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <sys/resource.h>
#include <vector>

using namespace tessera;

namespace {

constexpr rlim_t fewFiles = 48; // of which the test itself needs some
constexpr rlim_t mostOfOneVolume = 6; // descriptors: which of them is the first too many differs
constexpr std::size_t patience = 100;

// Lowers the limit of this process for as long as it lives.
class FewFiles {
public:
    explicit FewFiles(rlim_t most)
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        rlimit few = m_before;
        few.rlim_cur = most;
        ::setrlimit(RLIMIT_NOFILE, &few);
    }
    FewFiles(const FewFiles&) = delete;
    FewFiles& operator=(const FewFiles&) = delete;
    ~FewFiles() { ::setrlimit(RLIMIT_NOFILE, &m_before); }

private:
    rlimit m_before{};
};

// Opens the volume again and again; what the attempt that failed said.
QString openUntilItFails(const std::filesystem::path& path, std::vector<OpenedVolume>& opened)
{
    while (opened.size() < patience) {
        auto volume = openVolume({path, {}}, megabytes(50));
        if (!volume)
            return test::errorOf(volume);
        opened.push_back(*std::move(volume));
    }
    return {};
}

} // namespace

class TestDescriptorLimit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void tooManyFilesAreSaidSo_data()
    {
        QTest::addColumn<bool>("isText");
        QTest::addColumn<quint64>("most");
        for (rlim_t most = fewFiles; most < fewFiles + mostOfOneVolume; ++most) {
            QTest::addRow("HDF5, %d files", int(most)) << false << quint64(most);
            QTest::addRow("text, %d files", int(most)) << true << quint64(most);
        }
    }
    void tooManyFilesAreSaidSo()
    {
        QFETCH(bool, isText);
        QFETCH(quint64, most);
        const auto path = isText ? textVolume() : arrayVolume();
        std::vector<OpenedVolume> opened;
        opened.reserve(patience);
        // UBSan needs a descriptor when it meets a class first.
        QVERIFY(!openVolume({path / "none", {}}, megabytes(50)));
        QVERIFY(openVolume({path, {}}, megabytes(50)));
        const FewFiles limit(most);
        const QString sentence = openUntilItFails(path, opened);
        QVERIFY2(
            sentence.contains(QStringLiteral("too many files are open")), qPrintable(sentence));
        QVERIFY(!opened.empty());
        ReadScratch scratch;
        QCOMPARE(test::errorOf(opened.back().probabilities->read({{}, 0, 0, 2, 3}, scratch, {})),
            QString()); // what is open is not disturbed
        opened.pop_back();
        opened.pop_back();
        QCOMPARE(test::errorOf(openVolume({path, {}}, megabytes(50))), QString());
    }

private:
    std::filesystem::path arrayVolume() const
    {
        const auto path = test::toPath(m_folder->filePath(QStringLiteral("some.h5")));
        test::writeHdf5Array(path, {.shape = {20, 30, 2}});
        return path;
    }
    std::filesystem::path textVolume() const
    {
        const auto folder = test::toPath(m_folder->path());
        for (const char* name : {"0.csv", "1.csv"})
            test::writeFile(folder / name, QByteArray("0.25 0.5 0.75\n").repeated(4));
        return folder;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestDescriptorLimit)
#include "tst_descriptor_limit.moc"
