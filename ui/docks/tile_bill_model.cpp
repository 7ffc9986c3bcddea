// SPDX-License-Identifier: MIT
#include "ui/docks/tile_bill_model.h"

#include "ui/docks/cost_text.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <utility>

namespace tessera {

namespace {

constexpr std::int64_t nsPerUs = 1000;

enum class Unit { None, Time, Bytes };

// One column: what it is called, what it means, and where its number comes from.
struct ColumnMeaning {
    const char* title;
    const char* tip;
    Unit unit;
    std::int64_t (*number)(const TileBill&);
};

std::int64_t bytesOf(ByteCount count)
{
    return static_cast<std::int64_t>(count.value);
}

const std::array<ColumnMeaning, TileBillModel::columns> meanings{{
    {QT_TRANSLATE_NOOP("tessera::TileBillModel", "#"),
        QT_TRANSLATE_NOOP("tessera::TileBillModel", "In the order of finishing"), Unit::None,
        [](const TileBill& bill) { return static_cast<std::int64_t>(bill.serial); }},
    {QT_TRANSLATE_NOOP("tessera::TileBillModel", "of"),
        QT_TRANSLATE_NOOP("tessera::TileBillModel", "Probabilities, or the image under them"),
        Unit::None, [](const TileBill& bill) { return std::int64_t{bill.isImage ? 1 : 0}; }},
    {QT_TRANSLATE_NOOP("tessera::TileBillModel", "level"),
        QT_TRANSLATE_NOOP(
            "tessera::TileBillModel", "0 is full resolution, each further one is half"),
        Unit::None, [](const TileBill& bill) { return std::int64_t{bill.level}; }},
    {QT_TRANSLATE_NOOP("tessera::TileBillModel", "row"),
        QT_TRANSLATE_NOOP("tessera::TileBillModel", "Counted in tiles of the level"), Unit::None,
        [](const TileBill& bill) { return std::int64_t{bill.row}; }},
    {QT_TRANSLATE_NOOP("tessera::TileBillModel", "column"),
        QT_TRANSLATE_NOOP("tessera::TileBillModel", "Counted in tiles of the level"), Unit::None,
        [](const TileBill& bill) { return std::int64_t{bill.column}; }},
    {"z", QT_TRANSLATE_NOOP("tessera::TileBillModel", "Slice"), Unit::None,
        [](const TileBill& bill) { return bill.z; }},
    {"t", QT_TRANSLATE_NOOP("tessera::TileBillModel", "Time step"), Unit::None,
        [](const TileBill& bill) { return bill.t; }},
    {QT_TRANSLATE_NOOP("tessera::TileBillModel", "worker"),
        QT_TRANSLATE_NOOP("tessera::TileBillModel", "The thread that finished it"), Unit::None,
        [](const TileBill& bill) { return std::int64_t{bill.worker}; }},
    {QT_TRANSLATE_NOOP("tessera::TileBillModel", "wait µs"),
        QT_TRANSLATE_NOOP("tessera::TileBillModel", "From the wish to the first read"), Unit::Time,
        [](const TileBill& bill) { return bill.waitNs; }},
    {QT_TRANSLATE_NOOP("tessera::TileBillModel", "read µs"),
        QT_TRANSLATE_NOOP("tessera::TileBillModel",
            "Reading and decoding; 0 where a tile was made of what was read for a coarser one"),
        Unit::Time, [](const TileBill& bill) { return bill.readNs; }},
    {QT_TRANSLATE_NOOP("tessera::TileBillModel", "reduce µs"),
        QT_TRANSLATE_NOOP("tessera::TileBillModel", "Probabilities to class and number"),
        Unit::Time, [](const TileBill& bill) { return bill.reduceNs; }},
    {QT_TRANSLATE_NOOP("tessera::TileBillModel", "paint µs"),
        QT_TRANSLATE_NOOP("tessera::TileBillModel", "Class and number to colours, the first time"),
        Unit::Time, [](const TileBill& bill) { return bill.paintNs; }},
    {QT_TRANSLATE_NOOP("tessera::TileBillModel", "bytes read"),
        QT_TRANSLATE_NOOP("tessera::TileBillModel", "Of samples, as decoded"), Unit::Bytes,
        [](const TileBill& bill) { return bytesOf(bill.bytesRead); }},
    {QT_TRANSLATE_NOOP("tessera::TileBillModel", "scratch"),
        QT_TRANSLATE_NOOP("tessera::TileBillModel", "The largest buffer in use while it was made"),
        Unit::Bytes, [](const TileBill& bill) { return bytesOf(bill.scratchBytes); }},
    {QT_TRANSLATE_NOOP("tessera::TileBillModel", "kept"),
        QT_TRANSLATE_NOOP("tessera::TileBillModel", "What the cache holds of it"), Unit::Bytes,
        [](const TileBill& bill) { return bytesOf(bill.bytesKept); }},
    {QT_TRANSLATE_NOOP("tessera::TileBillModel", "damage"),
        QT_TRANSLATE_NOOP("tessera::TileBillModel", "Why not all of it could be read"), Unit::None,
        [](const TileBill& bill) { return std::int64_t{bill.damage.empty() ? 0 : 1}; }},
}};

const ColumnMeaning& meaningOf(int column)
{
    return meanings.at(static_cast<std::size_t>(column));
}

bool isText(int column)
{
    return column == TileBillModel::Kind || column == TileBillModel::Damage;
}

QString shownText(const TileBill& bill, int column)
{
    const ColumnMeaning& meaning = meaningOf(column);
    const std::int64_t number = meaning.number(bill);
    if (column == TileBillModel::Kind)
        return TileBillModel::kindText(bill.isImage);
    if (column == TileBillModel::Damage)
        return QString::fromStdString(bill.damage).simplified();
    if (meaning.unit == Unit::Time)
        return QString::number((number + nsPerUs / 2) / nsPerUs);
    if (meaning.unit == Unit::Bytes)
        return bytesText({static_cast<std::uint64_t>(number)});
    return QString::number(number);
}

} // namespace

bool TileBillModel::continues(const std::vector<TileBill>& bills) const
{
    if (m_bills.empty() || bills.empty())
        return true;
    const auto& first = bills.front();
    const auto same = std::ranges::lower_bound(m_bills, first.serial, {}, &TileBill::serial);
    const auto kept = static_cast<std::size_t>(m_bills.end() - same);
    if (kept == 0)
        return first.serial > m_bills.back().serial;
    return kept <= bills.size() && same->serial == first.serial
        && bills[kept - 1].serial == m_bills.back().serial;
}

void TileBillModel::setBills(std::vector<TileBill> bills)
{
    if (bills.size() > capacity)
        bills.erase(bills.begin(), bills.end() - static_cast<std::ptrdiff_t>(capacity));
    if (!continues(bills)) {
        beginResetModel();
        m_bills = std::move(bills);
        endResetModel();
        return;
    }
    dropOld(bills);
    takePaints(bills);
    appendNew(bills);
}

void TileBillModel::dropOld(const std::vector<TileBill>& bills)
{
    const auto kept = bills.empty()
        ? m_bills.end()
        : std::ranges::lower_bound(m_bills, bills.front().serial, {}, &TileBill::serial);
    if (kept == m_bills.begin())
        return;
    beginRemoveRows({}, 0, static_cast<int>(kept - m_bills.begin()) - 1);
    m_bills.erase(m_bills.begin(), kept);
    endRemoveRows();
}

void TileBillModel::takePaints(const std::vector<TileBill>& bills)
{
    int first = -1;
    int last = -1;
    for (int row = 0; row < rowCount(); ++row) {
        const auto place = static_cast<std::size_t>(row);
        if (m_bills[place].paintNs == bills[place].paintNs)
            continue;
        m_bills[place].paintNs = bills[place].paintNs;
        first = first < 0 ? row : first;
        last = row;
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first, Paint), index(last, Paint));
}

void TileBillModel::appendNew(const std::vector<TileBill>& bills)
{
    if (bills.size() == m_bills.size())
        return;
    beginInsertRows({}, rowCount(), static_cast<int>(bills.size()) - 1);
    m_bills.insert(
        m_bills.end(), bills.begin() + static_cast<std::ptrdiff_t>(m_bills.size()), bills.end());
    endInsertRows();
}

QString TileBillModel::tabbedRow(int row) const
{
    QStringList cells;
    for (int column = 0; column < columns; ++column) {
        const ColumnMeaning& meaning = meaningOf(column);
        cells.append(meaning.unit == Unit::Bytes ? QString::number(meaning.number(billAt(row)))
                                                 : shownText(billAt(row), column));
    }
    return cells.join(QLatin1Char('\t'));
}

QString TileBillModel::tabbedHeader()
{
    QStringList cells;
    for (const ColumnMeaning& meaning : meanings) {
        const QString title = tr(meaning.title);
        cells.append(meaning.unit == Unit::Bytes ? tr("%1 (bytes)").arg(title) : title);
    }
    return cells.join(QLatin1Char('\t'));
}

QString TileBillModel::kindText(bool isImage)
{
    return isImage ? tr("image") : tr("classes");
}

int TileBillModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_bills.size());
}

int TileBillModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant TileBillModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole)
        return shownText(billAt(index.row()), index.column());
    if (role == Qt::ToolTipRole && index.column() == Damage)
        return shownText(billAt(index.row()), Damage);
    if (role == numberRole)
        return QVariant::fromValue<qint64>(meaningOf(index.column()).number(billAt(index.row())));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            (isText(index.column()) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

QVariant TileBillModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::DisplayRole)
        return tr(meaningOf(section).title);
    if (role == Qt::ToolTipRole)
        return tr(meaningOf(section).tip);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            (isText(section) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

} // namespace tessera
