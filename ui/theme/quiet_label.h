// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

namespace tessera {

// A label that stays behind the rest, in quietText() of its parent's palette. (The palette's own
// role for such text is left dark on dark by some desktops.) Threads: GUI thread only.
class QuietLabel : public QLabel {
    Q_OBJECT
public:
    explicit QuietLabel(const QString& text, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refreshColour();
};

} // namespace tessera
