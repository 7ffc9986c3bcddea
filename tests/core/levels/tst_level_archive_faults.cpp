// SPDX-License-Identifier: MIT
// The disk cache where its folder, its files or the disk are not as they should be.
#include "core/levels/archive_files.h"
#include "core/levels/level_archive.h"
#include "tests/support/cells.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <functional>
#include <memory>
#include <string>
#include <sys/fsuid.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

using namespace tessera;
namespace fs = std::filesystem;

namespace {

using Spoil = std::function<void(const fs::path&)>; // gets the file of the cell

const std::string plane = "plane";
constexpr CellPosition position{3, 0, 0};
constexpr uid_t nobody = 65534;

Spoil resized(std::uintmax_t bytes)
{
    return [bytes](const fs::path& file) { fs::resize_file(file, bytes); };
}

Spoil resizedBy(int bytes)
{
    return [bytes](const fs::path& file) {
        fs::resize_file(file, fs::file_size(file) + static_cast<std::uintmax_t>(bytes));
    };
}

Spoil flipped(qsizetype at)
{
    return [at](const fs::path& file) {
        QByteArray bytes = test::fileBytes(file);
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
        test::writeFile(file, bytes);
    };
}

Spoil linkedTo(const fs::path& target)
{
    return [target](const fs::path& file) {
        fs::remove(file);
        fs::create_symlink(target, file);
    };
}

void becomeAFolder(const fs::path& file)
{
    fs::remove(file);
    fs::create_directory(file);
}

void becomeAPipe(const fs::path& file)
{
    fs::remove(file);
    if (::mkfifo(file.c_str(), S_IRWXU) != 0)
        qFatal("no pipe can be made");
}

// Files may not grow beyond this, as on a full disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

Q_DECLARE_METATYPE(Spoil)

class TestLevelArchiveFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_lines.clear();
        m_temporary = std::make_unique<QTemporaryDir>();
        QVERIFY(m_temporary->isValid());
        m_folder = test::toPath(m_temporary->filePath(QStringLiteral("levels")));
        m_file = m_folder / planeFolderName(plane) / cellFileName(position);
        m_cell = test::makeCell({.shape = {30, 50}});
    }

    void whatIsNotSoundIsRemovedAndMadeAnew_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addRow("cut short") << resizedBy(-1);
        QTest::addRow("longer") << resizedBy(1);
        QTest::addRow("empty") << resized(0);
        QTest::addRow("huge") << resized(std::uintmax_t{1} << 40U);
        QTest::addRow("another format") << flipped(0);
        QTest::addRow("another version") << flipped(8);
        QTest::addRow("other flags") << flipped(13);
        QTest::addRow("a flipped bit of the name") << flipped(73);
        QTest::addRow("a flipped bit of the means") << flipped(1000);
        QTest::addRow("a folder") << Spoil(becomeAFolder);
        QTest::addRow("a pipe") << Spoil(becomeAPipe);
        QTest::addRow("a link that leads nowhere") << linkedTo("/nowhere");
        QTest::addRow("a link that leads to itself") << linkedTo(cellFileName(position));
        QTest::addRow("a link to a device") << linkedTo("/dev/zero");
    }
    void whatIsNotSoundIsRemovedAndMadeAnew()
    {
        QFETCH(Spoil, spoil);
        const auto cache = archive();
        cache->save(plane, position, *m_cell);
        spoil(m_file);
        QVERIFY(!load(*cache));
        QVERIFY(!fs::exists(fs::symlink_status(m_file)));
        cache->save(plane, position, *m_cell);
        QVERIFY(load(*cache));
        QVERIFY(m_lines.empty());
    }

    void whatALinkPointsAtIsNotReplaced()
    {
        const auto cache = archive();
        const fs::path precious = test::toPath(m_temporary->filePath(QStringLiteral("thesis")));
        test::writeFile(precious, "precious");
        fs::create_directories(m_file.parent_path());
        fs::create_symlink(precious, m_file);
        cache->save(plane, position, *m_cell);
        QCOMPARE(test::fileBytes(precious), QByteArray("precious"));
        QVERIFY(load(*cache));
    }

    void aFullFolderOfThatNameCostsOnlyItsCell()
    {
        const auto cache = archive();
        fs::create_directories(m_file);
        test::writeFile(m_file / "thesis", "precious");
        cache->save(plane, position, *m_cell);
        QVERIFY(!load(*cache));
        QVERIFY(fs::exists(m_file / "thesis"));
        cache->save(plane, {3, 0, 1}, *m_cell);
        QVERIFY(cache->holds(plane, {3, 0, 1}));
        QVERIFY(m_lines.empty());
    }

    void aFullDiskIsSaidOnceAndLeavesNothing()
    {
        const auto cache = archive();
        cache->save(plane, {3, 0, 1}, *m_cell);
        {
            const FileSizeLimit full(1000);
            for (int turn = 0; turn < 3; ++turn)
                cache->save(plane, position, *m_cell);
        }
        QCOMPARE(m_lines.size(), std::size_t{1});
        QVERIFY2(m_lines.front().starts_with("Overviews of large planes are not kept in \""),
            m_lines.front().c_str());
        QVERIFY(m_lines.front().find('\n') == std::string::npos);
        QVERIFY(!cache->isWriting());
        QCOMPARE(std::distance(fs::directory_iterator(m_file.parent_path()), {}), 1);
        cache->save(plane, position, *m_cell); // stays off
        QVERIFY(!cache->holds(plane, position));
        QVERIFY(cache->load(plane, {3, 0, 1}, m_cell->shape, m_cell->classes)); // is still read
        cache->clear();
        QVERIFY(cache->isWriting()); // there may be room now
    }

    void aFolderThatMayNotBeWrittenIsSaidOnceAndRead()
    {
        if (::geteuid() != 0)
            QSKIP("nobody may look into a private folder");
        archive()->save(plane, {3, 0, 1}, *m_cell);
        constexpr auto readOnly = fs::perms{0555};
        for (const fs::path& folder :
            {test::toPath(m_temporary->path()), m_folder, m_file.parent_path()})
            fs::permissions(folder, readOnly);
        const auto cache = archive();
        ::setfsuid(nobody); // root may write everywhere
        cache->save(plane, position, *m_cell);
        cache->save("another plane", position, *m_cell);
        const CellPtr back = cache->load(plane, {3, 0, 1}, m_cell->shape, m_cell->classes);
        ::setfsuid(::geteuid());
        fs::permissions(test::toPath(m_temporary->path()), fs::perms::owner_all);
        QCOMPARE(m_lines.size(), std::size_t{1});
        QVERIFY(back);
    }

    void aFolderThatCannotBeMadeIsSaidOnce_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addRow("below a file") << QStringLiteral("file/levels");
        QTest::addRow("a file") << QStringLiteral("file");
        QTest::addRow("below a link that leads nowhere") << QStringLiteral("link/levels");
        QTest::addRow("too long a name") << QString(300, QLatin1Char('x'));
    }
    void aFolderThatCannotBeMadeIsSaidOnce()
    {
        QFETCH(QString, folder);
        test::writeFile(test::toPath(m_temporary->filePath(QStringLiteral("file"))), "x");
        fs::create_symlink(
            "/nowhere/at/all", test::toPath(m_temporary->filePath(QStringLiteral("link"))));
        m_folder = test::toPath(m_temporary->filePath(folder));
        const auto cache = archive();
        cache->save(plane, position, *m_cell);
        cache->save(plane, position, *m_cell);
        QCOMPARE(m_lines.size(), std::size_t{1});
        QVERIFY(!load(*cache));
        QCOMPARE(cache->held(), ByteCount{});
    }

    void noFolderIsSaidOnce()
    {
        m_folder.clear();
        const auto cache = archive();
        cache->save(plane, position, *m_cell);
        cache->save(plane, position, *m_cell);
        QCOMPARE(m_lines.size(), std::size_t{1});
        QVERIFY(!load(*cache));
        QVERIFY(!cache->holds(plane, position));
        QCOMPARE(cache->held(), ByteCount{});
        cache->clear();
    }

    void aFolderThatIsRemovedIsMadeAgain()
    {
        const auto cache = archive();
        cache->save(plane, position, *m_cell);
        fs::remove_all(m_folder);
        QVERIFY(!load(*cache));
        QVERIFY(!cache->holds(plane, position));
        cache->save(plane, position, *m_cell);
        QVERIFY(load(*cache));
        QVERIFY(m_lines.empty());
    }

    void aLinkedFolderOfAPlaneIsLeftAlone()
    {
        const auto cache = archive();
        const fs::path elsewhere = test::toPath(m_temporary->filePath(QStringLiteral("elsewhere")));
        fs::create_directories(m_folder);
        fs::create_directory(elsewhere);
        test::writeFile(elsewhere / cellFileName(position), "precious");
        fs::create_directory_symlink(elsewhere, m_folder / planeFolderName("a third plane"));
        cache->clear();
        QVERIFY(fs::exists(elsewhere / cellFileName(position)));
    }

private:
    std::shared_ptr<LevelArchive> archive()
    {
        return LevelArchive::create({m_folder, megabytes(100),
            [this](const std::string& line) { m_lines.push_back(line); }});
    }
    CellPtr load(LevelArchive& from) const
    {
        return from.load(plane, position, m_cell->shape, m_cell->classes);
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_folder;
    fs::path m_file;
    CellPtr m_cell;
    std::vector<std::string> m_lines; // of the log
};

QTEST_GUILESS_MAIN(TestLevelArchiveFaults)
#include "tst_level_archive_faults.moc"
