// SPDX-License-Identifier: MIT
// Files: opening, reloading, dropping.
#include "ui/window/main_window.h"

#include "core/base/path_text.h"
#include "ui/bars/message_bar.h"
#include "ui/bars/progress_line.h"
#include "ui/bars/task_bar.h"
#include "ui/docks/cost_panel.h"
#include "ui/docks/ladder_tab.h"
#include "ui/start/start_page.h"
#include "ui/view/tile_view.h"
#include "ui/window/file_follower.h"
#include "ui/window/reading_controls.h"
#include "ui/window/status_fields.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMenu>
#include <QMimeData>
#include <QSlider>
#include <QStackedWidget>
#include <QToolBar>
#include <QWidgetAction>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace tessera {

namespace {

constexpr int openDelayMs = 300; // what is quicker shows no progress

} // namespace

void MainWindow::connectFiles()
{
    connectOpener();
    connectFollower();
    connectExporter();
    connect(m_actions->open, &QAction::triggered, this, &MainWindow::askForFile);
    connect(m_actions->openSample, &QAction::triggered, this, &MainWindow::openSample);
    connect(m_actions->reload, &QAction::triggered, this, &MainWindow::reload);
    connect(m_actions->exportPicture, &QAction::triggered, this, &MainWindow::askForExport);
    connect(m_actions->copyView, &QAction::triggered, this, &MainWindow::copyView);
    connect(m_actions->savePalette, &QAction::triggered, this, &MainWindow::savePaletteAs);
    connect(m_actions->loadPalette, &QAction::triggered, this, &MainWindow::loadPaletteFrom);
    connect(m_actions->close, &QAction::triggered, this, &MainWindow::close);
    connect(m_actions->quit, &QAction::triggered, this, &MainWindow::quitRequested);
    connect(m_actions->recent, &QMenu::aboutToShow, this, &MainWindow::updateRecent);
    connect(m_start, &StartPage::openRequested, this, &MainWindow::askForFile);
    connect(m_start, &StartPage::sampleRequested, this, &MainWindow::openSample);
    connect(m_start, &StartPage::recentRequested, this,
        [this](const QString& location) { open(parseLocation(location.toStdString())); });
    connect(m_start, &StartPage::recentRemoved, this, [this](const QString& location) {
        RecentFiles recent = m_settings.recentFiles();
        recent.remove(location);
        m_settings.setRecentFiles(recent);
        Q_EMIT recentChanged();
        updateRecent();
    });
}

void MainWindow::connectOpener()
{
    m_openDelay.setSingleShot(true);
    m_openDelay.setInterval(openDelayMs);
    connect(m_opener, &VolumeOpener::started, this, [this](const QString& name) {
        if (isQuietReload())
            return;
        m_progress->setFraction(-1);
        m_progress->setActive(true);
        m_openDelay.disconnect();
        connect(&m_openDelay, &QTimer::timeout, m_openTask, [this, name] {
            m_openTask->start(tr("Opening %1").arg(name));
            m_openTask->setFraction(-1); // how far it is may never be known
        });
        m_openDelay.start();
    });
    connect(m_opener, &VolumeOpener::progressed, this, [this](double fraction) {
        m_progress->setFraction(fraction);
        m_openTask->setFraction(fraction);
    });
    connect(m_opener, &VolumeOpener::ended, m_follower, &FileFollower::openingEnded);
    connect(m_opener, &VolumeOpener::ended, this, [this] {
        m_openDelay.stop();
        m_progress->setActive(false);
        m_openTask->finish();
    });
    connect(m_openTask, &TaskBar::cancelRequested, m_opener, &VolumeOpener::cancel);
    connect(m_opener, &VolumeOpener::opened, this, &MainWindow::takeOpened);
    connect(m_opener, &VolumeOpener::failed, this, &MainWindow::showOpenError);
    connect(m_opener, &VolumeOpener::choiceNeeded, this, &MainWindow::chooseDataset);
    connect(m_opener, &VolumeOpener::listed, this, &MainWindow::showDatasets);
    connect(m_actions->chooseDataset, &QAction::triggered, this, &MainWindow::chooseOtherDataset);
    connect(m_opener, &VolumeOpener::choiceDropped, this, &MainWindow::showDropped);
    connectLinkedFiles();
}

void MainWindow::showDropped(
    const VolumeLocation& location, DroppedChoice dropped, const Error& why)
{
    const QString name = QString::fromStdString(shownName(location.path));
    const QString sentence = dropped == DroppedChoice::Image
        ? tr("The raw image that was chosen for %1 is of no use any more.")
        : tr("%1 is not what it was: the axes and the scale that were chosen for it do not fit any "
             "more.");
    m_messages->showNotice(sentence.arg(name), QString::fromStdString(why.message));
}

void MainWindow::connectLinkedFiles()
{
    const QString name = QStringLiteral("linkedFilesAnywhere");
    m_actions->linkedFilesAnywhere->setChecked(m_settings.value(name, false).toBool());
    m_opener->setLinkedFilesAnywhere(m_actions->linkedFilesAnywhere->isChecked());
    connect(m_actions->linkedFilesAnywhere, &QAction::toggled, this, [this, name](bool allowed) {
        m_settings.setValue(name, allowed);
        m_opener->setLinkedFilesAnywhere(allowed);
        if (m_document)
            reload();
    });
}

void MainWindow::connectFollower()
{
    connect(m_follower, &FileFollower::reloadWanted, this, &MainWindow::reload);
    connect(m_actions->follow, &QAction::toggled, m_follower, &FileFollower::setFollowing);
    connect(m_view, &TileView::settled, m_follower, &FileFollower::pictureSettled,
        Qt::QueuedConnection);
}

bool MainWindow::isQuietReload() const
{
    return m_isReloading && m_follower->isFollowing();
}

void MainWindow::askForFile()
{
    const QString folder = m_settings.value(QStringLiteral("lastFolder")).toString();
    const QString file = QFileDialog::getOpenFileName(this, tr("Open a probability volume"), folder,
        tr("Probability volumes (*.h5 *.hdf5 *.hdf *.ilp *.nx *.nxs *.nc *.mat *.npy *.npz *.tif "
           "*.tiff *.csv *.txt *.csv.gz *.txt.gz);;All files (*)"));
    if (!file.isEmpty())
        open({fromUtf8(file.toStdString()), {}});
}

void MainWindow::open(const VolumeLocation& location)
{
    open(location, rememberedChoice(location));
}

void MainWindow::open(const VolumeLocation& location, const OpenChoice& choice)
{
    m_replacesShown = m_document == nullptr;
    m_isReloading = false;
    m_isSwitchingDataset = false;
    m_opener->open(location, choice);
}

void MainWindow::openHere(const VolumeLocation& location)
{
    open(location);
    m_replacesShown = true;
}

void MainWindow::openSample()
{
    open({m_samplePath, {}});
}

void MainWindow::reload()
{
    if (!m_document)
        return;
    m_replacesShown = true;
    m_isReloading = true;
    m_opener->open(m_document->location(), {readingWish(), m_imageChoice, true});
}

void MainWindow::takeOpened(
    const VolumeLocation& location, const OpenedVolume& volume, const ImageChoice& image)
{
    if (m_replacesShown)
        showVolume(location, volume, image);
    else
        Q_EMIT windowWanted(location, volume, image);
}

void MainWindow::showOpenError(const VolumeLocation& location, const Error& error)
{
    const QString sentence = QString::fromStdString(error.message);
    if (std::exchange(m_isReloading, false)) {
        m_follower->reloadFailed(error);
        if (!m_follower->isFollowing())
            Q_EMIT openFailed(sentence);
        return;
    }
    m_messages->showError(sentence,
        tr("%1\n%2")
            .arg(QString::fromStdString(toText(location)), QString::fromStdString(error.subject))
            .trimmed());
    Q_EMIT openFailed(sentence);
}

void MainWindow::showVolume(
    const VolumeLocation& location, const OpenedVolume& volume, const ImageChoice& image)
{
    m_costs->clear();
    m_cost->ladder().clear();
    auto document =
        std::make_unique<Document>(m_engine, location, volume, m_costs, m_bridge->inbox());
    const bool isReloaded = std::exchange(m_isReloading, false);
    const bool keepsView = std::exchange(m_isSwitchingDataset, false) && m_document
        && m_document->info().path == document->info().path
        && m_document->info().plane == document->info().plane;
    if (keepsView)
        remember();
    adopt(std::move(document), isReloaded || keepsView);
    m_imageChoice = image;
    if (keepsView)
        addRecent();
}

void MainWindow::adopt(std::unique_ptr<Document> document, bool keepsView)
{
    m_rereader->cancel(); // it was about the former
    document->restoreLook(usualLook(document->info()));
    std::optional<CarriedView> carried;
    if (m_document && keepsView) {
        carried = carriedTo(document->info());
        document->continueFrom(*m_document);
    }
    if (!keepsView)
        remember();
    m_view->setContent(nullptr);
    m_status->setDocument(nullptr);
    m_reading->setDocument(nullptr);
    m_document = std::move(document);
    m_document->session().setRefining(!m_actions->pauseRefining->isChecked());
    connect(m_document.get(), &Document::lookChanged, this, &MainWindow::showLook);
    connect(m_document.get(), &Document::windowFound, m_view, &TileView::refresh);
    const VolumeInfo& info = m_document->info();
    const QString name = QString::fromStdString(shownName(info.path));
    setWindowTitle(info.dataset.empty()
            ? tr("%1 — Tessera").arg(name)
            : tr("%1 ∷ %2 — Tessera").arg(name, QString::fromStdString(info.dataset)));
    m_actions->setDocumentOpen(true);
    m_opacityAction->setVisible(m_document->content().hasImage());
    m_actions->contrast->menuAction()->setVisible(m_document->content().hasImage());
    showImageOrigin();
    offerViews();
    m_messages->hide();
    m_pages->setCurrentWidget(m_view);
    m_toolBar->show();
    if (!m_actions->hideDocks->isChecked())
        setPanelsHidden(false);
    m_status->setDocument(m_document.get());
    m_reading->setDocument(m_document.get());
    if (keepsView) {
        m_view->keepViewFor(&m_document->content());
        if (carried)
            takeCarried(*carried);
    } else {
        m_view->setContent(&m_document->content());
        restore();
    }
    showPlane(m_document->session().reading().plane);
    showLook();
    m_follower->setVolume(m_document->info());
    if (!keepsView) {
        m_view->setFocus();
        addRecent();
    }
    if (!info.warnings.empty() && !m_follower->isFollowing())
        m_messages->showNotice(QString::fromStdString(info.warnings.front()),
            QString::fromStdString(fmt::format("{}", fmt::join(info.warnings, "\n"))));
    Q_EMIT volumeShown();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    remember();
    m_settings.setWindowGeometry(saveGeometry());
    setPanelsHidden(false); // so that they are remembered as shown
    m_settings.setWindowState(saveState());
    m_opener->cancel();
    m_exporter->cancel();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) {
            event->acceptProposedAction();
            open({fromUtf8(url.toLocalFile().toStdString()), {}});
            return;
        }
}

} // namespace tessera
