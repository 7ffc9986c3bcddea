// SPDX-License-Identifier: MIT
#include "core/base/temporary_folder.h"

#include "core/base/path_text.h"

#include <fmt/format.h>

#include <random>
#include <utility>

namespace tessera {

namespace {

constexpr int maxTries = 100;

std::unexpected<Error> cannotMake(const std::filesystem::path& parent, const std::error_code& why)
{
    const ErrorCode code =
        why == std::errc::permission_denied ? ErrorCode::NoPermission : ErrorCode::WriteFailed;
    return fail(code,
        fmt::format("No folder can be made in \"{}\" ({}); set TMPDIR to a folder that can be "
                    "written to.",
            toUtf8(parent), why.message()),
        toUtf8(parent));
}

} // namespace

Result<TemporaryFolder> TemporaryFolder::create()
{
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path parent = fs::temp_directory_path(error);
    if (error)
        return fail(ErrorCode::NotFound,
            fmt::format("There is no folder for temporary files ({}); set TMPDIR to one.",
                error.message()));
    std::random_device random;
    for (int tries = 0; tries < maxTries; ++tries) {
        const fs::path path = parent / fmt::format("tessera-{:08x}{:08x}", random(), random());
        if (!fs::create_directory(path, error)) {
            if (error)
                return cannotMake(parent, error);
            continue; // the name is taken
        }
        TemporaryFolder folder(path);
        fs::permissions(path, fs::perms::owner_all, error);
        if (error)
            return cannotMake(parent, error);
        return folder;
    }
    return cannotMake(parent, std::make_error_code(std::errc::file_exists));
}

TemporaryFolder::TemporaryFolder(std::filesystem::path path)
    : m_path(std::move(path))
{
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept
    : m_path(std::exchange(other.m_path, {}))
{
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    if (!m_path.empty())
        std::filesystem::remove_all(m_path, ignored);
}

} // namespace tessera
