// SPDX-License-Identifier: MIT
#include "ui/docks/cost_totals_grid.h"

#include "ui/docks/cost_text.h"
#include "ui/theme/quiet_label.h"
#include "ui/theme/spacing.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>
#include <vector>

namespace tessera {

namespace {

template <class F> std::int64_t medianOf(std::span<const TileBill> bills, F number)
{
    if (bills.empty())
        return 0;
    std::vector<std::int64_t> numbers;
    numbers.reserve(bills.size());
    for (const TileBill& bill : bills)
        numbers.push_back(number(bill));
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
    std::ranges::nth_element(numbers, middle);
    return *middle;
}

} // namespace

CostTotalsGrid::CostTotalsGrid(QWidget* parent)
    : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(2 * spacingUnit, spacingUnit, 2 * spacingUnit, spacingUnit);
    grid->setHorizontalSpacing(4 * spacingUnit);
    grid->setVerticalSpacing(0);
    const std::array<QString, figures> titles{
        tr("tiles"), tr("wait"), tr("read"), tr("reduce"), tr("paint"), tr("bytes read")};
    const auto add = [&](int row, int column, QLabel* label) {
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        label->setMinimumWidth(label->fontMetrics().horizontalAdvance(QStringLiteral("88.88 ms")));
        grid->addWidget(label, row, column);
        return label;
    };
    for (int row = 1; const QString& title : {tr("total"), tr("median")})
        grid->addWidget(new QLabel(title, this), row++, 0);
    for (int column = 1; const QString& title : titles) {
        const auto place = static_cast<std::size_t>(column - 1);
        add(0, column, new QuietLabel(title, this));
        m_totals.at(place) = add(1, column, new QLabel(this));
        m_medians.at(place) = add(2, column, new QLabel(this));
        ++column;
    }
    grid->setColumnStretch(static_cast<int>(figures) + 1, 1);
    setCost({}, {});
}

void CostTotalsGrid::setCost(const CostTotals& totals, std::span<const TileBill> bills)
{
    const std::array<QString, figures> sums{QString::number(totals.tiles),
        durationText(totals.waitNs), durationText(totals.readNs), durationText(totals.reduceNs),
        durationText(totals.paintNs), bytesText(totals.bytesRead)};
    const auto bytesRead = [](const TileBill& bill) {
        return static_cast<std::int64_t>(bill.bytesRead.value);
    };
    const std::array<QString, figures> medians{QString(),
        durationText(medianOf(bills, [](const TileBill& bill) { return bill.waitNs; })),
        durationText(medianOf(bills, [](const TileBill& bill) { return bill.readNs; })),
        durationText(medianOf(bills, [](const TileBill& bill) { return bill.reduceNs; })),
        durationText(medianOf(bills, [](const TileBill& bill) { return bill.paintNs; })),
        bytesText({static_cast<std::uint64_t>(medianOf(bills, bytesRead))})};
    for (std::size_t i = 0; i < figures; ++i) {
        m_totals.at(i)->setText(sums.at(i));
        m_medians.at(i)->setText(medians.at(i));
    }
}

} // namespace tessera
