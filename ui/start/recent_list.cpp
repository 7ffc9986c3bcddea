// SPDX-License-Identifier: MIT
#include "ui/start/recent_list.h"

#include "ui/start/recent_delegate.h"
#include "ui/theme/spacing.h"

#include <QContextMenuEvent>
#include <QIcon>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace tessera {

namespace {

constexpr int locationRole = Qt::UserRole;
constexpr int mostRows = 6;

} // namespace

RecentList::RecentList(QWidget* parent)
    : QListWidget(parent)
{
    setAccessibleName(tr("Recent files"));
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setItemDelegate(new RecentDelegate(this));
    connect(this, &QListWidget::itemClicked, this, [this](const QListWidgetItem* item) {
        Q_EMIT fileRequested(item->data(locationRole).toString());
    });
}

void RecentList::setFiles(const QList<RecentFile>& files)
{
    clear();
    for (const RecentFile& file : files) {
        auto* item = new QListWidgetItem(file.shownName, this);
        item->setToolTip(file.location);
        item->setData(locationRole, file.location);
        item->setData(RecentDelegate::folderRole, file.folder);
        item->setData(RecentDelegate::existsRole, file.exists);
        if (!file.thumbnail.isNull())
            item->setIcon(QIcon(file.thumbnail));
    }
    updateGeometry();
}

int RecentList::rowHeight() const
{
    return std::max(sizeHintForRow(0), 1);
}

QSize RecentList::sizeHint() const
{
    constexpr int width = 130 * spacingUnit;
    return {width, std::min(count(), mostRows) * rowHeight()};
}

QSize RecentList::minimumSizeHint() const
{
    constexpr int width = 50 * spacingUnit;
    return {width, std::min(count(), 1) * rowHeight()};
}

void RecentList::keyPressEvent(QKeyEvent* event)
{
    const QListWidgetItem* item = currentItem();
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (item && isEnter)
        Q_EMIT fileRequested(item->data(locationRole).toString());
    else if (item && event->key() == Qt::Key_Delete)
        Q_EMIT fileRemoved(item->data(locationRole).toString());
    else
        QListWidget::keyPressEvent(event);
}

void RecentList::contextMenuEvent(QContextMenuEvent* event)
{
    const QListWidgetItem* item = itemAt(event->pos());
    if (!item)
        return;
    const QString location = item->data(locationRole).toString();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open"), this, [this, location] { Q_EMIT fileRequested(location); });
    menu->addAction(
        tr("Remove from this list"), this, [this, location] { Q_EMIT fileRemoved(location); });
    menu->popup(event->globalPos());
}

} // namespace tessera
