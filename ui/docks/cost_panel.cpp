// SPDX-License-Identifier: MIT
#include "ui/docks/cost_panel.h"

#include "ui/docks/cost_line.h"
#include "ui/docks/cost_totals_grid.h"
#include "ui/docks/ladder_tab.h"
#include "ui/docks/memory_chart.h"
#include "ui/docks/tile_bill_table.h"
#include "ui/docks/tile_chart.h"
#include "ui/theme/icon_button.h"
#include "ui/theme/spacing.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace tessera {

namespace {

constexpr std::int64_t idleSampleMs = 500; // between two points of memory that does not change

// How the width is divided at first.
constexpr int chartsShare = 380;
constexpr int tableShare = 900;

// What cost next to nothing says nothing about what a tile costs.
std::vector<TileBill> withoutByProducts(std::span<const TileBill> bills)
{
    std::vector<TileBill> made;
    made.reserve(bills.size());
    std::ranges::copy_if(
        bills, std::back_inserter(made), [](const TileBill& bill) { return !bill.isByProduct; });
    return made;
}

} // namespace

CostPanel::CostPanel(std::shared_ptr<CostLog> log, QWidget* parent)
    : QWidget(parent)
    , m_log(std::move(log))
    , m_line(new CostLine(this))
    , m_tileChart(new TileChart(this))
    , m_memoryChart(new MemoryChart(this))
    , m_totals(new CostTotalsGrid(this))
    , m_table(new TileBillTable(this))
    , m_ladder(new LadderTab(this))
    , m_details(makeDetails())
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_line);
    column->addWidget(m_details, 1);
    m_details->hide();
    m_timer.setInterval(pollMs);
    m_clock.start();
    connect(&m_timer, &QTimer::timeout, this, &CostPanel::poll);
    connect(m_line, &CostLine::toggleRequested, this, [this] { setOpen(!m_isOpen); });
    connect(m_table, &TileBillTable::tileActivated, this, &CostPanel::tileActivated);
}

QWidget* CostPanel::makeDetails()
{
    auto* tabs = new QTabWidget(this);
    tabs->setDocumentMode(true);
    tabs->addTab(makeTiles(), tr("Tiles"));
    tabs->addTab(m_ladder, tr("Ladder"));
    return tabs;
}

QWidget* CostPanel::makeTiles()
{
    auto* charts = new QSplitter(Qt::Vertical, this);
    charts->addWidget(m_tileChart);
    charts->addWidget(m_memoryChart);
    charts->setChildrenCollapsible(false);

    auto* clear = new IconButton(QStringLiteral("clear"), tr("Forget these bills"), this);
    connect(clear, &QToolButton::clicked, this, &CostPanel::clearLog);
    auto* bills = new QWidget(this);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(0, 0, spacingUnit, 0);
    head->addWidget(m_totals, 1);
    head->addWidget(clear, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(bills);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_table, 1);

    auto* details = new QSplitter(Qt::Horizontal, this);
    details->addWidget(charts);
    details->addWidget(bills);
    details->setSizes({chartsShare, tableShare});
    details->setStretchFactor(1, 1);
    details->setChildrenCollapsible(false);
    return details;
}

void CostPanel::setStatus(const CostStatus& status)
{
    m_status = status;
}

void CostPanel::setOpen(bool open)
{
    if (open == m_isOpen)
        return;
    m_isOpen = open;
    m_line->setOpen(open);
    m_details->setVisible(open);
    m_shownRevision.reset();
    if (isVisible())
        poll();
    Q_EMIT openChanged(open);
}

QString CostPanel::lineText() const
{
    return m_line->text();
}

void CostPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    poll();
    m_timer.start();
}

void CostPanel::hideEvent(QHideEvent* event)
{
    m_timer.stop();
    QWidget::hideEvent(event);
}

void CostPanel::poll()
{
    m_line->setStatus(m_status);
    sampleMemory();
    if (const std::uint64_t revision = m_log->revision(); m_shownRevision != revision) {
        m_shownRevision = revision;
        takeBills();
    }
}

void CostPanel::takeBills()
{
    const CostTotals totals = m_log->totals();
    m_line->setTotals(totals);
    if (!m_isOpen)
        return;
    m_table->setBills(m_log->bills());
    const std::vector<TileBill> made = withoutByProducts(m_table->bills());
    m_tileChart->setBills(made);
    m_totals->setCost(totals, made);
}

void CostPanel::sampleMemory()
{
    const std::int64_t now = m_clock.elapsed();
    const bool isDue = m_lastSampleMs < 0 || now - m_lastSampleMs >= idleSampleMs;
    if (!isDue && m_status == m_sampled)
        return;
    m_lastSampleMs = now;
    m_sampled = m_status;
    m_memoryChart->append(now, m_status);
}

void CostPanel::clearLog()
{
    m_log->clear();
    poll();
}

} // namespace tessera
