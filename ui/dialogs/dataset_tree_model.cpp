// SPDX-License-Identifier: MIT
#include "ui/dialogs/dataset_tree_model.h"

#include "ui/theme/shades.h"
#include "ui/theme/spacing.h"

#include <QFontMetrics>
#include <QGuiApplication>
#include <QPalette>
#include <QSize>

#include <algorithm>
#include <ranges>
#include <utility>

namespace tessera {

namespace {

constexpr QChar separator(u'/');

template <class T> std::size_t toIndex(T number)
{
    return static_cast<std::size_t>(number);
}

} // namespace

QString shapeText(const std::vector<std::uint64_t>& shape)
{
    QStringList parts;
    for (const std::uint64_t extent : shape)
        parts.append(QString::number(extent));
    return parts.join(QStringLiteral(" × "));
}

DatasetTreeModel::DatasetTreeModel(std::vector<DatasetEntry> entries, QObject* parent)
    : QAbstractItemModel(parent)
    , m_entries(std::move(entries))
{
    m_paths.reserve(m_entries.size());
    m_searched.reserve(m_entries.size());
    for (const DatasetEntry& entry : m_entries) {
        m_paths.push_back(QString::fromStdString(entry.path));
        m_searched.push_back(QStringLiteral("%1 %2 %3")
                .arg(m_paths.back(), shapeText(entry.shape),
                    QString::fromStdString(entry.storedType)));
    }
    build({});
}

void DatasetTreeModel::setFilter(const QString& text)
{
    beginResetModel();
    build(text.split(u' ', Qt::SkipEmptyParts));
    endResetModel();
}

void DatasetTreeModel::build(const QStringList& words)
{
    m_nodes.assign(1, {});
    m_groups.clear();
    m_shown = 0;
    for (std::size_t entry = 0; entry < m_entries.size(); ++entry) {
        const QString& searched = m_searched[entry];
        if (!std::ranges::all_of(words,
                [&](const QString& word) { return searched.contains(word, Qt::CaseInsensitive); }))
            continue;
        const QString& path = m_paths[entry];
        const qsizetype cut = path.lastIndexOf(separator);
        addNode(path.mid(cut + 1), static_cast<int>(entry),
            addGroup(path.left(std::max<qsizetype>(cut, 0))));
        ++m_shown;
    }
}

// Names of arrays are in order, so a group comes before what is in it.
int DatasetTreeModel::addGroup(const QString& path)
{
    if (path.isEmpty())
        return 0;
    if (const auto known = m_groups.constFind(path); known != m_groups.constEnd())
        return *known;
    int group = 0;
    qsizetype from = 0;
    while (from < path.size()) {
        qsizetype end = path.indexOf(separator, from);
        if (end < 0)
            end = path.size();
        if (end > from) {
            const QString whole = path.left(end);
            const auto known = m_groups.constFind(whole);
            group = known != m_groups.constEnd() ? *known
                                                 : addNode(path.mid(from, end - from), none, group);
            m_groups.insert(whole, group);
        }
        from = end + 1;
    }
    m_groups.insert(path, group);
    return group;
}

int DatasetTreeModel::addNode(const QString& name, int entry, int parent)
{
    const int number = static_cast<int>(m_nodes.size());
    auto& siblings = m_nodes[toIndex(parent)].children;
    const int row = static_cast<int>(siblings.size());
    siblings.push_back(number);
    m_nodes.push_back({name, entry, parent, row, {}});
    return number;
}

const DatasetTreeModel::Node& DatasetTreeModel::nodeAt(const QModelIndex& index) const
{
    return m_nodes.at(index.isValid() ? toIndex(index.internalId()) : 0);
}

QModelIndex DatasetTreeModel::indexOfNode(int node) const
{
    return createIndex(m_nodes[toIndex(node)].row, 0, static_cast<quintptr>(node));
}

const DatasetEntry* DatasetTreeModel::entryAt(const QModelIndex& index) const
{
    const int entry = nodeAt(index).entry;
    return entry == none ? nullptr : &m_entries[toIndex(entry)];
}

QModelIndex DatasetTreeModel::indexOf(const QString& path) const
{
    for (std::size_t node = 1; node < m_nodes.size(); ++node)
        if (m_nodes[node].entry != none && m_paths[toIndex(m_nodes[node].entry)] == path)
            return indexOfNode(static_cast<int>(node));
    return {};
}

QModelIndex DatasetTreeModel::likeliest() const
{
    int best = none;
    const auto rank = [this](int node) {
        const DatasetEntry& entry = m_entries[toIndex(m_nodes[toIndex(node)].entry)];
        return std::pair(entry.suitable, entry.likelihood);
    };
    for (int node = 1; toIndex(node) < m_nodes.size(); ++node)
        if (m_nodes[toIndex(node)].entry != none && (best == none || rank(node) > rank(best)))
            best = node;
    return best == none ? QModelIndex() : indexOfNode(best);
}

QModelIndex DatasetTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    const auto& children = nodeAt(parent).children;
    if (row < 0 || column < 0 || column >= columns || toIndex(row) >= children.size())
        return {};
    return createIndex(row, column, static_cast<quintptr>(children[toIndex(row)]));
}

QModelIndex DatasetTreeModel::parent(const QModelIndex& child) const
{
    const int parent = child.isValid() ? nodeAt(child).parent : none;
    return parent <= 0 ? QModelIndex() : indexOfNode(parent);
}

int DatasetTreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeAt(parent).children.size());
}

int DatasetTreeModel::columnCount(const QModelIndex& /*parent*/) const
{
    return columns;
}

QString DatasetTreeModel::text(const Node& node, int column) const
{
    if (node.entry == none)
        return column == Name ? node.name : QString();
    const DatasetEntry& entry = m_entries[toIndex(node.entry)];
    switch (column) {
    case Name:
        return entry.target.empty()
            ? node.name
            : tr("%1 → %2").arg(node.name, QString::fromStdString(entry.target));
    case Shape:
        return shapeText(entry.shape);
    case Type:
        return QString::fromStdString(entry.storedType);
    case Storage:
        return QString::fromStdString(entry.storage);
    default:
        if (entry.suitable)
            return tr("✓ %1").arg(
                entry.reason.empty() ? tr("can be shown") : QString::fromStdString(entry.reason));
        return QString::fromStdString(entry.reason);
    }
}

QVariant DatasetTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Node& node = nodeAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::ToolTipRole:
        return index.column() == Name && node.entry != none ? m_paths[toIndex(node.entry)]
                                                            : text(node, index.column());
    case Qt::SizeHintRole:
        return QSize(0, QFontMetrics(QGuiApplication::font()).height() + 2 * spacingUnit);
    case Qt::ForegroundRole:
        if (node.entry != none && !m_entries[toIndex(node.entry)].suitable)
            return quietText(QGuiApplication::palette());
        return {};
    default:
        return {};
    }
}

QVariant DatasetTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Dataset");
    case Shape:
        return tr("Shape");
    case Type:
        return tr("Type");
    case Storage:
        return tr("Storage");
    default:
        return tr("Can it be shown?");
    }
}

Qt::ItemFlags DatasetTreeModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

} // namespace tessera
