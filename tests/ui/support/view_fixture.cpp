// SPDX-License-Identifier: MIT
#include "tests/ui/support/view_fixture.h"

#include "core/session/row_render.h"

#include <QColorSpace>
#include <QtGlobal>

#include <algorithm>
#include <cstdlib>
#include <span>
#include <utility>

namespace tessera::test {

namespace {

const EngineOptions twoThreads{.threads = 2, .cacheBudget = megabytes(50), .trace = nullptr};

} // namespace

ViewFixture::ViewFixture(OpenedVolume volume)
    : engine(twoThreads)
{
    start(std::move(volume));
}

ViewFixture::ViewFixture(const FakeSpec& spec, const std::optional<FakeSpec>& imageSpec)
    : source(std::make_shared<FakeSource>(spec))
    , image(imageSpec ? std::make_shared<FakeSource>(*imageSpec) : nullptr)
    , engine(twoThreads)
{
    start({source, image});
}

void ViewFixture::start(OpenedVolume volume)
{
    auto stage = std::make_shared<PaintStage>(engine.painter(), costs, bridge.inbox(), nullptr);
    session = std::make_unique<Session>(engine, std::move(volume), costs, stage);
    content = std::make_unique<ViewContent>(*session, std::move(stage));
    content->setWindow({0, 255});
    setLook(defaultLook(static_cast<std::size_t>(session->info().classes), {}));
}

void ViewFixture::setLook(const Look& newLook)
{
    look = newLook;
    content->setColours(colourTable(look));
}

QImage renderedPlane(
    Engine& engine, const OpenedVolume& volume, const Look& look, PlanePosition plane)
{
    const PlaneShape shape = volume.probabilities->info().plane;
    QImage picture(
        static_cast<int>(shape.columns), static_cast<int>(shape.rows), QImage::Format_RGB888);
    int row = 0;
    const auto sink = [&](std::span<const std::uint8_t> rgb) -> Result<void> {
        std::ranges::copy(rgb, picture.scanLine(row++));
        return {};
    };
    if (const auto rendered =
            renderPlane(engine, volume, {.plane = plane, .colours = colourTable(look)}, sink);
        !rendered)
        qFatal("cannot render: %s", rendered.error().message.c_str());
    return picture.convertToFormat(QImage::Format_RGB32);
}

QImage readPicture(const QString& file)
{
    QImage picture = QImage(file).convertToFormat(QImage::Format_RGB32);
    picture.setColorSpace({});
    return picture;
}

int largestDifference(const QImage& one, const QImage& other)
{
    if (one.size() != other.size())
        qFatal("pictures of different sizes");
    int largest = 0;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x) {
            const QRgb left = one.pixel(x, y);
            const QRgb right = other.pixel(x, y);
            largest = std::max({largest, std::abs(qRed(left) - qRed(right)),
                std::abs(qGreen(left) - qGreen(right)), std::abs(qBlue(left) - qBlue(right))});
        }
    return largest;
}

} // namespace tessera::test
