// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>
#include <QList>
#include <QString>

#include <optional>

class QFormLayout;
class QLabel;
class QLineEdit;

namespace tessera {

// One number of a position: x, y, z or t, from 0 to `count` − 1.
struct PositionAxis {
    QString letter;
    qint64 count = 1;
    qint64 value = 0;
};

// "214, 388" or "214 388 7": as many numbers as somebody gives, in the order of the axes; those
// left out stay as they are. A sentence instead where that is no position. Threads: any.
struct ParsedPosition {
    QList<qint64> values; // one an axis; empty: none
    QString mistake;
};
ParsedPosition parsePosition(const QString& text, const QList<PositionAxis>& axes);

// Asks where to go: one field for all numbers, one for each. Enter goes there, Esc or a click
// elsewhere closes it; what is out of range is told. Threads: GUI thread only.
class GoToPopup : public QFrame {
    Q_OBJECT
public:
    explicit GoToPopup(QWidget* parent = nullptr);

    void openOver(const QWidget& place, const QList<PositionAxis>& axes);

Q_SIGNALS:
    void wanted(const QList<qint64>& values); // one an axis

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void makeFields();
    void takeText(const QString& text);
    void takeFields();
    void accept();

    QList<PositionAxis> m_axes;
    QFormLayout* m_form;
    QLineEdit* m_all;
    QLabel* m_mistake;
    QList<QLineEdit*> m_fields;
};

} // namespace tessera
