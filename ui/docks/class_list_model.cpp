// SPDX-License-Identifier: MIT
#include "ui/docks/class_list_model.h"

#include <QColor>

#include <utility>

namespace tessera {

namespace {

QString percentText(double percent)
{
    constexpr double smallest = 0.05;
    if (percent > 0 && percent < smallest)
        return QStringLiteral("< 0.1 %");
    return QStringLiteral("%1 %").arg(percent, 0, 'f', 1);
}

} // namespace

void ClassListModel::setLook(const Look& look)
{
    if (look.classes.size() != m_look.classes.size()) {
        beginResetModel();
        m_look = look;
        m_shares.clear();
        endResetModel();
        return;
    }
    if (look == m_look)
        return;
    m_look = look;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

void ClassListModel::setShares(std::vector<double> percent)
{
    m_shares = std::move(percent);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Share), index(rowCount() - 1, Share));
}

int ClassListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_look.classes.size());
}

int ClassListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant ClassListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const ClassStyle& style = m_look.classes.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return shownText(index.row(), index.column());
    case Qt::ToolTipRole:
        return tip(index.row(), index.column());
    case Qt::AccessibleTextRole:
        return spokenText(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            (index.column() == Share ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case visibleRole:
        return style.visible;
    case colourRole:
        return QColor(style.colour.red, style.colour.green, style.colour.blue);
    default:
        return {};
    }
}

bool ClassListModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || index.column() != Name)
        return false;
    const QString name = value.toString().simplified();
    if (name.isEmpty() || name == shownText(index.row(), Name))
        return false;
    Q_EMIT renameRequested(index.row(), name);
    return true;
}

Qt::ItemFlags ClassListModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Name ? flags | Qt::ItemIsEditable : flags;
}

QString ClassListModel::shownText(int row, int column) const
{
    const auto place = static_cast<std::size_t>(row);
    if (column == Name)
        return QString::fromStdString(m_look.classes.at(place).name);
    if (column == Share && place < m_shares.size())
        return percentText(m_shares[place]);
    return {};
}

QString ClassListModel::tip(int row, int column) const
{
    switch (column) {
    case Eye:
        return tr("Show or hide (Space); Ctrl+click: only this class (Ctrl+Space)");
    case Swatch:
        return tr("Choose a colour (Enter)");
    case Name:
        return tr("%1\n%2\nDouble click renames (F2)")
            .arg(shownText(row, Name), m_namesReason)
            .replace(QStringLiteral("\n\n"), QStringLiteral("\n"));
    default:
        return tr("Share of the pixels in view");
    }
}

QString ClassListModel::spokenText(int row, int column) const
{
    if (column == Eye)
        return m_look.classes.at(static_cast<std::size_t>(row)).visible ? tr("visible")
                                                                        : tr("hidden");
    if (column == Swatch)
        return data(index(row, column), colourRole).value<QColor>().name();
    return shownText(row, column);
}

} // namespace tessera
