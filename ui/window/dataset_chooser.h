// SPDX-License-Identifier: MIT
#pragma once

#include "ui/dialogs/thumbnail_loader.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

class QWidget;

namespace tessera {

class DatasetDialog;

// Shows what a file holds and asks for one of it, with a picture of the one that is marked.
// Threads: GUI thread only; the workers make the pictures.
class DatasetChooser : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DatasetChooser)
public:
    DatasetChooser(Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox, QWidget& window);
    ~DatasetChooser() override;

    // `present` is marked where it is there. The answer is told by the dialog that is returned,
    // which lives until it is closed.
    DatasetDialog& ask(const VolumeLocation& location, std::vector<DatasetEntry> datasets,
        const QString& present, const OpenLimits& limits);

private:
    QWidget& m_window;
    ThumbnailLoader* m_thumbnails;
};

} // namespace tessera
