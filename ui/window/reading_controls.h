// SPDX-License-Identifier: MIT
#pragma once

#include "ui/dialogs/reading_popup.h"
#include "ui/dialogs/thumbnail_loader.h"
#include "ui/window/tile_census.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

class QToolBar;

namespace tessera {

class Document;
class WindowActions;

// How a window shows what its volume means: the axes in the tool bar with a mark where they are
// ambiguous or the values odd, and the popup below them. It only wishes: the window reads.
// Threads: GUI thread only.
class ReadingControls : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReadingControls)
public:
    ReadingControls(Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox,
        WindowActions& actions, QToolBar& bar);
    ~ReadingControls() override;

    void setDocument(Document* document); // the one shown from now on
    void showReading(); // as it is, whatever was chosen in vain
    void take(const PictureBatch& batch); // for the checks
    ReadingPopup& popup() const { return *m_popup; }

Q_SIGNALS:
    void readingWanted(const tessera::ReadingWish& wish);

private:
    void open();
    void offer(const OpenedVolume& volume);
    void loadPictures();
    void showChecks();
    void toggleBinary(bool isBinary);

    WindowActions& m_actions;
    QToolBar& m_bar;
    ReadingPopup* m_popup;
    ThumbnailLoader* m_thumbnails;
    QTimer m_checksTimer;
    TileCensus m_census;
    Document* m_document = nullptr;
    ArrayPtr m_array; // whose ways to be read are offered
    std::vector<ReadingChoice> m_offered;
    bool m_arePicturesStale = true;
};

} // namespace tessera
