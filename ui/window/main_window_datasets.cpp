// SPDX-License-Identifier: MIT
// Which dataset of a file is shown.
#include "ui/window/main_window.h"

#include "core/base/path_text.h"
#include "ui/bars/message_bar.h"
#include "ui/dialogs/dataset_dialog.h"
#include "ui/window/dataset_chooser.h"

namespace tessera {

void MainWindow::chooseDataset(
    const VolumeLocation& location, const std::vector<DatasetEntry>& datasets, const Error& error)
{
    if (isQuietReload()) { // the writer may not be done
        showOpenError(location, error);
        return;
    }
    m_isReloading = false;
    const DatasetDialog& dialog = m_datasets->ask(location, datasets, {}, m_opener->limits());
    const bool replaces = m_replacesShown;
    connect(&dialog, &DatasetDialog::datasetChosen, this,
        [this, location, replaces](const QString& dataset) {
            open({location.path, dataset.toStdString()});
            m_replacesShown = replaces;
        });
    Q_EMIT openFailed(QString::fromStdString(error.message));
}

void MainWindow::chooseOtherDataset()
{
    if (m_document)
        m_opener->list(m_document->location());
}

void MainWindow::showDatasets(
    const VolumeLocation& location, const std::vector<DatasetEntry>& datasets)
{
    if (!m_document || m_document->location() != location)
        return;
    if (datasets.empty()) {
        m_messages->showNotice(
            tr("%1 holds nothing else.").arg(QString::fromStdString(shownName(location.path))));
        return;
    }
    const DatasetDialog& dialog = m_datasets->ask(
        location, datasets, QString::fromStdString(m_document->info().dataset), m_opener->limits());
    connect(&dialog, &DatasetDialog::datasetChosen, this,
        [this, path = location.path](const QString& dataset) {
            const VolumeLocation other{path, dataset.toStdString()};
            OpenChoice choice = rememberedChoice(other);
            choice.reading.plane = readingWish().plane;
            open(other, choice);
            m_replacesShown = true;
            m_isSwitchingDataset = true;
        });
}

} // namespace tessera
