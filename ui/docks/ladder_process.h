// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/ladder_run.h"
#include "ui/docks/ladder_bill.h"

#include <QObject>
#include <QString>

class QProcess;

namespace tessera {

// Climbs the ladder in a process of its own, one ladder at a time. Ends it with this object,
// without waiting: it removes its files by itself. Threads: GUI thread only; never waits.
class LadderProcess : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LadderProcess)
public:
    explicit LadderProcess(QObject* parent = nullptr);
    ~LadderProcess() override;

    void setProgram(const QString& path); // another one that answers ladder calls, for tests
    void start(const LadderOptions& options);
    void cancel(); // nothing is told of it any more but ended()
    bool isRunning() const { return m_process != nullptr; }

Q_SIGNALS:
    void begun(qint64 rows, qint64 columns, qint64 classes, bool isWholePlane);
    void preparing(double fraction);
    void climbing(const QString& rung);
    void climbed(const tessera::LadderBill& bill);
    void failed(const QString& sentence);
    void ended(); // whatever came of it, once a start

private:
    void takeOutput();
    void takeEvent(const QByteArray& line);
    void takeEnd();
    void letGo();

    QString m_program;
    QProcess* m_process = nullptr; // null: nothing runs
    bool m_hasTold = false; // how it came out
};

} // namespace tessera
