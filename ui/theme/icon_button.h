// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QToolButton>

namespace tessera {

// A flat button with one of our icons, which it draws anew when the palette changes. `text` is its
// tool tip and what a screen reader says. Reached by Tab. Threads: GUI thread only.
class IconButton : public QToolButton {
    Q_OBJECT
public:
    IconButton(const QString& iconName, const QString& text, QWidget* parent = nullptr);

    void setIconName(const QString& iconName);

protected:
    void changeEvent(QEvent* event) override;

private:
    QString m_iconName;
};

} // namespace tessera
