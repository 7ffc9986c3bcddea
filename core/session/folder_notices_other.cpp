// SPDX-License-Identifier: MIT
#include "core/session/folder_notices.h"

namespace tessera {

FolderNotices::FolderNotices(const std::filesystem::path& /*folder*/) { }

FolderNotices::~FolderNotices() = default;

bool FolderNotices::take(const std::filesystem::path& /*name*/)
{
    return false;
}

} // namespace tessera
