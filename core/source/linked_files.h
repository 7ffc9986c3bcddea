// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/other_files.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace tessera {

enum class LinkedFilePolicy : std::uint8_t { OwnFolder, Anywhere };

// The files that one file refers to: regular ones inside its own folder or below it, after all
// symbolic links were followed; elsewhere only where the user allows that. At most 64 of them.
// Threads: as OtherFiles; the others too.
class LinkedFiles final : public OtherFiles {
public:
    // Throws std::bad_alloc only.
    LinkedFiles(std::filesystem::path file, LinkedFilePolicy policy);

    Result<PositionedFile> open(const std::string& name) override;

    // How often a file was refused or not found; what an error that came since then is due to: the
    // last refusal, else the last that was not found, because libraries try several places.
    std::uint64_t failures() const;
    std::optional<Error> failureSince(std::uint64_t failures) const;

private:
    using Identity = std::pair<std::uint64_t, std::uint64_t>; // device and number on it

    Result<PositionedFile> find(const std::string& name) const;
    Result<PositionedFile> openInside(
        const std::string& name, const std::filesystem::path& below) const;
    Result<> admit(const PositionedFile& file);
    Error refused(ErrorCode code, const std::string& name, const std::string& why) const;

    std::filesystem::path m_path;
    std::filesystem::path m_folder; // that holds the file, free of links; empty where unknown
    LinkedFilePolicy m_policy;
    mutable std::mutex m_mutex;
    std::set<Identity> m_opened; // guarded by m_mutex, as all below
    std::uint64_t m_failures = 0;
    std::optional<Error> m_lastFailure;
    std::uint64_t m_refusedAt = 0; // which of the failures it was
    std::optional<Error> m_lastRefusal;
};

} // namespace tessera
