// SPDX-License-Identifier: MIT
#pragma once

#include "ui/window/main_window.h"

#include <QObject>

#include <filesystem>

namespace tessera {

// `--grab`: waits until every visible tile is final, writes a picture of the window, ends the
// program with 0, or with 1 and a sentence. Threads: GUI thread only; the picture is written by a
// worker.
class GrabTask : public QObject {
    Q_OBJECT
public:
    GrabTask(MainWindow& window, std::filesystem::path target, QObject* parent = nullptr);

private:
    void grabWhenFinal();
    void fail(const QString& sentence);

    MainWindow& m_window;
    std::filesystem::path m_target;
    bool m_isDone = false;
};

} // namespace tessera
