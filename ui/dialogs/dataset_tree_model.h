// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/open_source.h"

#include <QAbstractItemModel>
#include <QStringList>

#include <vector>

namespace tessera {

// The arrays of a file as a tree of its groups, narrowed by words. Made of plain numbers, so that
// many thousands are quick. Threads: GUI thread only.
class DatasetTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Name, Shape, Type, Storage, Note };
    static constexpr int columns = 5;

    explicit DatasetTreeModel(std::vector<DatasetEntry> entries, QObject* parent = nullptr);

    // Only what has every word in its path, shape or type; the tree is made anew.
    void setFilter(const QString& text);
    int shownCount() const { return m_shown; } // of arrays
    int count() const { return static_cast<int>(m_entries.size()); }

    const DatasetEntry* entryAt(const QModelIndex& index) const; // null: a group, or none
    QModelIndex indexOf(const QString& path) const; // invalid: not shown
    QModelIndex likeliest() const; // where none is suitable: the first that is shown

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    static constexpr int none = -1;
    struct Node {
        QString name;
        int entry = none; // none: a group
        int parent = none;
        int row = 0;
        std::vector<int> children;
    };
    void build(const QStringList& words);
    int addGroup(const QString& path);
    int addNode(const QString& name, int entry, int parent);
    const Node& nodeAt(const QModelIndex& index) const;
    QModelIndex indexOfNode(int node) const;
    QString text(const Node& node, int column) const;

    std::vector<DatasetEntry> m_entries;
    std::vector<QString> m_paths;
    std::vector<QString> m_searched; // what the words are looked for in
    std::vector<Node> m_nodes; // the first is the root
    QHash<QString, int> m_groups; // by path
    int m_shown = 0;
};

// "50 × 60 × 55 × 2"
QString shapeText(const std::vector<std::uint64_t>& shape);

} // namespace tessera
