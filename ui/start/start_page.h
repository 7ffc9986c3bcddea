// SPDX-License-Identifier: MIT
#pragma once

#include "ui/start/recent_file.h"

#include <QList>
#include <QWidget>

class QLabel;

namespace tessera {

class RecentList;

// What the window shows before a file is open: name, one sentence, Open, the sample, and the files
// opened before. Threads: GUI thread only.
class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(QWidget* parent = nullptr);

    void setRecent(const QList<RecentFile>& files); // empty: that part is absent

Q_SIGNALS:
    void openRequested();
    void sampleRequested();
    void recentRequested(const QString& location);
    void recentRemoved(const QString& location); // the page waits for setRecent()

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeColumn();
    void refreshColours();

    QLabel* m_recentTitle;
    QLabel* m_hint;
    RecentList* m_recent;
};

} // namespace tessera
