// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/region.h"
#include "ui/view/view_transform.h"

#include <QApplication>
#include <QTimer>

#include <cstdint>
#include <optional>
#include <vector>

namespace tessera {
class TileView;
class ViewContent;
} // namespace tessera

namespace tessera::bench {

// Milliseconds of something that happened often. A percentile is by nearest rank.
struct Spread {
    std::size_t count = 0;
    double p50 = 0;
    double p95 = 0;
    double max = 0;
};
Spread spreadOf(std::vector<double> values);

// A rectangle of one plane that was on screen.
struct ShownPart {
    PlanePosition plane;
    PixelRect rect;

    friend bool operator==(const ShownPart&, const ShownPart&) = default;
};

// The application, which sees every event that is delivered, and so can tell what a person waits
// for:
// - a *frame* is the time from taking an input event of the view (a wheel turn, a press, a move)
//   that changes what is shown to the end of the flush of the backing store with the next picture
//   of the view. Painting and flushing happen while the UpdateRequest of the window is delivered:
//   its return is the end. Events that come before the picture belong to the frame of the first.
// - a *paint* is the time of that delivery alone, also where no input led to it (a tile came, a
//   zoom goes on).
// - a *gap* is the time between two firings of a timer of 2 ms: how long the loop did not turn.
// Threads: GUI thread only.
class WalkMeter : public QApplication {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WalkMeter)
public:
    WalkMeter(int& argumentCount, char** arguments);

    void watch(TileView& view);
    void setContent(const ViewContent* content) { m_content = content; }
    void startRecording(); // forgets what was measured; times of first pictures stay

    bool notify(QObject* receiver, QEvent* event) override;

    Spread frames() const { return spreadOf(m_frames); }
    Spread paints() const { return spreadOf(m_paints); }
    Spread gaps() const { return spreadOf(m_gaps); }
    std::optional<std::int64_t> firstPictureNs() const { return m_firstPictureNs; } // steady clock
    const std::vector<ShownPart>& shown() const { return m_shown; }

private:
    struct Shown {
        ViewState view;
        PlanePosition plane;
        friend bool operator==(const Shown&, const Shown&) = default;
    };
    Shown nowShown() const;
    bool deliverInput(QObject* receiver, QEvent* event);
    bool deliverFrame(QObject* receiver, QEvent* event);
    void notePicture();
    void beat();

    TileView* m_view = nullptr;
    const ViewContent* m_content = nullptr; // null: nothing is open
    QTimer m_heart;
    bool m_isRecording = false;
    bool m_wasPainted = false; // the view, since the delivery under way began
    std::optional<std::int64_t> m_inputNs; // of the frame to come
    std::optional<std::int64_t> m_firstPictureNs;
    std::int64_t m_beatNs = 0;
    std::vector<double> m_frames;
    std::vector<double> m_paints;
    std::vector<double> m_gaps;
    std::vector<ShownPart> m_shown;
};

} // namespace tessera::bench
