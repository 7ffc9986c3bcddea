// SPDX-License-Identifier: MIT
#include "ui/window/viewer.h"

#include <utility>

namespace tessera {

Viewer::Viewer(Engine& engine, std::filesystem::path sample, QString settingsPath, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_sample(std::move(sample))
    , m_settingsPath(std::move(settingsPath))
{
}

Viewer::~Viewer()
{
    for (MainWindow* window : windows())
        delete window;
}

MainWindow* Viewer::addWindow()
{
    auto* window = new MainWindow(m_engine, m_sample, m_settingsPath);
    m_windows.append(window);
    connect(window, &MainWindow::windowWanted, this,
        [this](const VolumeLocation& location, const OpenedVolume& volume,
            const ImageChoice& image) { addWindow()->showVolume(location, volume, image); });
    connect(window, &MainWindow::quitRequested, this, &Viewer::closeAll);
    window->show();
    return window;
}

QList<MainWindow*> Viewer::windows() const
{
    QList<MainWindow*> open;
    for (const auto& window : m_windows)
        if (window)
            open.append(window);
    return open;
}

void Viewer::closeAll() const
{
    for (MainWindow* window : windows())
        window->close();
}

} // namespace tessera
