// SPDX-License-Identifier: MIT
#include "ui/docks/class_list_view.h"

#include "ui/docks/class_delegate.h"
#include "ui/docks/class_list_model.h"
#include "ui/theme/spacing.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>

namespace tessera {

ClassListView::ClassListView(QWidget* parent)
    : QTreeView(parent)
{
    setAccessibleName(tr("Classes"));
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setEditTriggers(QAbstractItemView::DoubleClicked);
    setItemDelegate(new ClassDelegate(this));
    connect(this, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == ClassListModel::Swatch)
            Q_EMIT colourWanted(index.row());
    });
}

void ClassListView::setModel(QAbstractItemModel* model)
{
    QTreeView::setModel(model);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(spacingUnit);
    header()->setSectionResizeMode(QHeaderView::Fixed);
    header()->setSectionResizeMode(ClassListModel::Name, QHeaderView::Stretch);
    fitColumns();
}

void ClassListView::rename(int row)
{
    const QModelIndex name = model()->index(row, ClassListModel::Name);
    setCurrentIndex(name);
    edit(name);
}

void ClassListView::fitColumns()
{
    constexpr int eyeWidth = 8 * spacingUnit;
    constexpr int swatchWidth = 6 * spacingUnit;
    const int shareWidth =
        fontMetrics().horizontalAdvance(QStringLiteral("100.0 %")) + 4 * spacingUnit;
    header()->resizeSection(ClassListModel::Eye, eyeWidth);
    header()->resizeSection(ClassListModel::Swatch, swatchWidth);
    header()->resizeSection(ClassListModel::Share, shareWidth);
}

bool ClassListView::toggleEye(const QMouseEvent& event)
{
    const QModelIndex index = indexAt(event.position().toPoint());
    if (event.button() != Qt::LeftButton || !index.isValid()
        || index.column() != ClassListModel::Eye)
        return false;
    if (event.modifiers().testFlag(Qt::ControlModifier))
        Q_EMIT soloToggled(index.row());
    else
        Q_EMIT visibilityToggled(index.row());
    return true;
}

// The eye acts on the press, so that every click of a quick series counts.
void ClassListView::mousePressEvent(QMouseEvent* event)
{
    if (!toggleEye(*event))
        QTreeView::mousePressEvent(event);
}

void ClassListView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (!toggleEye(*event))
        QTreeView::mouseDoubleClickEvent(event);
}

void ClassListView::keyPressEvent(QKeyEvent* event)
{
    const int row = currentIndex().row();
    if (row < 0 || state() == QAbstractItemView::EditingState) {
        QTreeView::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Space:
        if (event->modifiers().testFlag(Qt::ControlModifier))
            Q_EMIT soloToggled(row);
        else
            Q_EMIT visibilityToggled(row);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT colourWanted(row);
        break;
    case Qt::Key_F2:
        rename(row);
        break;
    default:
        QTreeView::keyPressEvent(event);
    }
}

void ClassListView::changeEvent(QEvent* event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange && model())
        fitColumns();
}

} // namespace tessera
