// SPDX-License-Identifier: MIT
#include "tests/benchmarks/walk/walk_meter.h"

#include "core/cost/stopwatch.h"
#include "ui/view/tile_view.h"

#include <QEvent>

#include <algorithm>
#include <cmath>

namespace tessera::bench {

namespace {

constexpr int beatMs = 2;
constexpr double nsPerMs = 1e6;

double millisecondsSince(std::int64_t startNs)
{
    return static_cast<double>(nowNs() - startNs) / nsPerMs;
}

bool isInput(QEvent::Type type)
{
    switch (type) {
    case QEvent::Wheel:
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseMove:
    case QEvent::KeyPress:
        return true;
    default:
        return false;
    }
}

} // namespace

Spread spreadOf(std::vector<double> values)
{
    if (values.empty())
        return {};
    std::ranges::sort(values);
    const auto at = [&](double share) {
        const double rank = std::ceil(share * static_cast<double>(values.size()));
        return values[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
    };
    return {values.size(), at(0.5), at(0.95), values.back()};
}

WalkMeter::WalkMeter(int& argumentCount, char** arguments)
    : QApplication(argumentCount, arguments)
{
    m_heart.setTimerType(Qt::PreciseTimer);
    m_heart.setInterval(beatMs);
    connect(&m_heart, &QTimer::timeout, this, &WalkMeter::beat);
}

void WalkMeter::watch(TileView& view)
{
    m_view = &view;
    connect(&view, &TileView::framePainted, this, [this] { m_wasPainted = true; });
}

void WalkMeter::startRecording()
{
    m_frames.clear();
    m_paints.clear();
    m_gaps.clear();
    m_inputNs.reset();
    m_isRecording = true;
    m_beatNs = nowNs();
    m_heart.start();
}

void WalkMeter::beat()
{
    m_gaps.push_back(millisecondsSince(m_beatNs));
    m_beatNs = nowNs();
}

WalkMeter::Shown WalkMeter::nowShown() const
{
    if (m_content == nullptr)
        return {};
    return {m_view->destination().state(), m_content->session().reading().plane};
}

bool WalkMeter::notify(QObject* receiver, QEvent* event)
{
    if (event->type() == QEvent::UpdateRequest)
        return deliverFrame(receiver, event);
    if (receiver == m_view && isInput(event->type()))
        return deliverInput(receiver, event);
    return QApplication::notify(receiver, event);
}

bool WalkMeter::deliverInput(QObject* receiver, QEvent* event)
{
    const std::int64_t start = nowNs();
    const Shown before = nowShown();
    const bool isTaken = QApplication::notify(receiver, event);
    const bool isChange = nowShown() != before;
    if (isChange && !m_inputNs)
        m_inputNs = start;
    return isTaken;
}

bool WalkMeter::deliverFrame(QObject* receiver, QEvent* event)
{
    m_wasPainted = false;
    const std::int64_t start = nowNs();
    const bool isTaken = QApplication::notify(receiver, event);
    if (!m_wasPainted)
        return isTaken;
    if (m_isRecording)
        m_paints.push_back(millisecondsSince(start));
    if (m_isRecording && m_inputNs)
        m_frames.push_back(millisecondsSince(*m_inputNs));
    m_inputNs.reset();
    notePicture();
    return isTaken;
}

void WalkMeter::notePicture()
{
    if (m_content == nullptr)
        return;
    if (!m_firstPictureNs && m_content->isFirstPicture())
        m_firstPictureNs = nowNs();
    const ShownPart part{m_content->session().reading().plane, m_view->transform().visibleRect()};
    if (m_shown.empty() || m_shown.back() != part)
        m_shown.push_back(part);
}

} // namespace tessera::bench
