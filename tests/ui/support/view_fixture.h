// SPDX-License-Identifier: MIT
#pragma once

#include "core/palette/look.h"
#include "tests/support/fake_source.h"
#include "ui/view/tile_bridge.h"
#include "ui/view/view_content.h"

#include <QImage>
#include <QProxyStyle>
#include <QString>

#include <memory>
#include <optional>

namespace tessera::test {

// A style that animates for so long, whatever the platform's own does.
class AnimationStyle : public QProxyStyle {
public:
    explicit AnimationStyle(int durationMs)
        : QProxyStyle(QStringLiteral("fusion"))
        , m_durationMs(durationMs)
    {
    }
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
        QStyleHintReturn* data) const override
    {
        return hint == SH_Widget_Animation_Duration
            ? m_durationMs
            : QProxyStyle::styleHint(hint, option, widget, data);
    }

private:
    int m_durationMs;
};

// What a window puts around a view, over a volume of the test: engine, bridge, session, content.
// Threads: GUI thread only.
struct ViewFixture {
    explicit ViewFixture(OpenedVolume volume);
    explicit ViewFixture(const FakeSpec& spec, const std::optional<FakeSpec>& imageSpec = {});

    void setLook(const Look& newLook);

    std::shared_ptr<FakeSource> source; // null where the volume is none of ours
    std::shared_ptr<FakeSource> image;
    Engine engine;
    TileBridge bridge;
    std::shared_ptr<CostLog> costs = std::make_shared<CostLog>();
    std::unique_ptr<Session> session;
    std::unique_ptr<ViewContent> content;
    Look look;

private:
    void start(OpenedVolume volume);
};

// The whole plane as export and command line make it.
QImage renderedPlane(
    Engine& engine, const OpenedVolume& volume, const Look& look, PlanePosition plane = {});

// Null where it is none. Without what it says of its colour space, so that pictures can be
// compared.
QImage readPicture(const QString& file);

// The largest difference of two pictures of the same size in any channel of any pixel.
int largestDifference(const QImage& one, const QImage& other);

} // namespace tessera::test
