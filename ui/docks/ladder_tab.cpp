// SPDX-License-Identifier: MIT
#include "ui/docks/ladder_tab.h"

#include "ui/docks/ladder_delegate.h"
#include "ui/docks/ladder_model.h"
#include "ui/docks/ladder_process.h"
#include "ui/theme/quiet_label.h"
#include "ui/theme/spacing.h"

#include <QClipboard>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace tessera {

namespace {

constexpr int sideWidth = 65 * spacingUnit;
// What the parts of the work count: writing the files takes as long as some rungs.
constexpr int preparingShare = 30;
constexpr int rungShare = 10;
constexpr int mostRungs = 10; // eight steps, Tessera with one thread and with all

QLabel* wrapped(QLabel* label)
{
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QString widestRung(const QFontMetrics& metrics)
{
    QString widest;
    for (const LadderStepName& step : ladderSteps()) {
        const QString text =
            rungText(QString::fromUtf8(step.id.data(), static_cast<qsizetype>(step.id.size())));
        if (metrics.horizontalAdvance(text) > metrics.horizontalAdvance(widest))
            widest = text;
    }
    return widest;
}

} // namespace

LadderTab::LadderTab(QWidget* parent)
    : QWidget(parent)
    , m_process(new LadderProcess(this))
    , m_model(new LadderModel(this))
    , m_table(new QTableView(this))
    , m_crop(wrapped(new QuietLabel(QString(), this)))
    , m_state(wrapped(new QLabel(this)))
    , m_progress(new QProgressBar(this))
    , m_run(new QPushButton(tr("Climb the ladder"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_copy(new QPushButton(tr("Copy"), this))
{
    makeTable();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeSide());
    row->addWidget(m_table, 1);
    connectProcess();
    clear();
}

QWidget* LadderTab::makeSide()
{
    auto* side = new QWidget(this);
    side->setFixedWidth(sideWidth);
    m_run->setToolTip(
        tr("Colour this plane in every way from naive to fast, and see what each costs"));
    m_cancel->setToolTip(tr("Stop; nothing stays behind"));
    m_copy->setToolTip(tr("Copy the figures as text"));
    m_progress->setAccessibleName(tr("Progress of the ladder"));
    m_progress->setTextVisible(false);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(2 * spacingUnit);
    buttons->addWidget(m_run);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_copy);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(3 * spacingUnit, 2 * spacingUnit, 3 * spacingUnit, 2 * spacingUnit);
    column->setSpacing(2 * spacingUnit);
    column->addLayout(buttons);
    column->addWidget(m_progress);
    column->addWidget(m_state);
    column->addWidget(m_crop);
    column->addStretch(1);
    connect(m_run, &QPushButton::clicked, this, &LadderTab::runRequested);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_process->cancel();
        showState(tr("Cancelled."));
    });
    connect(m_copy, &QPushButton::clicked, this, &LadderTab::copy);
    return side;
}

void LadderTab::makeTable()
{
    m_table->setModel(m_model);
    m_table->installEventFilter(this);
    m_table->setItemDelegate(new LadderDelegate(m_table));
    m_table->setAccessibleName(tr("Cost of each step of the ladder"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + spacingUnit / 2);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
    const auto fit = [&](int column, const QString& widest) {
        header->setSectionResizeMode(column, QHeaderView::Fixed);
        m_table->setColumnWidth(column, fontMetrics().horizontalAdvance(widest) + 4 * spacingUnit);
    };
    fit(LadderModel::Step, widestRung(fontMetrics()));
    fit(LadderModel::Faster, QStringLiteral("×88 888"));
    fit(LadderModel::Picture,
        m_model->headerData(LadderModel::Picture, Qt::Horizontal, Qt::DisplayRole).toString()
            + tr("different"));
    header->setSectionResizeMode(LadderModel::Time, QHeaderView::Stretch);
    header->setSectionResizeMode(LadderModel::Memory, QHeaderView::Stretch);
}

void LadderTab::connectProcess()
{
    connect(m_process, &LadderProcess::begun, this,
        [this](qint64 rows, qint64 columns, qint64 classes, bool isWholePlane) {
            const QString size =
                tr("%1 × %2 pixels, %3 classes").arg(rows).arg(columns).arg(classes);
            m_crop->setText(isWholePlane ? tr("Of the whole plane: %1.").arg(size)
                                         : tr("Of its top left corner: %1.").arg(size));
        });
    connect(m_process, &LadderProcess::preparing, this, [this](double fraction) {
        showState(tr("Writing text and numbers …"));
        m_progress->setValue(static_cast<int>(fraction * preparingShare));
    });
    connect(m_process, &LadderProcess::climbing, this,
        [this](const QString& rung) { showState(tr("%1 …").arg(rungText(rung))); });
    connect(m_process, &LadderProcess::climbed, this, [this](const LadderBill& bill) {
        m_model->append(bill);
        m_progress->setValue(preparingShare + rungShare * m_model->rowCount());
        m_copy->setEnabled(true);
        showState({});
    });
    connect(m_process, &LadderProcess::failed, this,
        [this](const QString& sentence) { showState(sentence); });
    connect(m_process, &LadderProcess::ended, this, &LadderTab::showIdle);
}

void LadderTab::run(const LadderOptions& options)
{
    clear();
    m_run->hide();
    m_cancel->show();
    m_cancel->setFocus();
    m_progress->setValue(0);
    m_progress->show();
    showState(tr("Opening the file …"));
    m_process->start(options);
}

void LadderTab::clear()
{
    m_process->cancel();
    m_model->clear();
    m_progress->setRange(0, preparingShare + rungShare * mostRungs);
    m_copy->setEnabled(false);
    m_crop->setText(
        tr("The plane that is shown, at most 5 million pixels of it, is coloured in every "
           "way from text and lists to Tessera. It takes some seconds and as much "
           "memory as the naive ways need."));
    showState({});
    showIdle();
}

void LadderTab::showState(const QString& text)
{
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

void LadderTab::showIdle()
{
    const bool hadFocus = m_cancel->hasFocus();
    m_cancel->hide();
    m_progress->hide();
    m_run->show();
    if (hadFocus)
        m_run->setFocus();
}

QString LadderTab::asText() const
{
    return m_crop->text() + QLatin1Char('\n') + m_model->asText();
}

void LadderTab::copy() const
{
    QGuiApplication::clipboard()->setText(asText());
}

bool LadderTab::eventFilter(QObject* watched, QEvent* event)
{
    const bool isCopy = event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy);
    if (!isCopy)
        return QWidget::eventFilter(watched, event);
    if (m_copy->isEnabled())
        copy();
    return true;
}

} // namespace tessera
