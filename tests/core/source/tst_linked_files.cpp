// SPDX-License-Identifier: MIT
#include "core/source/linked_files.h"

#include "core/base/path_text.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <sys/stat.h>
#include <thread>

using namespace tessera;

// The folder of the file is /in; /out lies beside it.
class TestLinkedFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        std::filesystem::create_directories(at("in/sub/deep"));
        std::filesystem::create_directories(at("out"));
        write("in/x.h5", "main");
        write("in/beside.h5", "inside");
        write("in/sub/below.h5", "inside");
        write("out/secret.h5", "outside");
        std::filesystem::create_symlink(at("out/secret.h5"), at("in/out.h5"));
        std::filesystem::create_symlink("sub/below.h5", at("in/within.h5"));
        std::filesystem::create_symlink(at("out"), at("in/outdoors"));
        std::filesystem::create_symlink(at("in/sub"), at("in/indoors"));
        std::filesystem::create_symlink("loop.h5", at("in/loop.h5"));
        std::filesystem::create_symlink("nothing.h5", at("in/dangling.h5"));
        QCOMPARE(::mkfifo(at("in/pipe.h5").c_str(), S_IRUSR | S_IWUSR), 0);
    }

    void opensWhatLiesInItsFolder_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addRow("beside it") << QStringLiteral("beside.h5");
        QTest::addRow("by ./") << QStringLiteral("./beside.h5");
        QTest::addRow("below") << QStringLiteral("sub/below.h5");
        QTest::addRow("back from below") << QStringLiteral("sub/../beside.h5");
        QTest::addRow("out and in again") << QStringLiteral("../in/beside.h5");
        QTest::addRow("a link that stays") << QStringLiteral("within.h5");
        QTest::addRow("through a folder's link") << QStringLiteral("indoors/below.h5");
        QTest::addRow("absolute") << QStringLiteral("%1/in/beside.h5");
        QTest::addRow("absolute with a detour") << QStringLiteral("%1/out/../in/sub/below.h5");
        QTest::addRow("a way out that leads back") << QStringLiteral("outdoors/../in/beside.h5");
    }
    void opensWhatLiesInItsFolder()
    {
        QFETCH(QString, name);
        LinkedFiles files(at("in/x.h5"), LinkedFilePolicy::OwnFolder);
        const auto file = files.open(named(name));
        QCOMPARE(test::errorOf(file), QString());
        QCOMPARE(contentOf(*file), QByteArray("inside"));
        QCOMPARE(files.failures(), std::uint64_t{0});
    }

    void refusesTheRest_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("says");
        using enum ErrorCode;
        const auto row = [](const char* name, const char* file, ErrorCode code, const char* says) {
            QTest::addRow("%s", name) << QString::fromUtf8(file) << code << QString::fromUtf8(says);
        };
        const char* const outside =
            "outside its folder; allow linked files elsewhere (View > "
            "Linked files anywhere, or --linked-files anywhere) if you trust it";
        row("above", "../out/secret.h5", NoPermission, outside);
        row("absolute", "%1/out/secret.h5", NoPermission, outside);
        row("a link that leads out", "out.h5", NoPermission, outside);
        row("a folder's link that leads out", "outdoors/secret.h5", NoPermission, outside);
        row("the system's", "/etc/passwd", NoPermission, outside);
        row("a folder above", "..", NoPermission, outside);
        row("a name that begins alike", "%1/in/../inside.h5", NotFound, "does not exist");
        row("nothing", "nothing.h5", NotFound, "which does not exist; put it where x.h5 looks");
        row("a dangling link", "dangling.h5", NotFound, "does not exist");
        row("below a file", "beside.h5/x", NotFound, "does not exist");
        row("a loop", "loop.h5", Unreadable, "cannot be opened: the system says");
        row("a folder", "sub", Unsupported, "which is not a regular file");
        row("its own folder", ".", NoPermission, outside);
        row("a pipe", "pipe.h5", Unsupported, "which is not a regular file");
        row("no name", "", Malformed, "which can be no file's name");
        row("a name with commands", "a\x1B[2J.h5", NotFound, "the file a\uFFFD[2J.h5, which");
    }
    void refusesTheRest()
    {
        QFETCH(QString, name);
        QFETCH(ErrorCode, code);
        QFETCH(QString, says);
        LinkedFiles files(at("in/x.h5"), LinkedFilePolicy::OwnFolder);
        const auto file = files.open(named(name));
        const auto message = test::errorOf(file);
        QVERIFY2(message.contains(says), qPrintable(message));
        QVERIFY2(
            message.startsWith(QStringLiteral("x.h5 refers to the file ")), qPrintable(message));
        QCOMPARE(file.error().code, code);
        QCOMPARE(files.failures(), std::uint64_t{1});
        QCOMPARE(QString::fromStdString(files.failureSince(0)->message), message);
        QVERIFY(!files.failureSince(1));
    }

    void namesThatBreakOffAreRefused()
    {
        LinkedFiles files(at("in/x.h5"), LinkedFilePolicy::OwnFolder);
        const std::string zero("beside.h5\0.txt", 14);
        QCOMPARE(files.open(zero).error().code, ErrorCode::Malformed);
        QCOMPARE(files.open(std::string(100'000, 'a')).error().code, ErrorCode::Malformed);
    }

    void elsewhereIsAllowedOnRequest_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addRow("above") << QStringLiteral("../out/secret.h5");
        QTest::addRow("absolute") << QStringLiteral("%1/out/secret.h5");
        QTest::addRow("a link that leads out") << QStringLiteral("out.h5");
    }
    void elsewhereIsAllowedOnRequest()
    {
        QFETCH(QString, name);
        LinkedFiles files(at("in/x.h5"), LinkedFilePolicy::Anywhere);
        const auto file = files.open(named(name));
        QCOMPARE(test::errorOf(file), QString());
        QCOMPARE(contentOf(*file), QByteArray("outside"));
    }

    void whatIsNoFileIsRefusedAnywhere()
    {
        LinkedFiles files(at("in/x.h5"), LinkedFilePolicy::Anywhere);
        QCOMPARE(files.open("/dev/null").error().code, ErrorCode::Unsupported);
        QCOMPARE(files.open("pipe.h5").error().code, ErrorCode::Unsupported);
    }

    void theFolderIsThatOfTheFileItself()
    {
        std::filesystem::create_symlink(at("in/x.h5"), at("out/x.h5"));
        LinkedFiles files(at("out/x.h5"), LinkedFilePolicy::OwnFolder);
        QVERIFY(files.open("beside.h5"));
        QVERIFY(!files.open("secret.h5"));
    }

    void aPathThatLeadsNowhereOpensNothing()
    {
        LinkedFiles files(at("none/x.h5"), LinkedFilePolicy::OwnFolder);
        QCOMPARE(files.open("beside.h5").error().code, ErrorCode::NotFound);
        QCOMPARE(files.open("/etc/passwd").error().code, ErrorCode::NotFound);
    }

    void atMostSixtyFourAreOpened()
    {
        LinkedFiles files(at("in/x.h5"), LinkedFilePolicy::OwnFolder);
        for (int number = 0; number < 64; ++number) {
            const auto name = std::to_string(number) + ".h5";
            write(("in/" + name).c_str(), "inside");
            QVERIFY(files.open(name));
        }
        QVERIFY(files.open("63.h5")); // again
        QCOMPARE(files.open("beside.h5").error().code, ErrorCode::TooLarge);
    }

    // A folder and a link that leads out change places while it is opened.
    void nothingIsSwappedIn()
    {
        std::filesystem::create_directory(at("in/door"));
        write("in/door/secret.h5", "inside");
        std::filesystem::create_symlink(at("out"), at("in/spare"));
        LinkedFiles files(at("in/x.h5"), LinkedFilePolicy::OwnFolder);
        std::atomic<bool> isDone = false;
        const std::jthread swapper([&] {
            while (!isDone.load()) {
                std::filesystem::rename(at("in/door"), at("in/kept"));
                std::filesystem::rename(at("in/spare"), at("in/door"));
                std::filesystem::rename(at("in/door"), at("in/spare"));
                std::filesystem::rename(at("in/kept"), at("in/door"));
            }
        });
        QByteArrayList read;
        for (int attempt = 0; attempt < 5000; ++attempt)
            if (const auto file = files.open("door/secret.h5"))
                read += contentOf(*file);
        isDone.store(true);
        QCOMPARE(read.count("outside"), 0);
        QCOMPARE(read.count("inside"), read.size());
    }

private:
    std::filesystem::path at(const char* relative) const
    {
        return test::toPath(m_folder->path()) / relative;
    }
    void write(const char* relative, const QByteArray& content) const
    {
        test::writeFile(at(relative), content);
    }
    std::string named(const QString& name) const
    {
        return QString(name).replace(QStringLiteral("%1"), m_folder->path()).toStdString();
    }
    static QByteArray contentOf(const PositionedFile& file)
    {
        QByteArray content(static_cast<qsizetype>(file.size().value), Qt::Uninitialized);
        const auto done = file.read(0, std::as_writable_bytes(std::span(content)));
        return done ? content : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestLinkedFiles)
#include "tst_linked_files.moc"
