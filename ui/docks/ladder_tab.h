// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/ladder_run.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace tessera {

class LadderModel;
class LadderProcess;

// The ladder of the talk on the plane that is shown: run and cancelled here, climbed in the
// background by other processes, shown as bars with figures. Threads: GUI thread only.
class LadderTab : public QWidget {
    Q_OBJECT
public:
    explicit LadderTab(QWidget* parent = nullptr);

    void run(const LadderOptions& options); // in place of what runs
    void clear(); // another file: cancels, and forgets the figures
    QString asText() const; // crop and table, for copying
    LadderProcess& process() { return *m_process; }

Q_SIGNALS:
    void runRequested(); // whoever knows the file answers with run()

protected:
    bool eventFilter(
        QObject* watched, QEvent* event) override; // Ctrl+C in the table copies all of it

private:
    QWidget* makeSide();
    void makeTable();
    void connectProcess();
    void showState(const QString& text);
    void showIdle();
    void copy() const;

    LadderProcess* m_process;
    LadderModel* m_model;
    QTableView* m_table;
    QLabel* m_crop; // of which part
    QLabel* m_state; // what runs, or why nothing does
    QProgressBar* m_progress;
    QPushButton* m_run;
    QPushButton* m_cancel;
    QPushButton* m_copy;
};

} // namespace tessera
