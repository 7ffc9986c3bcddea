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
    if (!volume.array) // made otherwise than by opening a file
        return;
    start([volume, wish](const std::stop_token& stop) { return readOtherwise(volume, wish, stop); },
        [](VolumeRereader& self, const OpenedVolume& other) { Q_EMIT self.wasRead(other); });
}

void VolumeRereader::readOver(
    const OpenedVolume& volume, const VolumeLocation& image, const OpenLimits& limits)
{
    start([volume, image, limits](
              const std::stop_token& stop) { return withImage(volume, image, limits, stop); },
        [image](VolumeRereader& self, const OpenedVolume& other) {
            Q_EMIT self.imageWasRead(image, other);
        });
}

void VolumeRereader::start(Read read, Tell tell)
{
    cancel();
    m_stop = {};
    m_isBusy = true;
    const std::uint64_t number = m_number;
    const QPointer<VolumeRereader> self(this);
    m_engine.pool().post([read = std::move(read), tell = std::move(tell), self, number,
                             inbox = m_inbox, stop = m_stop.get_token()](WorkerContext&) {
        auto answer = std::make_shared<const Result<OpenedVolume>>(read(stop));
        inbox->post([self, number, answer, tell] {
            if (self)
                self->take(number, *answer, tell);
        });
    });
}

void VolumeRereader::cancel()
{
    m_stop.request_stop();
    ++m_number;
    m_isBusy = false;
}

void VolumeRereader::take(
    std::uint64_t number, const Result<OpenedVolume>& volume, const Tell& tell)
{
    if (number != m_number)
        return;
    m_isBusy = false;
    if (volume)
        tell(*this, *volume);
    else
        Q_EMIT failed(volume.error());
}

} // namespace tessera
