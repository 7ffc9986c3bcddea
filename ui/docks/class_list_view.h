// SPDX-License-Identifier: MIT
#pragma once

#include <QTreeView>

namespace tessera {

// Shows a ClassListModel and turns clicks and keys into wishes about a class.
// Threads: GUI thread only.
class ClassListView : public QTreeView {
    Q_OBJECT
public:
    explicit ClassListView(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    void rename(int row); // opens the editor of the name

Q_SIGNALS:
    void visibilityToggled(int row); // click on the eye, Space
    void soloToggled(int row); // the same with Ctrl
    void colourWanted(int row); // click on the swatch, Enter

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    bool toggleEye(const QMouseEvent& event);
    void fitColumns();
};

} // namespace tessera
