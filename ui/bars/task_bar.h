// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace tessera {

// A task that takes its time ("Exporting tissue.png … 43 %") with a way to stop it, as a bar that
// leaves the window usable. Hidden while nothing runs. Threads: GUI thread only.
class TaskBar : public QFrame {
    Q_OBJECT
public:
    explicit TaskBar(QWidget* parent = nullptr);

    void start(const QString& what); // "Exporting tissue.png"
    void setFraction(double fraction); // 0 … 1; below 0: unknown
    void finish(); // hides it

    bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    void cancelRequested(); // once a task; the bar stays until finish()

private:
    void cancel();

    bool m_isRunning = false;
    QLabel* m_what;
    QProgressBar* m_progress;
    QPushButton* m_cancel;
};

} // namespace tessera
