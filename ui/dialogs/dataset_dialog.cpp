// SPDX-License-Identifier: MIT
#include "ui/dialogs/dataset_dialog.h"

#include "ui/dialogs/dataset_tree_model.h"
#include "ui/theme/quiet_label.h"
#include "ui/theme/spacing.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPixmap>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace tessera {

namespace {

constexpr int pictureDelayMs = 120;

QString countText(int shown, int all)
{
    if (shown < all)
        return QCoreApplication::translate("DatasetDialog", "%1 of %2").arg(shown).arg(all);
    return all == 1 ? QCoreApplication::translate("DatasetDialog", "1 dataset")
                    : QCoreApplication::translate("DatasetDialog", "%1 datasets").arg(all);
}

// Labels break lines at spaces only; names have none.
QString breakable(QString path)
{
    constexpr QChar zeroWidthSpace(0x200B);
    for (const QChar mark : {QChar(u'/'), QChar(u'_'), QChar(u'.'), QChar(u'-')})
        path.replace(mark, QString(mark) + zeroWidthSpace);
    return path;
}

} // namespace

DatasetDialog::DatasetDialog(
    const QString& fileName, std::vector<DatasetEntry> entries, QWidget* parent)
    : QDialog(parent)
    , m_model(new DatasetTreeModel(std::move(entries), this))
    , m_filter(new QLineEdit(this))
    , m_count(new QuietLabel({}, this))
    , m_list(new QTreeView(this))
    , m_picture(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel, this))
{
    setWindowTitle(tr("Choose a dataset"));
    auto* question = new QLabel(tr("Which dataset of %1 holds the probabilities?").arg(fileName));
    question->setTextFormat(Qt::PlainText);
    question->setWordWrap(true);
    m_filter->setPlaceholderText(tr("Search by name, shape or type"));
    m_filter->setAccessibleName(tr("Search"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    makeList();

    auto* search = new QHBoxLayout;
    search->setSpacing(2 * spacingUnit);
    search->addWidget(m_filter, 1);
    search->addWidget(m_count);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(3 * spacingUnit);
    middle->addWidget(m_list, 1);
    middle->addWidget(makePreview());
    auto* column = new QVBoxLayout(this);
    column->setSpacing(2 * spacingUnit);
    column->addWidget(question);
    column->addLayout(search);
    column->addLayout(middle, 1);
    column->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &DatasetDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &DatasetDialog::reject);
    connect(m_filter, &QLineEdit::textChanged, this, &DatasetDialog::filter);
    m_delay.setSingleShot(true);
    m_delay.setInterval(pictureDelayMs);
    connect(&m_delay, &QTimer::timeout, this,
        [this] { Q_EMIT pictureWanted(chosen().value_or(QString())); });
    filter({});
    m_filter->setFocus();
    constexpr QSize usual(260 * spacingUnit, 140 * spacingUnit);
    resize(usual);
}

void DatasetDialog::makeList()
{
    m_list->setAccessibleName(tr("Datasets"));
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->installEventFilter(this);
    m_list->setModel(m_model);
    constexpr std::array widths{// the last takes the rest
        56 * spacingUnit, 30 * spacingUnit, 18 * spacingUnit, 36 * spacingUnit};
    for (int column = 0; const int width : widths)
        m_list->setColumnWidth(column++, width);
    connect(m_list, &QTreeView::activated, this, &DatasetDialog::accept);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &DatasetDialog::showChosen);
}

QWidget* DatasetDialog::makePreview()
{
    auto* side = new QWidget(this);
    side->setFixedWidth(pictureEdge);
    m_picture->setFixedSize(pictureEdge, pictureEdge);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setWordWrap(true);
    m_picture->setTextFormat(Qt::PlainText);
    m_picture->setFrameShape(QFrame::StyledPanel);
    m_picture->setAccessibleName(tr("Preview"));
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * spacingUnit);
    column->addWidget(m_picture);
    column->addWidget(m_facts, 1);
    return side;
}

std::optional<QString> DatasetDialog::chosen() const
{
    const DatasetEntry* entry = m_model->entryAt(m_list->currentIndex());
    if (entry == nullptr)
        return std::nullopt;
    return QString::fromStdString(entry->path);
}

void DatasetDialog::accept()
{
    const auto path = chosen();
    if (!path || isHidden()) // Enter in the list is told twice
        return;
    m_delay.stop();
    QDialog::accept();
    Q_EMIT datasetChosen(*path);
}

void DatasetDialog::filter(const QString& text)
{
    const auto before = chosen();
    m_model->setFilter(text);
    m_list->expandAll();
    m_count->setText(countText(m_model->shownCount(), m_model->count()));
    const QModelIndex same = before ? m_model->indexOf(*before) : QModelIndex();
    setCurrent(same.isValid() ? same : m_model->likeliest());
}

void DatasetDialog::mark(const QString& path)
{
    if (const QModelIndex index = m_model->indexOf(path); index.isValid())
        setCurrent(index);
}

void DatasetDialog::setCurrent(const QModelIndex& index)
{
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    showChosen();
}

void DatasetDialog::showChosen()
{
    const DatasetEntry* entry = m_model->entryAt(m_list->currentIndex());
    auto* open = m_buttons->button(QDialogButtonBox::Open);
    open->setEnabled(entry != nullptr);
    open->setText(entry == nullptr || entry->suitable ? tr("&Open") : tr("&Try it"));
    m_picture->setText({});
    m_picture->setPixmap({});
    m_facts->clear();
    m_delay.start();
    if (entry == nullptr)
        return;
    QStringList facts{breakable(QString::fromStdString(entry->path)), shapeText(entry->shape),
        QString::fromStdString(entry->storedType), QString::fromStdString(entry->storage),
        QString::fromStdString(entry->reason)};
    facts.removeAll(QString());
    m_facts->setText(facts.join(u'\n'));
}

void DatasetDialog::setPicture(const QImage& picture)
{
    const double ratio = devicePixelRatioF();
    const int edge = static_cast<int>(pictureEdge * ratio) - 2 * m_picture->frameWidth();
    const QImage scaled = picture.scaled(edge, edge, Qt::KeepAspectRatio, Qt::FastTransformation);
    QPixmap pixmap(scaled.size());
    pixmap.fill(Qt::black); // nothing is transparent: where no class wins, it is black
    QPainter(&pixmap).drawImage(0, 0, scaled);
    pixmap.setDevicePixelRatio(ratio);
    m_picture->setPixmap(pixmap);
}

void DatasetDialog::setPictureFailed(const QString& sentence)
{
    m_picture->setText(sentence);
}

// The arrows walk through the list wherever the focus is, and letters search.
bool DatasetDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    constexpr std::array walking{Qt::Key_Up, Qt::Key_Down, Qt::Key_PageUp, Qt::Key_PageDown};
    if (watched == m_filter && std::ranges::find(walking, key->key()) != walking.end())
        return QCoreApplication::sendEvent(m_list, event);
    const bool isLetter = !key->text().isEmpty() && key->text().front().isPrint()
        && (key->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) == 0;
    if (watched == m_list && isLetter) {
        m_filter->setFocus();
        return QCoreApplication::sendEvent(m_filter, event);
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace tessera
