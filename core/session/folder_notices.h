// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace tessera {

// Tells soon that something in a folder may have changed, where the system can: not everywhere,
// and not on network shares, so that whoever needs to know must also look from time to time.
// Threads: one at a time.
class FolderNotices {
public:
    explicit FolderNotices(const std::filesystem::path& folder);
    FolderNotices(const FolderNotices&) = delete;
    FolderNotices& operator=(const FolderNotices&) = delete;
    ~FolderNotices();

    // Becomes readable when there is something; -1 where nothing will ever be told.
    int descriptor() const { return m_descriptor; }

    // Takes what came; true when some of it is about `name`, or may be. An empty name: about
    // anything in the folder. Never waits.
    bool take(const std::filesystem::path& name);

private:
    int m_descriptor = -1;
};

} // namespace tessera
