// SPDX-License-Identifier: MIT
#include "ui/window/volume_rereader.h"

#include <QPointer>

#include <utility>

namespace tessera {

VolumeRereader::VolumeRereader(
    Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_inbox(std::move(inbox))
{
}

VolumeRereader::~VolumeRereader()
{
    m_stop.request_stop();
}

void VolumeRereader::read(const OpenedVolume& volume, const ReadingWish& wish)
{
    cancel();
    if (!volume.array) // made otherwise than by opening a file
        return;
    m_stop = {};
    m_isBusy = true;
    const std::uint64_t number = m_number;
    const QPointer<VolumeRereader> self(this);
    m_engine.pool().post(
        [volume, wish, self, number, inbox = m_inbox, stop = m_stop.get_token()](WorkerContext&) {
            auto answer =
                std::make_shared<const Result<OpenedVolume>>(readOtherwise(volume, wish, stop));
            inbox->post([self, number, answer] {
                if (self)
                    self->take(number, *answer);
            });
        });
}

void VolumeRereader::cancel()
{
    m_stop.request_stop();
    ++m_number;
    m_isBusy = false;
}

void VolumeRereader::take(std::uint64_t number, const Result<OpenedVolume>& volume)
{
    if (number != m_number)
        return;
    m_isBusy = false;
    if (volume)
        Q_EMIT wasRead(*volume);
    else
        Q_EMIT failed(volume.error());
}

} // namespace tessera
