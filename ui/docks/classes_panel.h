// SPDX-License-Identifier: MIT
#pragma once

#include "core/palette/look.h"

#include <QWidget>

#include <vector>

class QColor;
class QComboBox;

namespace tessera {

class ClassListModel;
class ClassListView;
class ColourEdit;

// The classes of a look: visible, colour, name and share of the view, with presets below.
// Shows an edit at once and tells it; the owner answers with setLook() only when it knows better.
// Threads: GUI thread only.
class ClassesPanel : public QWidget {
    Q_OBJECT
public:
    explicit ClassesPanel(QWidget* parent = nullptr);
    ClassesPanel(const ClassesPanel&) = delete;
    ClassesPanel& operator=(const ClassesPanel&) = delete;
    ~ClassesPanel() override;

    void setLook(const Look& look); // emits nothing
    const Look& look() const;
    void setNamesReason(const QString& reason); // a sentence for the tool tips; may be empty
    // Percent of the pixels in view a class, in class order; empty: nothing is shown.
    void setShares(std::vector<double> percent);

Q_SIGNALS:
    // `inProgress` while a colour is being chosen; the last edit of such a series comes without,
    // with the former colour when it was cancelled.
    void lookEdited(const tessera::Look& look, bool inProgress);
    void savePaletteRequested();
    void loadPaletteRequested();
    void resetRequested();

private:
    void connectList();
    QWidget* makeFooter();
    void openMoreMenu(QWidget* below);
    void openClassMenu(const QPoint& place);
    void edit(const Look& look, bool inProgress = false);
    void toggleVisible(int row);
    void setAllVisible(bool visible);
    void chooseColour(int row);
    void setColour(int row, const QColor& colour, bool inProgress);
    void choosePreset(int index);
    void showPreset();

    ClassListModel* m_model;
    ClassListView* m_view;
    QComboBox* m_preset;
    ColourEdit* m_colourEdit;
};

} // namespace tessera
