// SPDX-License-Identifier: MIT
#include "ui/docks/ladder_model.h"

#include "ui/docks/cost_text.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace tessera {

namespace {

double figureOf(const LadderBill& bill, int column)
{
    return column == LadderModel::Time ? static_cast<double>(bill.ns)
                                       : static_cast<double>(bill.peak.value);
}

Qt::Alignment alignmentOf(int column)
{
    if (column == LadderModel::Faster)
        return Qt::AlignRight | Qt::AlignVCenter;
    return (column == LadderModel::Picture ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter;
}

QString timesText(double times)
{
    constexpr double oneDecimalBelow = 9.95;
    return QStringLiteral("×%1").arg(times, 0, 'f', times < oneDecimalBelow ? 1 : 0);
}

} // namespace

void LadderModel::clear()
{
    beginResetModel();
    m_bills.clear();
    endResetModel();
}

void LadderModel::append(const LadderBill& bill)
{
    const auto row = static_cast<int>(m_bills.size());
    beginInsertRows({}, row, row);
    m_bills.push_back(bill);
    endInsertRows();
    Q_EMIT dataChanged(index(0, Time), index(row, Memory)); // the scale may be another one now
}

int LadderModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_bills.size());
}

int LadderModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

double LadderModel::timesFaster(const LadderBill& bill) const
{
    const auto lowest =
        std::ranges::find_if(m_bills, [](const LadderBill& one) { return one.error.isEmpty(); });
    return static_cast<double>(lowest->ns) / static_cast<double>(std::max<qint64>(bill.ns, 1));
}

// From a third of the smallest figure, so that it has a bar too, to the largest.
double LadderModel::barOf(const LadderBill& bill, int column) const
{
    constexpr double below = 3;
    double least = figureOf(bill, column);
    double most = least;
    for (const LadderBill& one : m_bills)
        if (one.error.isEmpty()) {
            least = std::min(least, figureOf(one, column));
            most = std::max(most, figureOf(one, column));
        }
    const double from = std::log(std::max(least, 1.0) / below);
    return (std::log(std::max(figureOf(bill, column), 1.0)) - from)
        / (std::log(std::max(most, 1.0)) - from);
}

QString LadderModel::text(const LadderBill& bill, int column) const
{
    if (column == Step)
        return rungText(bill.rung);
    if (!bill.error.isEmpty())
        return column == Picture ? tr("failed") : QStringLiteral("–");
    switch (column) {
    case Time:
        return durationText(bill.ns);
    case Memory:
        return bytesText(bill.peak);
    case Faster:
        return timesText(timesFaster(bill));
    default:
        return bill.isSamePicture ? tr("same") : tr("different");
    }
}

QVariant LadderModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const LadderBill& bill = m_bills.at(static_cast<std::size_t>(index.row()));
    const bool hasBar =
        (index.column() == Time || index.column() == Memory) && bill.error.isEmpty();
    switch (role) {
    case Qt::DisplayRole:
        return text(bill, index.column());
    case Qt::ToolTipRole:
        return bill.error.isEmpty() ? rungLesson(bill.rung) : bill.error;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(alignmentOf(index.column()));
    case barRole:
        return hasBar ? QVariant(barOf(bill, index.column())) : QVariant();
    default:
        return {};
    }
}

QVariant LadderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(alignmentOf(section));
    const QStringList names{tr("Step"), tr("Time"), tr("Peak memory"), tr("Faster"), tr("Picture")};
    const QStringList tips{tr("The steps of the talk, then Tessera"),
        tr("From the file to the picture, reading included; bars on a scale of powers of ten"),
        tr("The most memory its process ever held; bars on a scale of powers of ten"),
        tr("Than the lowest step"), tr("Whether it is the picture of the lowest step")};
    if (role == Qt::DisplayRole)
        return names.value(section);
    return role == Qt::ToolTipRole ? QVariant(tips.value(section)) : QVariant();
}

QString LadderModel::asText() const
{
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < columns; ++column)
        cells.append(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    lines.append(cells.join(QLatin1Char('\t')));
    for (const LadderBill& bill : m_bills) {
        cells.clear();
        for (int column = 0; column < columns; ++column)
            cells.append(text(bill, column));
        lines.append(cells.join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace tessera
