// SPDX-License-Identifier: MIT
#include "ui/dialogs/thumbnail_loader.h"

#include <QPointer>

#include <cstring>
#include <utility>

namespace tessera {

namespace {

QImage pictureOf(const Thumbnail& thumbnail)
{
    QImage picture(static_cast<int>(thumbnail.columns), static_cast<int>(thumbnail.rows),
        QImage::Format_ARGB32_Premultiplied);
    const auto columns = static_cast<std::size_t>(thumbnail.columns);
    for (int row = 0; row < picture.height(); ++row)
        std::memcpy(picture.scanLine(row),
            thumbnail.pixels.data() + static_cast<std::size_t>(row) * columns,
            columns * sizeof(Pixel));
    return picture;
}

} // namespace

ThumbnailLoader::ThumbnailLoader(
    Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_inbox(std::move(inbox))
{
}

ThumbnailLoader::~ThumbnailLoader() = default;

ThumbnailRequest::Done ThumbnailLoader::begin(int number)
{
    const std::uint64_t serial = ++m_serial;
    m_wishes[number] = {serial, nullptr};
    const QPointer<ThumbnailLoader> self(this);
    return [self, number, serial, inbox = m_inbox](Result<Thumbnail> thumbnail) {
        auto answer = std::make_shared<const Result<Thumbnail>>(std::move(thumbnail));
        inbox->post([self, number, serial, answer] {
            if (self)
                self->take(number, serial, *answer);
        });
    };
}

void ThumbnailLoader::load(int number, const OpenedVolume& volume, const ThumbnailWish& wish)
{
    auto done = begin(number);
    m_wishes[number].request = requestThumbnail(m_engine, volume, wish, std::move(done));
}

void ThumbnailLoader::load(
    int number, const VolumeLocation& location, const OpenLimits& limits, const ThumbnailWish& wish)
{
    auto done = begin(number);
    m_wishes[number].request = requestThumbnail(m_engine, location, limits, wish, std::move(done));
}

void ThumbnailLoader::cancelAll()
{
    m_wishes.clear();
}

void ThumbnailLoader::take(int number, std::uint64_t serial, const Result<Thumbnail>& thumbnail)
{
    const auto wish = m_wishes.find(number);
    if (wish == m_wishes.end() || wish->second.serial != serial)
        return;
    m_wishes.erase(wish);
    if (thumbnail)
        Q_EMIT loaded(number, pictureOf(*thumbnail));
    else
        Q_EMIT failed(number, thumbnail.error());
}

} // namespace tessera
