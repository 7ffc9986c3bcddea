// SPDX-License-Identifier: MIT
#include "ui/docks/ladder_process.h"

#include "core/session/ladder_worker.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <utility>

namespace tessera {

namespace {

// The command line program where it is installed beside this one, because it is smaller and so says
// more of the rungs' own memory; else this program itself.
QString ladderProgram()
{
    const QString beside =
        QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("tessera-cli"));
    return QFileInfo(beside).isExecutable() ? beside : QCoreApplication::applicationFilePath();
}

} // namespace

LadderProcess::LadderProcess(QObject* parent)
    : QObject(parent)
    , m_program(ladderProgram())
{
}

LadderProcess::~LadderProcess()
{
    letGo();
    // What is still ending outlives this object: destroying it would kill it.
    for (QProcess* ending : findChildren<QProcess*>())
        if (ending->state() != QProcess::NotRunning)
            ending->setParent(nullptr);
}

void LadderProcess::setProgram(const QString& path)
{
    m_program = path;
}

void LadderProcess::start(const LadderOptions& options)
{
    letGo();
    QStringList arguments;
    for (const std::string& argument : ladderCall(options))
        arguments.append(QString::fromStdString(argument));
    m_hasTold = false;
    m_process = new QProcess(this);
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(m_process, &QProcess::readyReadStandardOutput, this, &LadderProcess::takeOutput);
    connect(m_process, &QProcess::finished, this, &LadderProcess::takeEnd);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            takeEnd();
    });
    m_process->start(m_program, arguments);
}

void LadderProcess::cancel()
{
    if (!isRunning())
        return;
    letGo();
    Q_EMIT ended();
}

// A killed process would leave its files, and a wait would stop the window: so it is asked to end,
// and its object goes when it did.
void LadderProcess::letGo()
{
    QProcess* process = std::exchange(m_process, nullptr);
    if (process == nullptr)
        return;
    process->disconnect(this);
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->terminate();
}

void LadderProcess::takeOutput()
{
    while (m_process != nullptr && m_process->canReadLine())
        takeEvent(m_process->readLine());
}

void LadderProcess::takeEvent(const QByteArray& line)
{
    const QJsonObject event = QJsonDocument::fromJson(line).object();
    const auto number = [&event](const char* key) {
        return static_cast<qint64>(event[QLatin1String(key)].toDouble());
    };
    const QString name = event[QLatin1String("event")].toString();
    const QString rung = event[QLatin1String("rung")].toString();
    if (name == QLatin1String("begun")) {
        Q_EMIT begun(number("rows"), number("columns"), number("classes"),
            number("rows") == number("whole_rows") && number("columns") == number("whole_columns"));
    } else if (name == QLatin1String("preparing")) {
        Q_EMIT preparing(event[QLatin1String("fraction")].toDouble());
    } else if (name == QLatin1String("climbing")) {
        Q_EMIT climbing(rung);
    } else if (name == QLatin1String("climbed")) {
        Q_EMIT climbed({rung, number("ns"), {static_cast<std::uint64_t>(number("peak_bytes"))},
            event[QLatin1String("same_picture")].toBool(),
            event[QLatin1String("error")].toString()});
    } else if (name == QLatin1String("ended")) {
        m_hasTold = true;
    } else if (name == QLatin1String("failed")) {
        m_hasTold = true;
        Q_EMIT failed(event[QLatin1String("message")].toString());
    }
}

void LadderProcess::takeEnd()
{
    takeOutput();
    if (m_process == nullptr)
        return;
    letGo();
    if (!m_hasTold)
        Q_EMIT failed(tr("The ladder could not be climbed: its process ended unexpectedly. There "
                         "may not be enough memory."));
    Q_EMIT ended();
}

} // namespace tessera
