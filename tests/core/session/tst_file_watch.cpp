// SPDX-License-Identifier: MIT
// What other programs do to the files of a volume is told, once, and as what it is.
#include "core/session/file_watch.h"

#include "core/session/folder_notices.h"
#include "core/source/file_version.h"
#include "tests/support/test_support.h"

#include <QSocketNotifier>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <functional>
#include <memory>
#include <unistd.h>

using namespace tessera;

using Deed = std::function<void(const std::filesystem::path&)>; // to a file
Q_DECLARE_METATYPE(Deed)
Q_DECLARE_METATYPE(tessera::FileChange)

namespace {

VolumeInfo infoOf(const std::filesystem::path& path)
{
    VolumeInfo info;
    info.path = path;
    info.version = versionOf(*filesOfVolume(path)).value();
    return info;
}

void append(const std::filesystem::path& path)
{
    test::writeFile(path, test::fileBytes(path) + "more");
}

void cut(const std::filesystem::path& path)
{
    std::filesystem::resize_file(path, 2);
}

void touch(const std::filesystem::path& path)
{
    using namespace std::chrono_literals;
    std::filesystem::last_write_time(path, std::filesystem::last_write_time(path) + 1s);
}

void replaceFile(const std::filesystem::path& path)
{
    const auto other = path.parent_path() / "other";
    test::writeFile(other, test::fileBytes(path));
    std::filesystem::rename(other, path);
}

void deleteFile(const std::filesystem::path& path)
{
    std::filesystem::remove(path);
}

void forbid(const std::filesystem::path& path)
{
    std::filesystem::permissions(path, std::filesystem::perms::none);
}

} // namespace

class TestFileWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        test::writeFile(path(), "0123456789");
    }

    void nothingIsNewAtFirst()
    {
        FileWatch watch(infoOf(path()));
        QVERIFY(!watch.look());
    }

    void eachDeedIsToldOnce_data()
    {
        QTest::addColumn<Deed>("deed");
        QTest::addColumn<FileChange>("change");
        QTest::addRow("appended") << Deed(append) << FileChange::Changed;
        QTest::addRow("cut short") << Deed(cut) << FileChange::Changed;
        QTest::addRow("touched") << Deed(touch) << FileChange::Changed;
        QTest::addRow("replaced") << Deed(replaceFile) << FileChange::Replaced;
        QTest::addRow("deleted") << Deed(deleteFile) << FileChange::Deleted;
    }
    void eachDeedIsToldOnce()
    {
        QFETCH(Deed, deed);
        QFETCH(FileChange, change);
        FileWatch watch(infoOf(path()));
        deed(path());
        const auto news = watch.look();
        QVERIFY(news);
        QCOMPARE(news->change, change);
        QVERIFY(!watch.look());
    }

    void lostPermissionIsTold()
    {
        if (::geteuid() == 0)
            QSKIP("root may read everything");
        FileWatch watch(infoOf(path()));
        forbid(path());
        const auto news = watch.look();
        QVERIFY(news);
        QCOMPARE(news->change, FileChange::Unreadable);
        QCOMPARE(news->error.code, ErrorCode::NoPermission);
    }

    void anotherFileAfterADeletionIsAReplacement()
    {
        const auto kept = path().parent_path() / "kept"; // so that its number is not used again
        FileWatch watch(infoOf(path()));
        std::filesystem::rename(path(), kept);
        QCOMPARE(watch.look()->change, FileChange::Deleted);
        test::writeFile(path(), "0123456789");
        const auto news = watch.look();
        QVERIFY(news);
        QCOMPARE(news->change, FileChange::Replaced);
        QVERIFY(news->isWorthReading());
    }

    void aFileThatComesBackIsTold() // as when its share is connected again
    {
        const auto away = path().parent_path() / "away";
        FileWatch watch(infoOf(path()));
        std::filesystem::rename(path(), away);
        const auto gone = watch.look();
        QCOMPARE(gone->change, FileChange::Deleted);
        QVERIFY2(
            gone->error.message.find("some.h5") != std::string::npos, gone->error.message.c_str());
        std::filesystem::rename(away, path());
        const auto news = watch.look();
        QVERIFY(news);
        QCOMPARE(news->change, FileChange::Returned);
        QVERIFY(!news->isWorthReading());
    }

    void everyWritingIsNews()
    {
        FileWatch watch(infoOf(path()));
        append(path());
        QCOMPARE(watch.look()->change, FileChange::Changed);
        append(path());
        QCOMPARE(watch.look()->change, FileChange::Changed);
    }

    void aFolderOfTextFilesIsOneVolume_data()
    {
        QTest::addColumn<Deed>("deed");
        QTest::addColumn<FileChange>("change");
        QTest::addRow("one is written") << Deed(append) << FileChange::Changed;
        QTest::addRow("one is replaced") << Deed(replaceFile) << FileChange::Replaced;
        QTest::addRow("one is deleted") << Deed(deleteFile) << FileChange::Deleted;
    }
    void aFolderOfTextFilesIsOneVolume()
    {
        QFETCH(Deed, deed);
        QFETCH(FileChange, change);
        const auto folder = path().parent_path() / "classes";
        std::filesystem::create_directory(folder);
        for (const char* name : {"0.csv", "1.csv", "2.csv"})
            test::writeFile(folder / name, "1 2 3\n");
        FileWatch watch(infoOf(folder));
        QVERIFY(!watch.look());
        deed(folder / "1.csv");
        const auto news = watch.look();
        QVERIFY(news);
        QCOMPARE(news->change, change);
    }

    void noticesComeForTheFile_data()
    {
        QTest::addColumn<Deed>("deed");
        for (const auto& [name, deed] : {std::pair{"written", Deed(append)},
                 std::pair{"replaced", Deed(replaceFile)}, std::pair{"deleted", Deed(deleteFile)}})
            QTest::addRow("%s", name) << deed;
    }
    void noticesComeForTheFile()
    {
        QFETCH(Deed, deed);
        FolderNotices notices(path().parent_path());
        if (notices.descriptor() < 0)
            QSKIP("this system tells nothing of folders");
        QVERIFY(!notices.take("some.h5"));
        bool isTold = false;
        const QSocketNotifier notifier(notices.descriptor(), QSocketNotifier::Read);
        QObject::connect(&notifier, &QSocketNotifier::activated, this,
            [&] { isTold = notices.take("some.h5") || isTold; });
        deed(path());
        QTRY_VERIFY(isTold);
    }

    void whatHappensToOthersIsNoNotice()
    {
        FolderNotices notices(path().parent_path());
        test::writeFile(path().parent_path() / "some.h5.txt", "x");
        QVERIFY(!notices.take("some.h5"));
        test::writeFile(path().parent_path() / "some.txt", "x");
        QVERIFY(notices.descriptor() < 0 || notices.take({}));
    }

    void aFolderThatIsNotThereTellsNothing()
    {
        FolderNotices notices(path().parent_path() / "none");
        QCOMPARE(notices.descriptor(), -1);
        QVERIFY(!notices.take({}));
    }

private:
    std::filesystem::path path() const { return test::toPath(m_folder->path()) / "some.h5"; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(TestFileWatch)
#include "tst_file_watch.moc"
