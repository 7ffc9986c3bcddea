// SPDX-License-Identifier: MIT
#include "app/reader/sandbox.h"

#include "core/base/child_channel.h"
#include "core/base/sanitizers.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <span>
#include <string>

using namespace tessera;

namespace {

// What the system said to a process that closed itself in and then tried this.
Result<int> attempt(const QString& what)
{
    const std::string argument = what.toStdString();
    auto child = ChildChannel::start(SANDBOX_PROBE, std::span(&argument, 1));
    if (!child)
        return std::unexpected(child.error());
    const auto message = child->socket().receive();
    if (!message)
        return std::unexpected(message.error());
    int error = -1;
    std::memcpy(&error, message->bytes.data(), sizeof error);
    return error;
}

} // namespace

class TestReaderSandbox : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void whatCouldHurtIsRefused_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addRow("a file is opened") << QStringLiteral("open");
        QTest::addRow("a file is made") << QStringLiteral("create");
        QTest::addRow("its own memory is opened") << QStringLiteral("open-of-itself");
        QTest::addRow("whether a file is there") << QStringLiteral("status");
        QTest::addRow("a file is removed") << QStringLiteral("remove");
        QTest::addRow("a folder is made") << QStringLiteral("folder");
        QTest::addRow("a socket is made") << QStringLiteral("socket");
        QTest::addRow("the network") << QStringLiteral("connect");
        QTest::addRow("a service of the computer") << QStringLiteral("connect-local");
        QTest::addRow("a program is started") << QStringLiteral("exec");
        QTest::addRow("a process is started") << QStringLiteral("fork");
        QTest::addRow("a signal for the parent") << QStringLiteral("kill-parent");
        QTest::addRow("a signal for everybody") << QStringLiteral("kill-all");
        QTest::addRow("the parent is traced") << QStringLiteral("trace");
        QTest::addRow("an open file is written") << QStringLiteral("write");
        QTest::addRow("what it may is changed") << QStringLiteral("change-itself");
        QTest::addRow("a limit is raised") << QStringLiteral("raise-limit");
        QTest::addRow("memory is executed") << QStringLiteral("execute-memory");
        QTest::addRow("a file is executed") << QStringLiteral("execute-file");
    }
    void whatCouldHurtIsRefused()
    {
        QFETCH(QString, what);
        const auto error = attempt(what);
        QCOMPARE(test::errorOf(error), QString());
        QCOMPARE(*error, EPERM);
    }

    void whatItIsForWorks_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addRow("memory") << QStringLiteral("memory");
        QTest::addRow("an open file is read") << QStringLiteral("read-open-file");
    }
    void whatItIsForWorks()
    {
        QFETCH(QString, what);
        const auto error = attempt(what);
        QCOMPARE(test::errorOf(error), QString());
        QCOMPARE(*error, 0);
    }

    void strangeFilesAreClosed()
    {
        const auto error = attempt(QStringLiteral("strange-file"));
        QVERIFY(error);
        QCOMPARE(*error, EBADF);
    }

    void memoryIsLimited()
    {
        if (hasSanitizers)
            QSKIP("sanitizers reserve more memory than the limit");
        const auto error = attempt(QStringLiteral("too-much-memory"));
        QVERIFY(error);
        QCOMPARE(*error, ENOMEM);
    }

    void itMayEndItself()
    {
        const std::string argument = "abort";
        auto child = ChildChannel::start(SANDBOX_PROBE, std::span(&argument, 1));
        QVERIFY(child);
        QVERIFY(!child->socket().receive());
        QVERIFY(!child->end().wasKilled);
    }
};

QTEST_APPLESS_MAIN(TestReaderSandbox)
#include "tst_reader_sandbox.moc"
