// SPDX-License-Identifier: MIT
#include "ui/docks/tile_bill_table.h"

#include "ui/docks/tile_bill_model.h"
#include "ui/theme/spacing.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPersistentModelIndex>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace tessera {

TileBillTable::TileBillTable(QWidget* parent)
    : QTableView(parent)
    , m_model(new TileBillModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(TileBillModel::numberRole);
    setModel(m_sorted);
    setAccessibleName(tr("Cost of each tile"));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSortingEnabled(true);
    sortByColumn(TileBillModel::Order, Qt::DescendingOrder);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    fitColumns();
    showNeededColumns();
    connect(this, &QTableView::doubleClicked, this, &TileBillTable::activate);
}

const std::vector<TileBill>& TileBillTable::bills() const
{
    return m_model->bills();
}

void TileBillTable::setBills(std::vector<TileBill> bills)
{
    const bool isAtTop = verticalScrollBar()->value() == verticalScrollBar()->minimum();
    const QPersistentModelIndex top = indexAt(QPoint(0, 0));
    m_model->setBills(std::move(bills));
    showNeededColumns();
    if (!isAtTop && top.isValid())
        verticalScrollBar()->setValue(top.row());
}

void TileBillTable::showNeededColumns()
{
    const auto& rows = m_model->bills();
    setColumnHidden(TileBillModel::Kind, std::ranges::none_of(rows, &TileBill::isImage));
    setColumnHidden(TileBillModel::Z,
        std::ranges::none_of(rows, [](const TileBill& bill) { return bill.z != 0; }));
    setColumnHidden(TileBillModel::T,
        std::ranges::none_of(rows, [](const TileBill& bill) { return bill.t != 0; }));
}

QString TileBillTable::selectedAsText() const
{
    QModelIndexList chosen = selectionModel()->selectedRows();
    if (chosen.isEmpty())
        return {};
    std::ranges::sort(chosen, {}, &QModelIndex::row);
    QStringList lines{TileBillModel::tabbedHeader()};
    for (const QModelIndex& index : std::as_const(chosen))
        lines.append(m_model->tabbedRow(m_sorted->mapToSource(index).row()));
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void TileBillTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        if (const QString text = selectedAsText(); !text.isEmpty())
            QGuiApplication::clipboard()->setText(text);
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        activate(currentIndex());
    } else {
        QTableView::keyPressEvent(event);
    }
}

void TileBillTable::activate(const QModelIndex& index)
{
    if (index.isValid())
        Q_EMIT tileActivated(m_model->billAt(m_sorted->mapToSource(index).row()));
}

void TileBillTable::fitColumns()
{
    constexpr int sortArrow = 4 * spacingUnit;
    const auto widthOf = [this](
                             const QString& text) { return fontMetrics().horizontalAdvance(text); };
    for (int column = 0; column < TileBillModel::columns; ++column) {
        int wanted =
            widthOf(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString())
            + sortArrow;
        if (column == TileBillModel::Kind)
            wanted = std::max(wanted, widthOf(TileBillModel::kindText(false)));
        else if (column >= TileBillModel::Wait)
            wanted = std::max(wanted, widthOf(QStringLiteral("000.0 kB")));
        setColumnWidth(column, wanted + 2 * spacingUnit);
    }
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + spacingUnit);
}

void TileBillTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitColumns();
}

} // namespace tessera
