// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/guide_maker.h"
#include "core/source/reader_process.h"
#include "core/source/reader_settings.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace tessera {

// Gives each file a reader process of its own. Starts no thread.
// Threads: every member may be called from any thread.
class ReaderGuides : public GuideMaker {
public:
    explicit ReaderGuides(ReaderSettings settings = {});

    // Starts a process for the file that will be opened next, and does not wait for it. What goes
    // wrong is said when the file is opened.
    void warmUp();

    // As GuideMaker has it; also NotFound where the reader program is missing.
    Result<std::shared_ptr<FileGuide>> open(std::shared_ptr<const PositionedFile> file,
        std::shared_ptr<OtherFiles> others, const std::stop_token& stop) override;

    std::string report() const override;

    // What the process that was started last said of itself. Where none was started yet one is,
    // and kept for the next file. Errors: as those of open().
    Result<ReaderHello> hello();

private:
    struct Known;

    std::optional<ReaderProcess> takeSpare();

    const ReaderSettings m_settings;
    const std::shared_ptr<Known> m_known; // guides outlive their maker
    std::mutex m_mutex;
    std::optional<ReaderProcess> m_spare; // guarded by m_mutex
};

// What opens files where the caller has no wish of its own.
std::shared_ptr<GuideMaker> standardGuides();

// For a report: "reader process: HDF5 1.10.8; seccomp".
std::string readerText(const ReaderHello& hello);

// "Landlock ABI 6, seccomp; not: memory limit (why)".
std::string sandboxText(const ReaderHello& hello);

} // namespace tessera
