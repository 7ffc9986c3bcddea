// SPDX-License-Identifier: MIT
#include "core/source/reader_program.h"

#include "core/base/child_channel.h"
#include "core/base/path_text.h"

#include <array>
#include <cstdlib>
#include <system_error>

namespace tessera {

Result<std::filesystem::path> readerProgram()
{
    constexpr const char* name = "tessera-reader";
    // Nothing of ours changes the environment.
    const char* const chosen = std::getenv("TESSERA_READER"); // NOLINT(concurrency-mt-unsafe)
    const auto folder = ownProgram().parent_path();
    const std::array<std::filesystem::path, 3> places{folder / name,
        folder.parent_path() / "libexec" / "tessera" / name,
        chosen != nullptr ? fromUtf8(chosen) : std::filesystem::path()};
    for (const auto& place : places) {
        std::error_code ignored;
        if (!folder.empty() && std::filesystem::is_regular_file(place, ignored))
            return place;
    }
    return fail(ErrorCode::NotFound,
        "The program tessera-reader, which reads HDF5 files, is missing: the installation is "
        "incomplete; install Tessera again, or name the program in TESSERA_READER.",
        name);
}

} // namespace tessera
