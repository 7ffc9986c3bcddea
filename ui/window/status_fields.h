// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/session/session.h"
#include "ui/view/tile_bridge.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QLabel;
class QStatusBar;
class QToolButton;

namespace tessera {

class Document;
class TileView;

// The status bar: what is under the pointer on the left, what is shown on the right, and how many
// tiles are damaged.
// The class comes from the tile at once; all class values are read in the background.
// Threads: GUI thread only.
class StatusFields : public QObject {
    Q_OBJECT
public:
    StatusFields(QStatusBar& bar, TileView& view, std::shared_ptr<TileBridge::Inbox> inbox,
        QObject* parent = nullptr);

    void setDocument(Document* document); // null: empty
    void refresh(); // level, zoom, exactness

    QString pointerText() const;
    QString viewText() const;
    QString viewToolTip() const;
    QString damageText() const; // empty: nothing visible is damaged

Q_SIGNALS:
    void retryRequested();

private:
    void refreshSoon(); // at once, but not more often than can be read
    void hover(qint64 row, qint64 column);
    void leave();
    void refreshPixel();
    void showPixel();
    void askSoon();
    void ask();
    void take(const Result<ProbeResult>& result);
    void show(const QString& pixel);
    void refreshDamage();

    TileView& m_view;
    std::shared_ptr<TileBridge::Inbox> m_inbox;
    Document* m_document = nullptr;
    QLabel* m_pointer;
    QLabel* m_shown;
    QToolButton* m_damaged;
    QTimer m_pace; // runs after a refresh
    bool m_isDue = false; // another one, when m_pace has run out
    QTimer m_progress; // while samples are shown
    QTimer m_delay; // while the pointer moves nothing is read
    qint64 m_row = -1;
    qint64 m_column = -1;
    PlanePosition m_plane; // of the pixel asked for
};

} // namespace tessera
