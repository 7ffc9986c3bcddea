// SPDX-License-Identifier: MIT
#include "core/session/folder_notices.h"

#include <array>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <sys/inotify.h>
#include <unistd.h>

namespace tessera {

namespace {

// Also what is only touched; not what is only read.
constexpr std::uint32_t watched = IN_MODIFY | IN_ATTRIB | IN_CLOSE_WRITE | IN_MOVED_FROM
    | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

// Without a name it is about the folder itself, or too much happened to be told.
bool isAbout(std::string_view subject, const std::string& name)
{
    return subject.empty() || name.empty() || subject == name;
}

bool isAnyAbout(std::span<const char> bytes, const std::string& name)
{
    bool isAny = false;
    while (bytes.size() >= sizeof(inotify_event)) {
        inotify_event event{};
        std::memcpy(&event, bytes.data(), sizeof(event));
        bytes = bytes.subspan(sizeof(event));
        if (event.len > bytes.size())
            break;
        // Padded with zeros.
        const std::string_view padded(bytes.data(), event.len);
        isAny = isAny || isAbout(padded.substr(0, padded.find('\0')), name);
        bytes = bytes.subspan(event.len);
    }
    return isAny;
}

} // namespace

FolderNotices::FolderNotices(const std::filesystem::path& folder)
    : m_descriptor(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
{
    if (m_descriptor < 0 || ::inotify_add_watch(m_descriptor, folder.c_str(), watched) >= 0)
        return;
    ::close(m_descriptor);
    m_descriptor = -1;
}

FolderNotices::~FolderNotices()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

// What is taken is gone: nothing that a const object does.
// NOLINTNEXTLINE(readability-make-member-function-const)
bool FolderNotices::take(const std::filesystem::path& name)
{
    constexpr std::size_t roomForMany = 16384;
    std::array<char, roomForMany> room{};
    bool isAny = false;
    for (;;) {
        const auto got = ::read(m_descriptor, room.data(), room.size());
        if (got <= 0)
            return isAny;
        const auto bytes = std::span(room).first(static_cast<std::size_t>(got));
        isAny = isAnyAbout(bytes, name.native()) || isAny;
    }
}

} // namespace tessera
