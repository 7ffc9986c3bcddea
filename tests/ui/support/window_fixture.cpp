// SPDX-License-Identifier: MIT
#include "tests/ui/support/window_fixture.h"

#include "tests/support/hdf5_fixture.h"
#include "tests/support/test_support.h"
#include "ui/view/tile_view.h"

#include <QPointer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace tessera::test {

namespace {

constexpr int patienceMs = 30'000;

bool isSettled(MainWindow& window)
{
    Document* document = window.document();
    return document != nullptr && !document->isFindingWindow() && document->content().isSettled()
        && window.view().isSettled();
}

} // namespace

WindowFixture::WindowFixture()
    : engine({.threads = 2, .cacheBudget = megabytes(50), .trace = nullptr})
    , viewer(engine, samplePath(), folder.filePath(QStringLiteral("settings.ini")))
    , window(viewer.addWindow())
{
}

QString WindowFixture::path(const char* name) const
{
    return folder.filePath(QString::fromUtf8(name));
}

bool WindowFixture::show(const QString& location)
{
    bool isShown = false;
    const auto watch =
        QObject::connect(window, &MainWindow::volumeShown, window, [&isShown] { isShown = true; });
    window->openHere(parseLocation(location.toStdString()));
    const bool was = QTest::qWaitFor([&] { return isShown; }, patienceMs);
    QObject::disconnect(watch);
    return was && waitUntilSettled();
}

bool WindowFixture::showSample()
{
    return show(toQString(samplePath()));
}

bool WindowFixture::waitUntilSettled() const
{
    return QTest::qWaitFor([this] { return isSettled(*window); }, patienceMs);
}

void WindowFixture::startAgain()
{
    const QPointer<MainWindow> former(window);
    window->close();
    if (!QTest::qWaitFor([&] { return former.isNull(); }, patienceMs))
        qFatal("the window does not close");
    window = viewer.addWindow();
}

void writeStack(const QString& file, int slices, float step)
{
    constexpr int rows = 40;
    constexpr int columns = 60;
    constexpr int classes = 3;
    constexpr int period = 101;
    constexpr int otherPeriod = 97;
    const int pixels = slices * rows * columns;
    std::vector<float> samples;
    samples.reserve(static_cast<std::size_t>(pixels) * classes);
    for (int pixel = 0; pixel < pixels; ++pixel) {
        const float first = std::min(static_cast<float>(pixel % period) * step, 1.0F);
        const float second = (1 - first) * static_cast<float>(pixel % otherPeriod) / otherPeriod;
        samples.insert(samples.end(), {first, second, 1 - first - second});
    }
    const auto extent = static_cast<std::uint64_t>(slices);
    writeHdf5Dataset(toPath(file), {.shape = {extent, rows, columns, classes}}, std::span(samples));
}

} // namespace tessera::test
