// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace tessera::test {

// What came of running a program to its end.
struct ProgramRun {
    int exitCode = -1; // -1: it did not start, did not end within two minutes, or crashed
    QByteArray output;
    QString errors;
};

inline ProgramRun runProgram(const QString& program, const QStringList& arguments,
    const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment())
{
    constexpr int patienceMs = 120'000;
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    ProgramRun run;
    const bool hasEnded = process.waitForFinished(patienceMs);
    if (hasEnded && process.exitStatus() == QProcess::NormalExit)
        run.exitCode = process.exitCode();
    run.output = process.readAllStandardOutput();
    run.errors = QString::fromUtf8(process.readAllStandardError());
    if (!hasEnded) {
        process.kill();
        process.waitForFinished();
    }
    return run;
}

} // namespace tessera::test
