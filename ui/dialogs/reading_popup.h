// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/reading_wish.h"
#include "core/source/volume_source.h"
#include "ui/dialogs/reading_checks.h"
#include "ui/dialogs/reading_choices.h"
#include "ui/dialogs/reading_options.h"

#include <QFrame>

#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace tessera {

class AxesEditor;
class CheckList;

// What an array's dimensions and numbers mean, why, and what else they may mean. Every choice is
// told at once; Esc, or a click elsewhere, closes it. Threads: GUI thread only.
class ReadingPopup : public QFrame {
    Q_OBJECT
public:
    explicit ReadingPopup(QWidget* parent = nullptr);

    // What is shown now, and what of it somebody asked for.
    void setReading(const VolumeInfo& info, const ReadingWish& wish);
    void setChecks(const QList<CheckLine>& lines);
    ReadingChoices& choices() const { return *m_choices; }

    void openBelow(const QWidget& anchor, const QRect& place); // of the anchor; kept on the screen

Q_SIGNALS:
    void readingWanted(const tessera::ReadingWish& wish);
    void opened();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeAxesSide();
    QWidget* makeScaleSide();
    QLabel* addHeading(QVBoxLayout& column, const QString& text);
    void orderTabs();
    void keepOnScreen();
    void wantAxes(const Axes& axes);
    void wantScale(int index);
    void wantBinary(bool isBinary);
    void wantEvidence();

    QPoint m_wantedCorner; // of the screens together, as is m_room
    QRect m_room;
    ReadingWish m_wish;
    std::int64_t m_channels = 1;
    VolumeInfo m_info;
    std::vector<ScaleOption> m_options;
    AxesEditor* m_editor;
    QLabel* m_axesReason;
    QToolButton* m_reset;
    QComboBox* m_scales;
    QLabel* m_scaleReason;
    QCheckBox* m_binary;
    CheckList* m_checks;
    ReadingChoices* m_choices;
};

} // namespace tessera
