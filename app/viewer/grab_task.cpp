// SPDX-License-Identifier: MIT
#include "app/viewer/grab_task.h"

#include "ui/docks/cost_panel.h"
#include "ui/view/tile_view.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>
#include <utility>

namespace tessera {

GrabTask::GrabTask(MainWindow& window, std::filesystem::path target, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_target(std::move(target))
{
    connect(&window, &MainWindow::openFailed, this, &GrabTask::fail);
    connect(&window.view(), &TileView::tilesFailed, this, &GrabTask::fail);
    // Queued: not from within the paint event that tells it.
    connect(
        &window.view(), &TileView::settled, this, &GrabTask::grabWhenFinal, Qt::QueuedConnection);
    connect(
        &window.exporter(), &PictureExporter::finished, this, [] { QCoreApplication::exit(0); });
    connect(&window.exporter(), &PictureExporter::failed, this,
        [this](const Error& error) { fail(QString::fromStdString(error.message)); });
}

void GrabTask::grabWhenFinal()
{
    Document* document = m_window.document();
    const bool isFinal = document != nullptr && m_window.view().isSettled()
        && !document->isFindingWindow() && document->content().isSettled();
    if (m_isDone || !isFinal)
        return;
    m_isDone = true;
    // The panels show numbers a few times a second: they get the time for the last ones.
    constexpr int panelDelayMs = 3 * CostPanel::pollMs;
    QTimer::singleShot(panelDelayMs, this,
        [this] { m_window.exporter().exportPicture(m_window.grab().toImage(), m_target); });
}

void GrabTask::fail(const QString& sentence)
{
    m_isDone = true;
    std::fprintf(stderr, "tessera: %s\n", qPrintable(sentence));
    QCoreApplication::exit(1);
}

} // namespace tessera
