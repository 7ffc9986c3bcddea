// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/open_source.h"
#include "core/tile/engine.h"
#include "ui/view/tile_bridge.h"
#include "ui/window/reading_memory.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace tessera {

// What somebody said of a volume that is opened.
struct OpenChoice {
    ReadingWish reading = {};
    ImageChoice image = std::nullopt; // nothing: the one that is found
    bool isRemembered = false; // from an earlier time: what does not fit any more is dropped
};

void dropImage(OpenedVolume& volume); // it is shown without one

// What of a remembered choice was dropped.
enum class DroppedChoice : std::uint8_t { Nothing, Image, Reading };

// Opens volumes in the background, the latest wish only: a new one cancels the one under way.
// Threads: GUI thread only; the workers do the reading.
class VolumeOpener : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(VolumeOpener)
public:
    VolumeOpener(
        Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox, QObject* parent = nullptr);
    ~VolumeOpener() override;

    void open(const VolumeLocation& location, const OpenChoice& choice = {});
    void list(const VolumeLocation& location); // what else the file holds
    void cancel();
    OpenLimits limits() const; // of what is opened from now on
    bool isBusy() const { return m_isBusy; }
    void setLinkedFilesAnywhere(bool allowed) { m_linkedFilesAnywhere = allowed; } // from now on

Q_SIGNALS:
    void started(const QString& shownName);
    void progressed(double fraction);
    void ended(); // whatever came of it; before the four below
    void opened(const tessera::VolumeLocation& location, const tessera::OpenedVolume& volume,
        const tessera::ImageChoice& image); // that was chosen, if it was not dropped
    void failed(const tessera::VolumeLocation& location, const tessera::Error& error);
    void choiceNeeded(const tessera::VolumeLocation& location,
        const std::vector<tessera::DatasetEntry>& datasets, const tessera::Error& error);
    void listed(const tessera::VolumeLocation& location,
        const std::vector<tessera::DatasetEntry>& datasets);
    void choiceDropped(const tessera::VolumeLocation& location, tessera::DroppedChoice dropped,
        const tessera::Error& why); // after opened()

private:
    struct Answer {
        VolumeLocation location;
        Result<OpenedVolume> volume;
        std::vector<DatasetEntry> datasets; // where the error is that a person must choose
        ImageChoice image = std::nullopt;
        DroppedChoice dropped = DroppedChoice::Nothing;
        Error why = {}; // it was dropped
    };
    struct Job;
    static bool tryWithout(
        DroppedChoice dropped, const Job& job, const std::stop_token& stop, Answer& answer);
    static Answer read(const Job& job, const std::stop_token& stop);
    static Answer tryToRead(const Job& job, const std::stop_token& stop);
    std::uint64_t begin(const VolumeLocation& location);
    void take(std::uint64_t number, const Answer& answer);
    void takeList(std::uint64_t number, const VolumeLocation& location,
        const Result<std::vector<DatasetEntry>>& datasets);

    Engine& m_engine;
    std::shared_ptr<TileBridge::Inbox> m_inbox;
    std::stop_source m_stop;
    std::uint64_t m_number = 0; // of the latest wish
    bool m_isBusy = false;
    bool m_linkedFilesAnywhere = false;
};

} // namespace tessera
