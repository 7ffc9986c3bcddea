// SPDX-License-Identifier: MIT
#include "ui/view/tile_bridge.h"

#include <utility>

namespace tessera {

void TileBridge::Inbox::picturesReady(PictureBatch batch)
{
    add(std::move(batch));
}

void TileBridge::Inbox::post(std::function<void()> answer)
{
    add(std::move(answer));
}

void TileBridge::Inbox::add(Letter letter)
{
    const std::lock_guard lock(m_mutex);
    if (m_bridge == nullptr)
        return;
    m_letters.push_back(std::move(letter));
    // Told under the lock so that the bridge cannot die in between; the connection only queues.
    if (m_letters.size() == 1)
        Q_EMIT m_bridge->lettersCame();
}

TileBridge::TileBridge(QObject* parent)
    : QObject(parent)
    , m_inbox(std::make_shared<Inbox>())
{
    connect(this, &TileBridge::lettersCame, this, &TileBridge::deliver, Qt::QueuedConnection);
    m_inbox->m_bridge = this;
}

TileBridge::~TileBridge()
{
    const std::lock_guard lock(m_inbox->m_mutex);
    m_inbox->m_bridge = nullptr;
    m_inbox->m_letters.clear();
}

void TileBridge::deliver()
{
    std::vector<Inbox::Letter> letters;
    {
        const std::lock_guard lock(m_inbox->m_mutex);
        letters.swap(m_inbox->m_letters);
    }
    for (const auto& letter : letters) {
        if (const auto* batch = std::get_if<PictureBatch>(&letter))
            Q_EMIT picturesArrived(*batch);
        else
            std::get<std::function<void()>>(letter)();
    }
}

} // namespace tessera
