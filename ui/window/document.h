// SPDX-License-Identifier: MIT
#pragma once

#include "core/palette/look.h"
#include "core/session/image_window.h"
#include "core/session/session.h"
#include "ui/history/value_history.h"
#include "ui/view/tile_bridge.h"
#include "ui/view/view_content.h"

#include <QObject>

#include <memory>

namespace tessera {

// One open volume in a window: its session, what the view shows of it, its look and the looks
// before. Threads: GUI thread only; never waits.
class Document : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Document)
public:
    Document(Engine& engine, VolumeLocation location, OpenedVolume volume,
        std::shared_ptr<CostLog> costs, std::shared_ptr<TileBridge::Inbox> inbox,
        QObject* parent = nullptr);
    ~Document() override;

    const VolumeLocation& location() const { return m_location; }
    Session& session() { return *m_session; }
    const VolumeInfo& info() const { return m_session->info(); }
    ViewContent& content() { return *m_content; }

    const Look& look() const { return m_looks.current(); }
    bool canUndo() const { return m_looks.canUndo(); }
    bool canRedo() const { return m_looks.canRedo(); }

    // A drag (inProgress) becomes one step when its last edit comes.
    void editLook(const Look& look, bool inProgress);
    void resetLook();
    void restoreLook(const Look& look); // as remembered: no step; ignored when it does not fit
    // As the document of the same file before it was read again: look with all its steps, slice,
    // contrast; its pictures stand in until those of this one are there. Slice and pictures only
    // where both show the same plane of the same axes.
    void continueFrom(Document& former);
    void undo();
    void redo();

    Contrast contrast() const { return m_contrast; }
    void setContrast(Contrast contrast); // looks at the image in the background
    bool isFindingWindow() const { return m_findings > 0; }

Q_SIGNALS:
    void lookChanged();
    void windowFound(); // or not found: nothing is looked for any more

private:
    void applyLook();
    void applyWindow(ImageWindow window);
    void findWindow();
    void takeWindow(Contrast contrast, const Result<ImageWindow>& window);

    Engine& m_engine;
    VolumeLocation m_location;
    std::shared_ptr<TileBridge::Inbox> m_inbox;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<ViewContent> m_content;
    ValueHistory<Look> m_looks;
    Contrast m_contrast = Contrast::Percentiles;
    ImageWindow m_window;
    int m_findings = 0; // under way
};

} // namespace tessera

Q_DECLARE_METATYPE(tessera::VolumeLocation)
Q_DECLARE_METATYPE(tessera::OpenedVolume)
