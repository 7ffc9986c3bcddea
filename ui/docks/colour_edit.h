// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QObject>
#include <QPointer>

class QColorDialog;
class QWidget;

namespace tessera {

// One colour at a time in a dialog that leaves the window usable and tells every colour on the way.
// Threads: GUI thread only.
class ColourEdit : public QObject {
    Q_OBJECT
public:
    explicit ColourEdit(QWidget* owner);

    // Accepts what an open dialog shows, then asks for the colour of `row`.
    void start(int row, const QString& name, const QColor& colour);
    void stop(); // closes without a word

    bool isOpen() const { return !m_dialog.isNull(); }
    int row() const { return m_row; }
    QColor colour() const; // what the dialog shows

Q_SIGNALS:
    // In progress while it is being chosen; at the end once more, with what was there before when
    // the dialog was cancelled.
    void colourChanged(int row, const QColor& colour, bool inProgress);

private:
    QWidget* m_owner;
    QPointer<QColorDialog> m_dialog;
    int m_row = 0;
};

} // namespace tessera
