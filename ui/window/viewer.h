// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/engine.h"
#include "ui/window/main_window.h"

#include <QList>
#include <QObject>
#include <QPointer>

#include <filesystem>

namespace tessera {

// The windows of the process: every open volume has one of its own.
// Threads: GUI thread only. The engine outlives it.
class Viewer : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Viewer)
public:
    Viewer(Engine& engine, std::filesystem::path sample, QString settingsPath,
        QObject* parent = nullptr);
    ~Viewer() override;

    MainWindow* addWindow(); // shown, empty
    QList<MainWindow*> windows() const;

private:
    void closeAll() const;

    Engine& m_engine;
    std::filesystem::path m_sample;
    QString m_settingsPath;
    QList<QPointer<MainWindow>> m_windows;
};

} // namespace tessera
