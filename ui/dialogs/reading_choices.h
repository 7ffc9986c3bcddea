// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/axes.h"

#include <QImage>
#include <QWidget>

#include <vector>

class QHBoxLayout;
class QToolButton;

namespace tessera {

// Ways to take an array's dimensions.
struct ReadingChoice {
    Axes axes;
    QString reason; // may be empty

    friend bool operator==(const ReadingChoice&, const ReadingChoice&) = default;
};

// The ways to take an array's dimensions side by side, each with a small picture; one click (or
// Space) takes it. Threads: GUI thread only.
class ReadingChoices : public QWidget {
    Q_OBJECT
public:
    static constexpr int pictureEdge = 72; // device-independent pixels
    static constexpr std::size_t mostChoices = 7;

    explicit ReadingChoices(QWidget* parent = nullptr);

    // The pictures are still to come.
    void setChoices(const std::vector<ReadingChoice>& choices);
    const std::vector<ReadingChoice>& choices() const { return m_choices; }
    void setPresent(const Axes& axes); // which is shown
    const std::vector<QToolButton*>& buttons() const { return m_buttons; } // one a choice
    void setPicture(int index, const QImage& picture);
    void setFailed(int index, const QString& sentence);

Q_SIGNALS:
    void axesChosen(const tessera::Axes& axes);

private:
    QToolButton* makeButton(std::size_t index);

    std::vector<ReadingChoice> m_choices;
    std::vector<QToolButton*> m_buttons;
    QHBoxLayout* m_row;
    Axes m_present;
};

} // namespace tessera
