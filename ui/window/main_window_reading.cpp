// SPDX-License-Identifier: MIT
// How the open array is read: axes, scale, plane.
#include "ui/window/main_window.h"

#include "ui/bars/message_bar.h"
#include "ui/view/tile_view.h"
#include "ui/window/file_memory.h"
#include "ui/window/reading_controls.h"
#include "ui/window/reading_memory.h"

#include <utility>

namespace tessera {

void MainWindow::connectReading()
{
    connectColours();
    connect(m_reading, &ReadingControls::readingWanted, this, &MainWindow::readAs);
    connect(m_bridge, &TileBridge::picturesArrived, m_reading, &ReadingControls::take);
    connect(m_rereader, &VolumeRereader::wasRead, this, &MainWindow::showReading);
    connect(m_rereader, &VolumeRereader::failed, this, [this](const Error& error) {
        m_messages->showError(
            QString::fromStdString(error.message), QString::fromStdString(error.subject));
        Q_EMIT readingFailed(QString::fromStdString(error.message));
    });
}

void MainWindow::connectColours()
{
    connect(m_actions->forgetColours, &QAction::triggered, this, [this] {
        m_colours.forget();
        m_messages->showNotice(
            tr("The colours of class names are forgotten; those that are shown stay."));
    });
}

Look MainWindow::usualLook(const VolumeInfo& info) const
{
    return m_colours.applied(
        defaultLook(static_cast<std::size_t>(info.classes), info.classNames), info.classNames);
}

void MainWindow::readAs(const ReadingWish& wish)
{
    if (m_document)
        m_rereader->read(m_document->session().volume(), wish);
}

ReadingWish MainWindow::readingWish() const
{
    return m_document ? m_document->session().volume().wish : ReadingWish{};
}

OpenChoice MainWindow::rememberedChoice(const VolumeLocation& location) const
{
    const FileMemory memory = m_settings.fileMemory(QString::fromStdString(toText(location)));
    OpenChoice choice{readingOf(memory.reading), true};
    if (const auto view = viewOf(memory))
        choice.reading.plane = view->planeAxes;
    return choice;
}

void MainWindow::showReading(const OpenedVolume& volume)
{
    if (!m_document)
        return;
    m_costs->clear();
    auto document = std::make_unique<Document>(
        m_engine, m_document->location(), volume, m_costs, m_bridge->inbox());
    const bool hasOtherAxes = document->info().meaning.axes != m_document->info().meaning.axes;
    adopt(std::move(document), true);
    if (hasOtherAxes) // what was looked at lies elsewhere
        m_view->fit();
}

} // namespace tessera
