// SPDX-License-Identifier: MIT
#include "ui/dialogs/shortcuts_dialog.h"

#include "ui/theme/spacing.h"

#include <QDialogButtonBox>
#include <QHash>
#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tessera {

namespace {

enum Column { Action, Shortcut };

} // namespace

ShortcutsDialog::ShortcutsDialog(const QList<ShortcutRow>& rows, QWidget* parent)
    : QDialog(parent)
    , m_search(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
{
    setWindowTitle(tr("Keys"));
    m_search->setPlaceholderText(tr("Search for an action or a key"));
    m_search->setAccessibleName(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Keys"));
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(3 * spacingUnit);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setUniformRowHeights(true);
    addRows(rows);
    m_list->expandAll();
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(Action, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(Shortcut, QHeaderView::ResizeToContents);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(2 * spacingUnit);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutsDialog::search);
    m_search->setFocus();
    constexpr QSize usual(110 * spacingUnit, 140 * spacingUnit);
    resize(usual);
}

void ShortcutsDialog::showFor(const QList<ShortcutRow>& rows, QWidget* parent)
{
    auto* sheet = new ShortcutsDialog(rows, parent);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->show();
}

void ShortcutsDialog::addRows(const QList<ShortcutRow>& rows)
{
    QHash<QString, QTreeWidgetItem*> groups;
    QFont heading = font();
    heading.setBold(true);
    for (const ShortcutRow& row : rows) {
        QTreeWidgetItem*& group = groups[row.group];
        if (!group) {
            group = new QTreeWidgetItem(m_list, {row.group});
            group->setFont(Action, heading);
            group->setFirstColumnSpanned(true);
        }
        auto* item = new QTreeWidgetItem(group, {row.action, row.shortcut});
        item->setTextAlignment(Shortcut, Qt::AlignRight | Qt::AlignVCenter);
    }
}

void ShortcutsDialog::search(const QString& text)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* group = m_list->topLevelItem(i);
        bool isAnyShown = false;
        for (int j = 0; j < group->childCount(); ++j) {
            QTreeWidgetItem* item = group->child(j);
            const bool matches = item->text(Action).contains(text, Qt::CaseInsensitive)
                || item->text(Shortcut).contains(text, Qt::CaseInsensitive);
            item->setHidden(!matches);
            isAnyShown = isAnyShown || matches;
        }
        group->setHidden(!isAnyShown);
    }
}

int ShortcutsDialog::shownCount() const
{
    int count = 0;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* group = m_list->topLevelItem(i);
        for (int j = 0; j < group->childCount(); ++j)
            count += group->child(j)->isHidden() ? 0 : 1;
    }
    return count;
}

} // namespace tessera
