// SPDX-License-Identifier: MIT
#include "tests/app/program_run.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

using namespace tessera;

namespace {

// What is made at a path before the program is handed it.
enum class Input {
    Absent,
    EmptyFolder,
    Fifo,
    BelowFile,
    DanglingLink,
    LoopingLink,
    EmptyFile,
    Text,
    Unreadable,
    Sample,
    FolderOfLinks, // class files that lead nowhere
};

void make(Input input, const std::filesystem::path& path)
{
    switch (input) {
    case Input::Absent:
        return;
    case Input::EmptyFolder:
        std::filesystem::create_directory(path);
        return;
    case Input::Fifo:
        QCOMPARE(::mkfifo(path.c_str(), S_IRUSR | S_IWUSR), 0);
        return;
    case Input::BelowFile:
        test::writeFile(path.parent_path(), "a file");
        return;
    case Input::DanglingLink:
        std::filesystem::create_symlink("nowhere.h5", path);
        return;
    case Input::LoopingLink:
        std::filesystem::create_symlink(path.filename(), path);
        return;
    case Input::EmptyFile:
        test::writeFile(path, {});
        return;
    case Input::Text:
        test::writeFile(path, "no numbers here\n");
        return;
    case Input::Unreadable:
        test::writeFile(path, "secret");
        std::filesystem::permissions(path, std::filesystem::perms::none);
        return;
    case Input::Sample:
        std::filesystem::copy_file(test::samplePath(), path);
        return;
    case Input::FolderOfLinks:
        std::filesystem::create_directory(path);
        std::filesystem::create_symlink("nowhere", path / "0.csv");
        return;
    }
}

QString refusal(const test::ProgramRun& run)
{
    return QStringLiteral("%1: %2").arg(run.exitCode).arg(run.errors);
}

} // namespace

// What is no file of numbers: the program says so at once, in one sentence that names it.
class TestCliOddInputs : public QObject {
    Q_OBJECT
private:
    static test::ProgramRun run(const QStringList& arguments)
    {
        return test::runProgram(QStringLiteral(TESSERA_CLI), arguments);
    }
    static QString rendered(const QString& path)
    {
        const QTemporaryDir folder;
        return refusal(run({QStringLiteral("render"), path, QStringLiteral("-o"),
            folder.filePath(QStringLiteral("picture.npy"))}));
    }

private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void refusesInOneSentence_data()
    {
        QTest::addColumn<Input>("input");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("refusal");
        const QByteArray whatIsOpened("Tessera opens HDF5, NPY, NPZ and TIFF files and folders of "
                                      "CSV files (0.csv, 1.csv …).");
        const auto row = [](const char* title, Input input, const char* name,
                             const QByteArray& refusal) {
            QTest::addRow("%s", title) << input << QString::fromUtf8(name)
                                       << QStringLiteral("1: tessera-cli: ")
                    + QString::fromUtf8(refusal) + QLatin1Char('\n');
        };
        row("absent", Input::Absent, "absent.h5",
            "absent.h5 does not exist; check the name, or whether its disk is connected.");
        row("an empty folder", Input::EmptyFolder, "empty",
            "The folder empty holds no class files: a CSV volume is a folder of 0.csv, 1.csv, "
            "2.csv … with one class each.");
        row("a fifo", Input::Fifo, "fifo.h5",
            "fifo.h5 is not a regular file; Tessera needs one it can read anywhere in.");
        row("a fifo named as text", Input::Fifo, "0.csv",
            "0.csv is not a regular file; Tessera needs one it can read anywhere in.");
        row("below a file", Input::BelowFile, "file/below.h5",
            "below.h5 does not exist; check the name, or whether its disk is connected.");
        row("a link to nowhere", Input::DanglingLink, "dangling.h5",
            "dangling.h5 does not exist; check the name, or whether its disk is connected.");
        row("a link to itself", Input::LoopingLink, "looping.h5",
            "looping.h5 cannot be read: the system says “Too many levels of symbolic links”.");
        row("an empty file", Input::EmptyFile, "empty.h5", "empty.h5 is empty; " + whatIsOpened);
        row("text", Input::Text, "text.h5", "text.h5 is not an HDF5 file; " + whatIsOpened);
        row("a name of two lines", Input::Text, "two\nlines.h5",
            "two\\x0alines.h5 is not an HDF5 file; " + whatIsOpened);
        row("a name with an escape", Input::Text, "red\x1b[31m.h5",
            "red\\x1b[31m.h5 is not an HDF5 file; " + whatIsOpened);
        row("text files that lead nowhere", Input::FolderOfLinks, "links",
            "0.csv does not exist; check the name, or whether its disk is connected.");
    }
    void refusesInOneSentence()
    {
        QFETCH(Input, input);
        QFETCH(QString, name);
        QFETCH(QString, refusal);
        const QTemporaryDir folder;
        const QString path = folder.filePath(name);
        make(input, test::toPath(path));
        QCOMPARE(::refusal(run({QStringLiteral("info"), path})), refusal);
        QCOMPARE(rendered(path), refusal);
    }

    void refusesWhatThePermissionsForbid()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("secret.h5"));
        make(Input::Unreadable, test::toPath(path));
        if (::access(path.toLocal8Bit().constData(), R_OK) == 0)
            QSKIP("this user may read everything");
        QCOMPARE(rendered(path),
            QStringLiteral("1: tessera-cli: secret.h5 may not be read by you; ask its owner for "
                           "permission.\n"));
    }

    void refusesDevices_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addRow("nothing") << QStringLiteral("/dev/null");
        QTest::addRow("endless") << QStringLiteral("/dev/zero");
        QTest::addRow("memory of the process") << QStringLiteral("/proc/self/mem");
        QTest::addRow("a file of the system's") << QStringLiteral("/proc/self/status");
    }
    void refusesDevices()
    {
        QFETCH(QString, path);
        const auto info = run({QStringLiteral("info"), path});
        QCOMPARE(info.exitCode, 1);
        QVERIFY(info.errors.contains(path.section(QLatin1Char('/'), -1)));
        QCOMPARE(info.errors.count(QLatin1Char('\n')), 1);
    }

    void opensWhateverTheNameIs_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addRow("two lines") << QByteArray("two\nlines.h5");
        QTest::addRow("no UTF-8") << QByteArray("caf\xe9.h5");
        QTest::addRow("blanks and quotes") << QByteArray(" \"a' b\" .h5");
        QTest::addRow("as an option") << QByteArray("--json.h5");
        QTest::addRow("255 bytes") << QByteArray(252, 'n') + ".h5";
    }
    void opensWhateverTheNameIs()
    {
        QFETCH(QByteArray, name);
        const QTemporaryDir folder;
        const auto path = test::toPath(folder.path())
            / std::string(name.constData(), static_cast<std::size_t>(name.size()));
        make(Input::Sample, path);
        // A program's arguments are bytes; QProcess would turn them into text.
        const std::string command = std::string("exec '") + TESSERA_CLI + "' info \"$FILE\"";
        QVERIFY(qputenv("FILE", path.c_str()));
        const auto shown = test::runProgram(
            QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QString::fromStdString(command)});
        QVERIFY(qunsetenv("FILE"));
        std::filesystem::remove(path); // a name that Qt cannot say
        QCOMPARE(shown.errors, QString());
        QCOMPARE(shown.exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(TestCliOddInputs)
#include "tst_cli_odd_inputs.moc"
