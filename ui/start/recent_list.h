// SPDX-License-Identifier: MIT
#pragma once

#include "ui/start/recent_file.h"

#include <QList>
#include <QListWidget>

namespace tessera {

// Recent files to click or walk through; Delete or the context menu takes one off the list.
// As high as its rows need, up to six. Threads: GUI thread only.
class RecentList : public QListWidget {
    Q_OBJECT
public:
    explicit RecentList(QWidget* parent = nullptr);

    void setFiles(const QList<RecentFile>& files);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void fileRequested(const QString& location); // click, Enter
    void fileRemoved(const QString& location); // the list waits for setFiles()

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    int rowHeight() const;
};

} // namespace tessera
