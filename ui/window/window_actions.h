// SPDX-License-Identifier: MIT
#pragma once

#include "ui/dialogs/shortcuts_dialog.h"

#include <QAction>
#include <QList>
#include <QMainWindow>
#include <QString>

namespace tessera {

// Every action of the window, in a menu with its shortcut. Made once; the window connects and
// enables them. Threads: GUI thread only.
class WindowActions {
public:
    explicit WindowActions(QMainWindow& window);

    QAction* open;
    QAction* openSample;
    QMenu* recent;
    QAction* reload;
    QAction* exportPicture;
    QAction* close;
    QAction* quit;

    QAction* undo;
    QAction* redo;
    QAction* copyView;

    QAction* fit;
    QAction* actualPixels;
    QAction* zoomIn;
    QAction* zoomOut;
    QAction* overlay; // checkable
    QAction* sideBySide; // checkable
    QMenu* contrast;
    QAction* contrastPercentiles; // checkable, one of two
    QAction* contrastMinMax;
    QAction* previousSlice;
    QAction* nextSlice;
    QAction* firstSlice;
    QAction* lastSlice;
    QMenu* panels; // the window adds its docks
    QAction* hideDocks; // checkable
    QAction* fullScreen; // checkable

    QMenu* presets; // the window adds them
    QAction* showAllClasses;
    QAction* resetLook;
    QAction* savePalette;
    QAction* loadPalette;

    QAction* shortcuts;
    QAction* copyDiagnostics;
    QAction* about;

    void setDocumentOpen(bool isOpen); // what makes sense only then
    void refreshIcons(const QPalette& palette);

    QList<ShortcutRow> shortcutRows() const; // for the sheet of keys

private:
    struct Row {
        QString group;
        QAction* action;
    };
    QAction* add(QMenu* menu, const QString& text, const QKeySequence& keys, const QString& help,
        const QString& icon = {});
    QAction* addToggle(QMenu* menu, const QString& text, const QKeySequence& keys,
        const QString& help, const QString& icon = {});
    void addFileMenu();
    void addEditMenu();
    void addViewMenu();
    void addSliceActions(QMenu* menu);
    void addClassesMenu();
    void addHelpMenu();

    QMainWindow& m_window;
    QList<Row> m_rows;
    QList<QAction*> m_needDocument;
};

} // namespace tessera
