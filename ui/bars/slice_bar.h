// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/region.h"

#include <QList>
#include <QString>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QSlider;
class QSpinBox;
class QToolButton;

namespace tessera {

// Which plane of a volume is shown: a slider and a field to type in for z and, where there is one,
// for t, and how fast they play. Counts from 0, as the status bar and the command line do. Hidden
// for a single plane.
// Threads: GUI thread only.
class SliceBar : public QWidget {
    Q_OBJECT
public:
    explicit SliceBar(QWidget* parent = nullptr);

    // Buttons for them: the planes (shown where they are enabled), playing along z and time.
    void setActions(const QList<QAction*>& planes, QAction& playSlices, QAction& playTime);
    void setSliceLetter(QChar letter); // of the axis that one looks along
    void setFramesPerSecond(int rate); // emits nothing
    int framesPerSecond() const;

    // How many planes there are; the position is kept where it still exists. Emits nothing.
    void setRange(std::int64_t zCount, std::int64_t tCount);
    void setPosition(const PlanePosition& position); // moved into the range; emits nothing
    PlanePosition position() const { return m_position; }

Q_SIGNALS:
    void positionChanged(const tessera::PlanePosition& position); // also while a slider is dragged
    void framesPerSecondChanged(int rate);

private:
    struct AxisRow {
        QLabel* label = nullptr;
        QSlider* slider = nullptr;
        QSpinBox* field = nullptr;
        QToolButton* play = nullptr;
    };
    AxisRow makeRow(const QString& letter, const QString& name, const QString& keys);
    void makeRate();
    QToolButton* makeButton();
    static void setRowCount(const AxisRow& row, int count);
    void showPosition();
    void moveTo(const PlanePosition& position);

    PlanePosition m_position;
    QHBoxLayout* m_row;
    QHBoxLayout* m_planes; // one button each
    QSpinBox* m_rate = nullptr;
    AxisRow m_z;
    AxisRow m_t;
};

} // namespace tessera
