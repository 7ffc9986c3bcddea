// SPDX-License-Identifier: MIT
#include "ui/window/dataset_chooser.h"

#include "core/base/path_text.h"
#include "ui/dialogs/dataset_dialog.h"

#include <utility>

namespace tessera {

DatasetChooser::DatasetChooser(
    Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox, QWidget& window)
    : QObject(&window)
    , m_window(window)
    , m_thumbnails(new ThumbnailLoader(engine, std::move(inbox), this))
{
}

DatasetChooser::~DatasetChooser() = default;

DatasetDialog& DatasetChooser::ask(const VolumeLocation& location,
    std::vector<DatasetEntry> datasets, const QString& present, const OpenLimits& limits)
{
    auto* dialog = new DatasetDialog(
        QString::fromStdString(shownName(location.path)), std::move(datasets), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->mark(present);
    connect(dialog, &DatasetDialog::pictureWanted, m_thumbnails,
        [this, dialog, path = location.path, limits](const QString& dataset) {
            m_thumbnails->cancelAll(); // the mark has moved on
            ThumbnailWish wish;
            wish.edge =
                static_cast<std::int64_t>(DatasetDialog::pictureEdge * dialog->devicePixelRatioF());
            if (!dataset.isEmpty())
                m_thumbnails->load(0, {path, dataset.toStdString()}, limits, wish);
        });
    connect(m_thumbnails, &ThumbnailLoader::loaded, dialog,
        [dialog](int, const QImage& picture) { dialog->setPicture(picture); });
    connect(m_thumbnails, &ThumbnailLoader::failed, dialog, [dialog](int, const Error& error) {
        dialog->setPictureFailed(QString::fromStdString(error.message));
    });
    connect(dialog, &QDialog::finished, m_thumbnails, &ThumbnailLoader::cancelAll);
    dialog->open();
    return *dialog;
}

} // namespace tessera
