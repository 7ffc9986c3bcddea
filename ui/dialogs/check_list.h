// SPDX-License-Identifier: MIT
#pragma once

#include "ui/dialogs/reading_checks.h"

#include <QList>
#include <QWidget>

class QGridLayout;

namespace tessera {

// What a look at the values found, a line each: what is wrong has a sign, the rest stays behind.
// Threads: GUI thread only.
class CheckList : public QWidget {
    Q_OBJECT
public:
    explicit CheckList(QWidget* parent = nullptr);

    void setLines(const QList<CheckLine>& lines);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();

    QList<CheckLine> m_lines;
    QGridLayout* m_grid;
};

} // namespace tessera
