// SPDX-License-Identifier: MIT
#include "core/source/positioned_file.h"

#include "core/source/file_version.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <limits>

using namespace tessera;

Q_DECLARE_METATYPE(std::errc)

namespace {

std::string bytesFrom(const PositionedFile& file, std::uint64_t offset, std::size_t count)
{
    std::string bytes(count, '\0');
    const auto done = file.read(offset, std::as_writable_bytes(std::span(bytes)));
    return done ? bytes : done.error().message;
}

} // namespace

class TestPositionedFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        test::writeFile(path(), "0123456789");
    }

    void readsAnywhere()
    {
        auto opened = PositionedFile::open(path());
        QCOMPARE(test::errorOf(opened), QString());
        const PositionedFile file = std::move(*opened);
        QCOMPARE(file.size(), ByteCount{10});
        QCOMPARE(file.path(), path());
        QCOMPARE(bytesFrom(file, 7, 3), std::string("789"));
        QCOMPARE(bytesFrom(file, 0, 10), std::string("0123456789"));
        QCOMPARE(bytesFrom(file, 10, 0), std::string());
    }

    void saysWhereTheFileEnds_data()
    {
        QTest::addColumn<quint64>("offset");
        QTest::addColumn<int>("count");
        QTest::addRow("one too many") << quint64{8} << 3;
        QTest::addRow("behind the end") << quint64{11} << 1;
        QTest::addRow("beyond every file") << std::numeric_limits<quint64>::max() << 1;
    }
    void saysWhereTheFileEnds()
    {
        QFETCH(quint64, offset);
        QFETCH(int, count);
        const auto file = PositionedFile::open(path());
        QVERIFY(file);
        std::array<std::byte, 4> target{};
        const auto done = file->read(offset, std::span(target).first(static_cast<size_t>(count)));
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Malformed);
        QVERIFY(test::errorOf(done).startsWith(QStringLiteral("some.bin ends before byte ")));
    }

    void aFileCutShortIsAnError()
    {
        const auto file = PositionedFile::open(path());
        QVERIFY(file);
        std::filesystem::resize_file(path(), 4);
        QCOMPARE(bytesFrom(*file, 2, 4),
            std::string("some.bin was changed by another program since it was opened; reload "
                        "it."));
    }

    void aFileThatWasReplacedIsReadOn()
    {
        const auto file = PositionedFile::open(path());
        QVERIFY(file);
        const auto other = path().parent_path() / "other.bin";
        test::writeFile(other, "abc");
        std::filesystem::rename(other, path());
        QCOMPARE(bytesFrom(*file, 0, 10), std::string("0123456789"));
        std::filesystem::remove(path());
        QCOMPARE(bytesFrom(*file, 7, 3), std::string("789"));
    }

    void versionTellsFilesAndTheirStatesApart()
    {
        const auto file = PositionedFile::open(path());
        QVERIFY(file);
        QVERIFY(versionOf(path()).value() == file->version());
        const auto other = path().parent_path() / "other.bin";
        test::writeFile(other, "0123456789");
        std::filesystem::last_write_time(other, std::filesystem::last_write_time(path()));
        const auto copied = versionOf(other);
        QVERIFY(copied);
        QVERIFY(!copied->isOfSameFile(file->version()));
        test::writeFile(path(), "012345678");
        const auto shorter = versionOf(file->descriptor(), path());
        QVERIFY(shorter);
        QVERIFY(shorter->isOfSameFile(file->version()));
        QVERIFY(*shorter != file->version());
    }

    void troubleOfTheSystemIsNamed_data()
    {
        QTest::addColumn<std::errc>("reason");
        QTest::addColumn<QString>("named");
        QTest::addRow("disk") << std::errc::io_error << QStringLiteral("network share fails");
        QTest::addRow("server") << std::errc::timed_out << QStringLiteral("network share fails");
        QTest::addRow("descriptors")
            << std::errc::too_many_files_open << QStringLiteral("too many files are open");
        QTest::addRow("permission")
            << std::errc::permission_denied << QStringLiteral("may not be read by you");
        QTest::addRow("other") << std::errc::invalid_argument << QStringLiteral("system says");
    }
    void troubleOfTheSystemIsNamed()
    {
        QFETCH(std::errc, reason);
        QFETCH(QString, named);
        const auto error = systemError(path(), std::make_error_code(reason));
        const QString sentence = QString::fromStdString(error.message);
        QVERIFY2(sentence.contains(named), qPrintable(sentence));
        QVERIFY(sentence.startsWith(QStringLiteral("some.bin ")));
    }

    void refusesWhatIsNoFile()
    {
        QCOMPARE(
            PositionedFile::open(path().parent_path() / "none").error().code, ErrorCode::NotFound);
        QCOMPARE(PositionedFile::open(path().parent_path()).error().code, ErrorCode::Unsupported);
    }

private:
    std::filesystem::path path() const { return test::toPath(m_folder->path()) / "some.bin"; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestPositionedFile)
#include "tst_positioned_file.moc"
