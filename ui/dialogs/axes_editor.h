// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/axes.h"
#include "core/source/array_info.h"

#include <QWidget>

#include <cstdint>
#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;

namespace tessera {

// Which dimension of an array is which axis: a row each, with its extent. Letters that are given
// away are exchanged, so that most choices are whole at once; one that is not waits for the next.
// Threads: GUI thread only.
class AxesEditor : public QWidget {
    Q_OBJECT
public:
    explicit AxesEditor(QWidget* parent = nullptr);

    // Slowest dimension first, one axis each; emits nothing.
    void setAxes(const std::vector<std::uint64_t>& shape, const Axes& axes);
    const Axes& axes() const { return m_axes; } // as it is shown, perhaps not complete
    const std::vector<QComboBox*>& choices() const { return m_choices; } // one a dimension

Q_SIGNALS:
    void axesChosen(const tessera::Axes& axes); // complete

private:
    void makeRows(std::size_t count);
    void choose(std::size_t dimension, int index);
    void show();

    Axes m_axes;
    QGridLayout* m_grid;
    QLabel* m_missing;
    std::vector<QLabel*> m_names;
    std::vector<QLabel*> m_extents;
    std::vector<QComboBox*> m_choices;
};

} // namespace tessera
