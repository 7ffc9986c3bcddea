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

    QAction* open = nullptr;
    QAction* openSample = nullptr;
    QMenu* recent = nullptr;
    QAction* chooseDataset = nullptr;
    QAction* pickImage = nullptr;
    QAction* dropImage = nullptr;
    QAction* reload = nullptr;
    QAction* exportPicture = nullptr;
    QAction* close = nullptr;
    QAction* quit = nullptr;

    QAction* undo = nullptr;
    QAction* redo = nullptr;
    QAction* copyView = nullptr;
    QAction* settings = nullptr;

    QAction* fit = nullptr;
    QAction* actualPixels = nullptr;
    QAction* zoomIn = nullptr;
    QAction* zoomOut = nullptr;
    QAction* goTo = nullptr;
    QAction* overlay = nullptr; // checkable
    QAction* sideBySide = nullptr; // checkable
    QAction* axes = nullptr;
    QAction* binary = nullptr; // checkable; where there is one channel
    QAction* follow = nullptr; // checkable
    QAction* linkedFilesAnywhere = nullptr; // checkable
    QMenu* contrast = nullptr;
    QAction* contrastPercentiles = nullptr; // checkable, one of two
    QAction* contrastMinMax = nullptr;
    QAction* previousSlice = nullptr;
    QAction* nextSlice = nullptr;
    QAction* firstSlice = nullptr;
    QAction* lastSlice = nullptr;
    QAction* tenSlicesBack = nullptr;
    QAction* tenSlicesOn = nullptr;
    QAction* previousTime = nullptr;
    QAction* nextTime = nullptr;
    QAction* tenTimesBack = nullptr;
    QAction* tenTimesOn = nullptr;
    QAction* playSlices = nullptr; // checkable
    QAction* playTime = nullptr; // checkable
    QMenu* plane = nullptr;
    QList<QAction*> planes; // checkable, one of three; in the order of PlaneAxes
    QMenu* turn = nullptr;
    QAction* turnRight = nullptr;
    QAction* turnLeft = nullptr;
    QAction* flipSideways = nullptr;
    QAction* flipUpsideDown = nullptr;
    QAction* upright = nullptr;
    QAction* scaleBar = nullptr; // checkable
    QAction* minimap = nullptr; // checkable
    QAction* pauseRefining = nullptr; // checkable
    QMenu* panels = nullptr; // the window adds its docks
    QAction* readDamagedAgain = nullptr;
    QAction* hideDocks = nullptr; // checkable
    QAction* fullScreen = nullptr; // checkable

    QMenu* presets = nullptr; // the window adds them
    QAction* showAllClasses = nullptr;
    QAction* resetLook = nullptr;
    QAction* savePalette = nullptr;
    QAction* loadPalette = nullptr;
    QAction* forgetColours = nullptr;

    QAction* shortcuts = nullptr;
    QAction* copyDiagnostics = nullptr;
    QAction* about = nullptr;

    void setDocumentOpen(bool isOpen); // what makes sense only then
    void setPlanesOffered(bool offered); // where there is depth
    static void setPlaying(QAction& action, bool isPlaying, const QPalette& palette);
    void showAxes(const QString& letters, const QString& help, bool isMarked);
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
    void addContrastMenu(QMenu* menu);
    void addPlaneMenu(QMenu* menu);
    void addTurnMenu(QMenu* menu);
    void addSliceActions(QMenu* menu);
    void addTimeActions(QMenu* menu);
    void addClassesMenu();
    void addHelpMenu();

    QMainWindow& m_window;
    QList<Row> m_rows;
    QList<QAction*> m_needDocument;
};

} // namespace tessera
