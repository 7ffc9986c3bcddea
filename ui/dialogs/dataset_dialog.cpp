// SPDX-License-Identifier: MIT
#include "ui/dialogs/dataset_dialog.h"

#include "ui/theme/spacing.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStringList>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tessera {

namespace {

enum Column { Path, Shape, Type, Note };

} // namespace

QString shapeText(const std::vector<std::uint64_t>& shape)
{
    QStringList parts;
    for (const std::uint64_t extent : shape)
        parts.append(QString::number(extent));
    return parts.join(QStringLiteral(" × "));
}

DatasetDialog::DatasetDialog(
    const QString& fileName, const std::vector<DatasetEntry>& entries, QWidget* parent)
    : QDialog(parent)
    , m_filter(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel, this))
{
    setWindowTitle(tr("Choose a dataset"));
    auto* question = new QLabel(tr("Which dataset of %1 holds the probabilities?").arg(fileName));
    question->setTextFormat(Qt::PlainText);
    question->setWordWrap(true);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    m_list->setAccessibleName(tr("Datasets"));
    m_list->setHeaderLabels({tr("Dataset"), tr("Shape"), tr("Type"), QString()});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    for (const DatasetEntry& entry : entries)
        addEntry(entry);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);

    auto* column = new QVBoxLayout(this);
    column->setSpacing(2 * spacingUnit);
    column->addWidget(question);
    column->addWidget(m_filter);
    column->addWidget(m_list, 1);
    column->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &DatasetDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &DatasetDialog::reject);
    connect(m_filter, &QLineEdit::textChanged, this, &DatasetDialog::filter);
    connect(m_list, &QTreeWidget::itemDoubleClicked, this, [this](const QTreeWidgetItem* item) {
        if (!item->isDisabled())
            accept();
    });
    connect(m_list, &QTreeWidget::itemSelectionChanged, this,
        [this] { m_buttons->button(QDialogButtonBox::Open)->setEnabled(chosen().has_value()); });
    m_buttons->button(QDialogButtonBox::Open)->setEnabled(false);
    markFirst();
    constexpr QSize usual(180 * spacingUnit, 90 * spacingUnit);
    resize(usual);
}

void DatasetDialog::addEntry(const DatasetEntry& entry)
{
    auto* item = new QTreeWidgetItem(m_list);
    item->setText(Path, QString::fromStdString(entry.path));
    item->setText(Shape, shapeText(entry.shape));
    item->setText(Type, QString::fromStdString(entry.storedType));
    item->setToolTip(Path, item->text(Path));
    if (entry.suitable)
        return;
    item->setText(Note, QString::fromStdString(entry.reason));
    item->setToolTip(Note, item->text(Note));
    item->setDisabled(true);
}

std::optional<QString> DatasetDialog::chosen() const
{
    const auto marked = m_list->selectedItems();
    if (marked.isEmpty() || marked.first()->isDisabled() || marked.first()->isHidden())
        return std::nullopt;
    return marked.first()->text(Path);
}

void DatasetDialog::accept()
{
    const auto path = chosen();
    if (!path)
        return;
    QDialog::accept();
    Q_EMIT datasetChosen(*path);
}

void DatasetDialog::filter(const QString& text)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_list->topLevelItem(i);
        item->setHidden(!item->text(Path).contains(text, Qt::CaseInsensitive));
    }
    if (!chosen())
        markFirst();
}

void DatasetDialog::markFirst()
{
    m_list->clearSelection();
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_list->topLevelItem(i);
        if (item->isHidden() || item->isDisabled())
            continue;
        m_list->setCurrentItem(item);
        return;
    }
}

// From the filter, the arrows walk through the list.
bool DatasetDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            m_list->setFocus();
            return QCoreApplication::sendEvent(m_list, event);
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace tessera
