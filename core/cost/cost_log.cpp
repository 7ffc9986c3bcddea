// SPDX-License-Identifier: MIT
#include "core/cost/cost_log.h"

#include <algorithm>

namespace tessera {

namespace {

// The value below which `percent` of the values lie (nearest rank); reorders them.
std::int64_t percentile(std::vector<std::int64_t>& values, std::size_t percent)
{
    constexpr std::size_t whole = 100;
    if (values.empty())
        return 0;
    const std::size_t rank = (values.size() * percent + whole - 1) / whole;
    const auto position = values.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::ranges::nth_element(values, position);
    return *position;
}

} // namespace

CostLog::CostLog(std::size_t capacity)
    : m_capacity(capacity)
{
}

std::uint64_t CostLog::append(TileBill bill)
{
    const std::lock_guard lock(m_mutex);
    bill.serial = m_nextSerial++;
    ++m_totals.tiles;
    m_totals.waitNs += bill.waitNs;
    m_totals.readNs += bill.readNs;
    m_totals.reduceNs += bill.reduceNs;
    m_totals.paintNs += bill.paintNs;
    m_totals.bytesRead += bill.bytesRead;
    m_bills.push_back(bill);
    if (m_bills.size() > m_capacity)
        m_bills.pop_front();
    ++m_revision;
    return bill.serial;
}

void CostLog::addPaint(std::uint64_t serial, std::int64_t paintNs)
{
    const std::lock_guard lock(m_mutex);
    if (m_bills.empty() || serial < m_bills.front().serial || serial > m_bills.back().serial)
        return;
    // Serials have no gaps, so the place of a bill follows from its serial.
    TileBill& bill = m_bills[serial - m_bills.front().serial];
    if (bill.paintNs != 0)
        return;
    bill.paintNs = paintNs;
    m_totals.paintNs += paintNs;
    ++m_revision;
}

void CostLog::clear()
{
    const std::lock_guard lock(m_mutex);
    m_bills.clear();
    m_totals = {};
    ++m_revision;
}

std::uint64_t CostLog::revision() const
{
    const std::lock_guard lock(m_mutex);
    return m_revision;
}

std::vector<TileBill> CostLog::bills() const
{
    const std::lock_guard lock(m_mutex);
    return {m_bills.begin(), m_bills.end()};
}

CostTotals CostLog::totals() const
{
    CostTotals totals;
    std::vector<std::int64_t> workNs;
    {
        const std::lock_guard lock(m_mutex);
        totals = m_totals;
        workNs.reserve(m_bills.size());
        for (const TileBill& bill : m_bills)
            if (!bill.isByProduct)
                workNs.push_back(bill.workNs());
    }
    constexpr std::size_t half = 50;
    constexpr std::size_t mostOfThem = 95;
    totals.medianWorkNs = percentile(workNs, half);
    totals.p95WorkNs = percentile(workNs, mostOfThem);
    return totals;
}

} // namespace tessera
