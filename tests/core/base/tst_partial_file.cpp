// SPDX-License-Identifier: MIT
#include "core/base/partial_file.h"

#include "tests/support/test_support.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace tessera;

namespace {

constexpr uid_t nobody = 65534;

QStringList entries(const QTemporaryDir& folder)
{
    return QDir(folder.path())
        .entryList(
            QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
}

std::filesystem::path inside(const QTemporaryDir& folder, const QString& name)
{
    return test::toPath(folder.filePath(name));
}

QString beginningOf(const QString& name, const char* rest)
{
    return QStringLiteral("\"%1\" cannot be written: %2").arg(name, QString::fromUtf8(rest));
}

// From now on the file's disk is full.
void fillDiskOf(PartialFile& file)
{
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    if (full < 0 || ::dup2(full, ::fileno(file.stream())) < 0)
        qFatal("/dev/full is needed");
    ::close(full);
}

} // namespace

class TestPartialFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void nothingAppearsBeforeCommit()
    {
        const QTemporaryDir folder;
        const auto target = inside(folder, QStringLiteral("a.txt"));
        auto file = PartialFile::create(target);
        QCOMPARE(test::errorOf(file), QString());
        QVERIFY(file->write(std::as_bytes(std::span("abc", 3))));
        QVERIFY(!std::filesystem::exists(target));
        QCOMPARE(test::errorOf(file->commit()), QString());
        QCOMPARE(test::fileBytes(target), QByteArray("abc"));
        QCOMPARE(entries(folder), QStringList{QStringLiteral("a.txt")});
    }

    void isRemovedWhenNotCommitted()
    {
        const QTemporaryDir folder;
        const auto target = inside(folder, QStringLiteral("a.txt"));
        test::writeFile(target, "old");
        {
            auto file = PartialFile::create(target);
            QVERIFY(file);
            QCOMPARE(entries(folder).size(), 2);
            QVERIFY(file->write(std::as_bytes(std::span("new", 3))));
        }
        QCOMPARE(test::fileBytes(target), QByteArray("old"));
        QCOMPARE(entries(folder), QStringList{QStringLiteral("a.txt")});
    }

    void survivesBeingMoved()
    {
        const QTemporaryDir folder;
        auto first = PartialFile::create(inside(folder, QStringLiteral("a.txt")));
        QVERIFY(first);
        {
            PartialFile second(std::move(*first));
            QVERIFY(second.write(std::as_bytes(std::span("abc", 3))));
            QVERIFY(second.commit());
        }
        QCOMPARE(entries(folder), QStringList{QStringLiteral("a.txt")});
    }

    void twoMayWriteTheSameTarget()
    {
        const QTemporaryDir folder;
        const auto target = inside(folder, QStringLiteral("a.txt"));
        auto first = PartialFile::create(target);
        auto second = PartialFile::create(target);
        QVERIFY(first && second);
        QVERIFY(first->write(std::as_bytes(std::span("1", 1))));
        QVERIFY(second->write(std::as_bytes(std::span("2", 1))));
        QVERIFY(second->commit());
        QVERIFY(first->commit());
        QCOMPARE(test::fileBytes(target), QByteArray("1"));
    }

    void oldFileIsKeptWhenTheDiskIsFull()
    {
        const QTemporaryDir folder;
        const auto target = inside(folder, QStringLiteral("a.txt"));
        test::writeFile(target, "old");
        {
            auto file = PartialFile::create(target);
            QVERIFY(file);
            fillDiskOf(*file);
            QVERIFY(file->write(std::as_bytes(std::span("new", 3)))); // buffered
            QCOMPARE(test::errorOf(file->commit()),
                beginningOf(QStringLiteral("a.txt"),
                    "the disk is full; free some space, or choose another."));
        }
        QCOMPARE(test::fileBytes(target), QByteArray("old"));
        QCOMPARE(entries(folder), QStringList{QStringLiteral("a.txt")});
    }

    void aFailedWriteIsNotCommitted()
    {
        const QTemporaryDir folder;
        auto file = PartialFile::create(inside(folder, QStringLiteral("a.txt")));
        QVERIFY(file);
        fillDiskOf(*file);
        const std::vector<std::byte> large(1U << 20U);
        QCOMPARE(file->write(large).error().code, ErrorCode::WriteFailed);
        QVERIFY(!file->commit());
        QVERIFY(!std::filesystem::exists(inside(folder, QStringLiteral("a.txt"))));
    }

    void bytesMayBeWrittenAtAnyPlace()
    {
        const QTemporaryDir folder;
        const auto target = inside(folder, QStringLiteral("a.txt"));
        auto file = PartialFile::create(target);
        QVERIFY(file);
        QCOMPARE(test::errorOf(file->reserve(6)), QString());
        QVERIFY(file->writeAt(3, std::as_bytes(std::span("def", 3))));
        QVERIFY(file->writeAt(0, std::as_bytes(std::span("abc", 3))));
        QCOMPARE(test::errorOf(file->commit(PartialFile::Safety::WithTheSystem)), QString());
        QCOMPARE(test::fileBytes(target), QByteArray("abcdef"));
    }

    void moreThanTheDiskHoldsIsNotReserved()
    {
        const QTemporaryDir folder;
        const auto target = inside(folder, QStringLiteral("a.txt"));
        auto file = PartialFile::create(target);
        QVERIFY(file);
        constexpr std::uint64_t exabyte = std::uint64_t{1} << 60U;
        QCOMPARE(file->reserve(exabyte).error().code, ErrorCode::WriteFailed);
    }

    void aFullDiskIsSaidSoAtAnyPlace()
    {
        const QTemporaryDir folder;
        auto file = PartialFile::create(inside(folder, QStringLiteral("a.txt")));
        QVERIFY(file);
        fillDiskOf(*file);
        QCOMPARE(test::errorOf(file->writeAt(3, std::as_bytes(std::span("abc", 3)))),
            beginningOf(
                QStringLiteral("a.txt"), "the disk is full; free some space, or choose another."));
    }

    void isFinishedOnce()
    {
        const QTemporaryDir folder;
        auto file = PartialFile::create(inside(folder, QStringLiteral("a.txt")));
        QVERIFY(file && file->commit());
        QCOMPARE(test::errorOf(file->commit()),
            beginningOf(QStringLiteral("a.txt"), "it was finished already."));
        QVERIFY(!file->write({}));
        QVERIFY(!file->writeAt(0, {}));
        QVERIFY(!file->reserve(1));
    }

    void namesMayBeOdd_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addRow("not ASCII") << QStringLiteral("Schnitt Zürich 図.png");
        QTest::addRow("percent and braces") << QStringLiteral("a%s{}%n.png");
        QTest::addRow("as long as allowed") << QString(255, QLatin1Char('x'));
        QTest::addRow("long, cut inside a character") << QString(127, QChar(0xFC)) + u'x';
        QTest::addRow("hidden") << QStringLiteral(".a");
    }
    void namesMayBeOdd()
    {
        QFETCH(QString, name);
        const QTemporaryDir folder;
        QCOMPARE(test::errorOf(writeWholeFile(inside(folder, name), "abc")), QString());
        QCOMPARE(entries(folder), QStringList{name});
        QCOMPARE(test::fileBytes(inside(folder, name)), QByteArray("abc"));
    }

    void impossibleTargetsAreNamed_data()
    {
        QTest::addColumn<QString>("relative");
        QTest::addColumn<QString>("message");
        QTest::addColumn<ErrorCode>("code");
        QTest::addRow("a folder") << QStringLiteral("folder")
                                  << beginningOf(QStringLiteral("folder"),
                                         "a folder has that name; choose another name.")
                                  << ErrorCode::BadArgument;
        QTest::addRow("no name") << QStringLiteral("folder/")
                                 << beginningOf(QStringLiteral("folder"),
                                        "it names a folder; add a file name.")
                                 << ErrorCode::BadArgument;
        QTest::addRow("missing folder") << QStringLiteral("missing/a.png")
                                        << beginningOf(QStringLiteral("a.png"),
                                               "its folder does not exist; create it, or choose "
                                               "another.")
                                        << ErrorCode::NotFound;
        QTest::addRow("below a file") << QStringLiteral("file/a.png")
                                      << beginningOf(QStringLiteral("a.png"),
                                             "its folder does not exist; create it, or choose "
                                             "another.")
                                      << ErrorCode::NotFound;
        QTest::addRow("a pipe") << QStringLiteral("pipe")
                                << beginningOf(QStringLiteral("pipe"),
                                       "it is a device or a pipe, not a file; choose another "
                                       "name.")
                                << ErrorCode::BadArgument;
        QTest::addRow("a link to a device")
            << QStringLiteral("null")
            << beginningOf(QStringLiteral("null"),
                   "it is a device or a pipe, not a file; choose another name.")
            << ErrorCode::BadArgument;
        QTest::addRow("a link to itself")
            << QStringLiteral("loop")
            << beginningOf(QStringLiteral("loop"),
                   "it is a link that leads to itself; choose another name.")
            << ErrorCode::BadArgument;
        QTest::addRow("a name too long") << QString(256, QLatin1Char('x'))
                                         << beginningOf(QString(256, QLatin1Char('x')),
                                                "the name is too long; choose a shorter one.")
                                         << ErrorCode::BadArgument;
    }
    void impossibleTargetsAreNamed()
    {
        QFETCH(QString, relative);
        QFETCH(QString, message);
        QFETCH(ErrorCode, code);
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("folder")));
        test::writeFile(inside(folder, QStringLiteral("file")), "abc");
        QCOMPARE(::mkfifo(inside(folder, QStringLiteral("pipe")).c_str(), S_IRUSR | S_IWUSR), 0);
        std::filesystem::create_symlink("/dev/null", inside(folder, QStringLiteral("null")));
        std::filesystem::create_symlink("loop", inside(folder, QStringLiteral("loop")));

        const auto target = inside(folder, relative);
        const auto file = PartialFile::create(target);
        QCOMPARE(test::errorOf(file), message);
        QCOMPARE(file.error().code, code);
        QCOMPARE(QString::fromStdString(file.error().subject), test::toQString(target));
        QCOMPARE(entries(folder).size(), 5);
    }

    void aClosedFolderIsSaidSo()
    {
        const QTemporaryDir folder;
        std::filesystem::permissions(
            test::toPath(folder.path()), std::filesystem::perms::owner_read);
        ::setfsuid(nobody); // the administrator may write everywhere
        const auto file = PartialFile::create(inside(folder, QStringLiteral("a.png")));
        ::setfsuid(::geteuid());
        std::filesystem::permissions(
            test::toPath(folder.path()), std::filesystem::perms::owner_all);
        QCOMPARE(test::errorOf(file),
            beginningOf(
                QStringLiteral("a.png"), "you may not write in its folder; choose another."));
        QCOMPARE(file.error().code, ErrorCode::NoPermission);
    }

    void aProtectedFileIsNotReplaced()
    {
        const QTemporaryDir folder;
        std::filesystem::permissions(test::toPath(folder.path()), std::filesystem::perms::all);
        const auto target = inside(folder, QStringLiteral("a.png"));
        test::writeFile(target, "old");
        std::filesystem::permissions(target,
            std::filesystem::perms::owner_read | std::filesystem::perms::group_read
                | std::filesystem::perms::others_read);
        ::setfsuid(nobody);
        const auto file = PartialFile::create(target);
        ::setfsuid(::geteuid());
        QCOMPARE(test::errorOf(file),
            beginningOf(
                QStringLiteral("a.png"), "it is protected against writing; choose another name."));
    }

    void permissionsOfAReplacedFileStay()
    {
        const QTemporaryDir folder;
        const auto target = inside(folder, QStringLiteral("secret.txt"));
        const auto ownerOnly =
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
        test::writeFile(target, "old");
        std::filesystem::permissions(target, ownerOnly);
        QVERIFY(writeWholeFile(target, "new"));
        QCOMPARE(std::filesystem::status(target).permissions(), ownerOnly);
    }

    void permissionsOfANewFileFollowTheMask()
    {
        const QTemporaryDir folder;
        const auto target = inside(folder, QStringLiteral("a.txt"));
        const mode_t former = ::umask(S_IWGRP | S_IRWXO);
        const auto written = writeWholeFile(target, "new");
        ::umask(former);
        QVERIFY(written);
        QCOMPARE(std::filesystem::status(target).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write
                | std::filesystem::perms::group_read);
    }

    void aLinkIsFollowed_data()
    {
        QTest::addColumn<bool>("isThere");
        QTest::addRow("to a file") << true;
        QTest::addRow("to nothing yet") << false;
    }
    void aLinkIsFollowed()
    {
        QFETCH(bool, isThere);
        const QTemporaryDir folder;
        const auto real = inside(folder, QStringLiteral("sub/real.txt"));
        const auto link = inside(folder, QStringLiteral("link.txt"));
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("sub")));
        if (isThere)
            test::writeFile(real, "old");
        std::filesystem::create_symlink("sub/real.txt", inside(folder, QStringLiteral("middle")));
        std::filesystem::create_symlink("middle", link);
        QCOMPARE(test::errorOf(writeWholeFile(link, "new")), QString());
        QVERIFY(std::filesystem::is_symlink(link));
        QVERIFY(!std::filesystem::is_symlink(real));
        QCOMPARE(test::fileBytes(real), QByteArray("new"));
    }
};

QTEST_APPLESS_MAIN(TestPartialFile)
#include "tst_partial_file.moc"
