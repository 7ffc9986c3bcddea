// SPDX-License-Identifier: MIT
// Classes and cost: how the panels and the document meet.
#include "ui/window/main_window.h"

#include "core/cost/process_memory.h"
#include "core/palette/presets.h"
#include "ui/docks/classes_panel.h"
#include "ui/docks/cost_panel.h"
#include "ui/docks/ladder_tab.h"
#include "ui/view/tile_view.h"
#include "ui/window/status_fields.h"

#include <QMenu>

#include <numeric>
#include <utility>

namespace tessera {

void MainWindow::connectPanels()
{
    connect(m_classes, &ClassesPanel::lookEdited, this, [this](const Look& look, bool inProgress) {
        if (!m_document)
            return;
        m_colours.learn(m_document->look(), look, inProgress, m_document->info().classNames);
        m_document->editLook(look, inProgress);
    });
    connect(m_classes, &ClassesPanel::resetRequested, m_actions->resetLook, &QAction::trigger);
    connect(
        m_classes, &ClassesPanel::savePaletteRequested, m_actions->savePalette, &QAction::trigger);
    connect(
        m_classes, &ClassesPanel::loadPaletteRequested, m_actions->loadPalette, &QAction::trigger);
    connect(m_actions->resetLook, &QAction::triggered, this, [this] { m_document->resetLook(); });
    connect(m_actions->undo, &QAction::triggered, this, [this] { m_document->undo(); });
    connect(m_actions->redo, &QAction::triggered, this, [this] { m_document->redo(); });
    connect(m_actions->showAllClasses, &QAction::triggered, this, [this] {
        Look look = m_document->look();
        for (ClassStyle& style : look.classes)
            style.visible = true;
        m_document->editLook(look, false);
    });
    for (const Preset& preset : presets()) {
        const QString name =
            QString::fromUtf8(preset.name.data(), static_cast<qsizetype>(preset.name.size()));
        connect(m_actions->presets->addAction(name), &QAction::triggered, this, [this, &preset] {
            if (m_document)
                m_document->editLook(withPreset(m_document->look(), preset), false);
        });
    }
    connect(m_actions->contrastPercentiles, &QAction::triggered, this,
        [this] { m_document->setContrast(Contrast::Percentiles); });
    connect(m_actions->contrastMinMax, &QAction::triggered, this,
        [this] { m_document->setContrast(Contrast::MinMax); });
    connect(m_cost, &CostPanel::tileActivated, this, [this](const TileBill& bill) {
        if (m_document)
            setPlane({bill.z, bill.t});
        m_view->centreOnTile(bill.level, bill.row, bill.column);
    });
    connect(&m_cost->ladder(), &LadderTab::runRequested, this, [this] {
        if (!m_document)
            return;
        LadderOptions options;
        options.location = m_document->location();
        options.reading = readingWish();
        options.plane = m_document->session().reading().plane;
        m_cost->ladder().run(options);
    });
    connect(m_view, &TileView::viewChanged, &m_statusTimer, [this] {
        if (!m_statusTimer.isActive())
            m_statusTimer.start();
    });
}

void MainWindow::showLook()
{
    m_classes->setNamesReason(QString::fromStdString(m_document->info().meaning.classNamesReason));
    m_classes->setLook(m_document->look());
    m_actions->undo->setEnabled(m_document->canUndo());
    m_actions->redo->setEnabled(m_document->canRedo());
    m_view->refresh();
}

// Of the pixels in view that have a class; tiles count as a whole.
void MainWindow::showShares()
{
    const auto pixels = m_document->content().classPixels();
    const auto all = std::accumulate(pixels.begin(), pixels.end(), std::uint64_t{0});
    if (all == 0 && !m_document->content().isSettled())
        return; // a file that is read again: the former shares stay until there are others
    std::vector<double> percent;
    percent.reserve(pixels.size());
    for (const std::uint64_t count : pixels)
        percent.push_back(
            all == 0 ? 0 : 100.0 * static_cast<double>(count) / static_cast<double>(all));
    m_classes->setShares(std::move(percent));
}

// Runs while something changes, and once more after that.
void MainWindow::updateStatus()
{
    if (!m_document) {
        m_statusTimer.stop();
        return;
    }
    const ViewContent& content = m_document->content();
    m_costStatus.tilesReady = static_cast<int>(content.readyTiles());
    m_costStatus.tilesWanted = static_cast<int>(content.visibleTiles());
    m_costStatus.cacheHeld = m_engine.cache().held();
    m_costStatus.cacheBudget = m_engine.cache().budget();
    m_cost->setStatus(m_costStatus);
    showShares();
    sampleMemory();
    if (content.isSettled() && !m_cost->isOpen()) // the open chart of memory goes on
        m_statusTimer.stop();
}

void MainWindow::sampleMemory()
{
    const QPointer<MainWindow> self(this);
    m_engine.pool().post([self, inbox = m_bridge->inbox()](WorkerContext&) {
        const auto memory = processMemory();
        if (!memory)
            return;
        inbox->post([self, now = *memory] {
            if (!self)
                return;
            self->m_costStatus.resident = now.resident;
            self->m_costStatus.peakResident = now.peakResident;
            self->m_cost->setStatus(self->m_costStatus);
        });
    });
}

} // namespace tessera
