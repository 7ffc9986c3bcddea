// SPDX-License-Identifier: MIT
#include "core/source/reader_guides.h"

#include "core/source/reader_guide.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>
#include <vector>

namespace tessera {

struct ReaderGuides::Known {
    std::mutex mutex;
    std::optional<ReaderHello> last; // guarded by mutex
};

ReaderGuides::ReaderGuides(ReaderSettings settings)
    : m_settings(std::move(settings))
    , m_known(std::make_shared<Known>())
{
}

void ReaderGuides::warmUp()
{
    auto process = ReaderProcess::start(m_settings);
    if (!process)
        return;
    const std::lock_guard lock(m_mutex);
    if (!m_spare)
        m_spare = *std::move(process);
}

std::optional<ReaderProcess> ReaderGuides::takeSpare()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_spare, std::nullopt);
}

Result<std::shared_ptr<FileGuide>> ReaderGuides::open(std::shared_ptr<const PositionedFile> file,
    std::shared_ptr<OtherFiles> others, const std::stop_token& stop)
{
    const auto remember = [known = m_known](const ReaderHello& hello) {
        const std::lock_guard lock(known->mutex);
        known->last = hello;
    };
    return ReaderGuide::open(
        m_settings, std::move(file), std::move(others), takeSpare(), remember, stop);
}

Result<ReaderHello> ReaderGuides::hello()
{
    {
        const std::lock_guard lock(m_known->mutex);
        if (m_known->last)
            return *m_known->last;
    }
    auto process = takeSpare();
    if (!process) {
        auto started = ReaderProcess::start(m_settings);
        if (!started)
            return std::unexpected(started.error());
        process = *std::move(started);
    }
    const auto hello = process->hello(
        {.cpu = m_settings.deadlines.cpu, .wall = m_settings.deadlines.wall, .afterStop = {}});
    if (!hello)
        return fail(ErrorCode::Unreadable,
            "The program tessera-reader, which reads HDF5 files, does not start or is of another "
            "version; install Tessera again.");
    const std::scoped_lock lock(m_mutex, m_known->mutex);
    m_known->last = *hello;
    if (!m_spare)
        m_spare = std::move(process);
    return *hello;
}

std::string ReaderGuides::report() const
{
    const std::lock_guard lock(m_known->mutex);
    return m_known->last ? readerText(*m_known->last)
                         : std::string("reader process: none was needed yet");
}

std::shared_ptr<GuideMaker> standardGuides()
{
    return std::make_shared<ReaderGuides>();
}

std::string readerText(const ReaderHello& hello)
{
    return fmt::format("reader process: {}; {}", hello.libraries, sandboxText(hello));
}

std::string sandboxText(const ReaderHello& hello)
{
    std::vector<std::string> holding;
    std::vector<std::string> lacking;
    for (const SandboxStep& step : hello.sandbox) {
        auto& list = step.holds ? holding : lacking;
        if (step.note.empty())
            list.push_back(step.name);
        else if (step.holds)
            list.push_back(fmt::format("{} {}", step.name, step.note));
        else
            list.push_back(fmt::format("{} ({})", step.name, step.note));
    }
    auto text = holding.empty() ? std::string("none") : fmt::format("{}", fmt::join(holding, ", "));
    if (!lacking.empty())
        text += fmt::format("; not: {}", fmt::join(lacking, ", "));
    return text;
}

} // namespace tessera
