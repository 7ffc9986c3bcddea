// SPDX-License-Identifier: MIT
#include "ui/docks/cost_line.h"

#include "ui/docks/cost_text.h"
#include "ui/theme/icon_button.h"
#include "ui/theme/spacing.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStringList>

namespace tessera {

CostLine::CostLine(QWidget* parent)
    : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(3 * spacingUnit, 0, spacingUnit, 0);
    row->setSpacing(4 * spacingUnit);
    m_tiles = addFigure(tr("tiles %1/%2").arg(888).arg(888), tr("Finished, of the tiles in view"));
    m_time = addFigure(tr("%1 a tile").arg(QStringLiteral("88.8 ms")),
        tr("Read, reduce and paint together; the median of the latest tiles"));
    m_rate = addFigure(QStringLiteral("888 MB/s"), tr("Samples, per second of reading"));
    m_cache = addFigure(tr("cache %1").arg(QStringLiteral("8888 of 8888 MB")),
        tr("Finished tiles kept in memory, of the budget"));
    m_peak = addFigure(
        tr("peak %1").arg(QStringLiteral("88.88 GB")), tr("The most memory the process ever held"));
    row->addStretch(1);
    m_toggle = new IconButton(QStringLiteral("up"), QString(), this);
    row->addWidget(m_toggle);
    connect(m_toggle, &QToolButton::clicked, this, &CostLine::toggleRequested);
    setOpen(false);
    setTotals({});
    setStatus({});
}

QLabel* CostLine::addFigure(const QString& widest, const QString& tip)
{
    auto* figure = new QLabel(this);
    figure->setMinimumWidth(figure->fontMetrics().horizontalAdvance(widest));
    figure->setToolTip(tip);
    layout()->addWidget(figure);
    return figure;
}

void CostLine::setTotals(const CostTotals& totals)
{
    m_time->setText(totals.tiles == 0 ? tr("– ms a tile")
                                      : tr("%1 a tile").arg(durationText(totals.medianWorkNs)));
    m_rate->setText(rateText(totals.bytesRead, totals.readNs));
}

void CostLine::setStatus(const CostStatus& status)
{
    m_tiles->setText(tr("tiles %1/%2").arg(status.tilesReady).arg(status.tilesWanted));
    m_cache->setText(tr("cache %1").arg(shareText(status.cacheHeld, status.cacheBudget)));
    m_peak->setText(tr("peak %1").arg(bytesText(status.peakResident)));
}

void CostLine::setOpen(bool open)
{
    m_toggle->setIconName(open ? QStringLiteral("down") : QStringLiteral("up"));
    const QString text = open ? tr("Show only this line") : tr("Show chart and table");
    m_toggle->setToolTip(text);
    m_toggle->setAccessibleName(text);
}

QString CostLine::text() const
{
    return QStringList{
        m_tiles->text(), m_time->text(), m_rate->text(), m_cache->text(), m_peak->text()}
        .join(QStringLiteral("   "));
}

void CostLine::mouseDoubleClickEvent(QMouseEvent*)
{
    Q_EMIT toggleRequested();
}

} // namespace tessera
