// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <QList>
#include <QString>

class QLineEdit;
class QTreeWidget;

namespace tessera {

struct ShortcutRow {
    QString group; // "View"
    QString action; // "Fit to window"
    QString shortcut; // "F", as people read it
};

// All keys on one sheet (F1), to be searched by action or key. Groups and rows keep the order they
// are given in. Threads: GUI thread only.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    explicit ShortcutsDialog(const QList<ShortcutRow>& rows, QWidget* parent = nullptr);

    // Opens a sheet that leaves the window usable and goes when it is closed.
    static void showFor(const QList<ShortcutRow>& rows, QWidget* parent);

    int shownCount() const; // rows that match the search

private:
    void addRows(const QList<ShortcutRow>& rows);
    void search(const QString& text);

    QLineEdit* m_search;
    QTreeWidget* m_list;
};

} // namespace tessera
