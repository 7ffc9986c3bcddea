// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_files.h"

#include "core/base/path_text.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t mostOthers = 256; // a process may have a thousand descriptors

std::string absoluteName(const std::filesystem::path& path)
{
    std::error_code error;
    const auto absolute = path.is_absolute() ? path : std::filesystem::absolute(path, error);
    return (error ? path : absolute).lexically_normal().string();
}

std::string baseName(const std::string& name)
{
    return std::filesystem::path(name).filename().string();
}

} // namespace

Hdf5Files::Hdf5Files(std::shared_ptr<const PositionedFile> main, std::shared_ptr<OtherFiles> others)
    : m_main(std::move(main))
    , m_mainName(absoluteName(m_main->path()))
    , m_others(std::move(others))
{
}

std::shared_ptr<const PositionedFile> Hdf5Files::open(const std::string& name)
{
    const auto normal = std::filesystem::path(name).lexically_normal().string();
    if (normal == m_mainName)
        return m_main;
    std::erase_if(m_open, [](const auto& entry) { return entry.second.expired(); });
    const auto known = m_open.find(normal);
    auto file = known == m_open.end() ? openOther(name) : known->second.lock();
    if (!file)
        return nullptr;
    m_open[normal] = file;
    if (baseName(name) == m_refused) // the library tries a name in several folders
        takeRefusal();
    return file;
}

std::shared_ptr<const PositionedFile> Hdf5Files::openOther(const std::string& name)
{
    Result<PositionedFile> opened = fail(ErrorCode::Unsupported,
        fmt::format("{} refers to {}, and other files are not opened for it.",
            shownName(m_main->path()), baseName(name)),
        toUtf8(m_main->path()));
    if (m_open.size() >= mostOthers)
        opened = fail(ErrorCode::Unsupported,
            fmt::format("{} refers to more than {} other files; merge some of them.",
                shownName(m_main->path()), mostOthers),
            toUtf8(m_main->path()));
    else if (m_others)
        opened = m_others->open(name);
    if (opened)
        return std::make_shared<const PositionedFile>(*std::move(opened));
    note(name, std::move(opened.error()));
    return nullptr;
}

// That a file is not there says less than that it must not be opened.
void Hdf5Files::note(const std::string& name, Error error)
{
    if (m_refusal && m_refusal->code != ErrorCode::NotFound && error.code == ErrorCode::NotFound)
        return;
    m_refusal = std::move(error);
    m_refused = baseName(name);
}

std::optional<Error> Hdf5Files::takeRefusal()
{
    m_refused.clear();
    return std::exchange(m_refusal, std::nullopt);
}

} // namespace tessera
