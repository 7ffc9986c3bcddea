// SPDX-License-Identifier: MIT
#include "core/source/tiff_handle.h"

#include "core/base/path_text.h"
#include "core/base/plain_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <limits>
#include <new>
#include <optional>
#include <tiffio.h>
#include <utility>

namespace tessera {

// What libtiff reads from, and what it said last.
struct TiffHandle::Client {
    std::shared_ptr<const PositionedFile> file;
    std::uint64_t position = 0;
    std::array<char, 256> said{}; // of a fixed size: nothing may be thrown through C
    std::optional<Error> failure; // of the system, where a read failed

    static Client& of(thandle_t handle) { return *static_cast<Client*>(handle); }

    static tmsize_t read(thandle_t handle, void* target, tmsize_t bytes) noexcept
    {
        Client& client = of(handle);
        const std::uint64_t size = client.file->size().value;
        if (bytes <= 0 || client.position >= size)
            return 0;
        const auto wanted = static_cast<std::size_t>(
            std::min(static_cast<std::uint64_t>(bytes), size - client.position));
        try {
            auto done =
                client.file->read(client.position, {static_cast<std::byte*>(target), wanted});
            if (!done) {
                client.failure = std::move(done.error());
                return -1;
            }
        } catch (const std::bad_alloc&) {
            return -1;
        }
        client.position += wanted;
        return static_cast<tmsize_t>(wanted);
    }

    static tmsize_t write(thandle_t /*handle*/, void* /*bytes*/, tmsize_t /*count*/) noexcept
    {
        return -1;
    }

    static toff_t seek(thandle_t handle, toff_t offset, int whence) noexcept
    {
        Client& client = of(handle);
        if (whence == SEEK_CUR)
            offset += client.position;
        else if (whence == SEEK_END)
            offset += client.file->size().value;
        client.position = offset;
        return offset;
    }

    static int close(thandle_t /*handle*/) noexcept { return 0; }
    static toff_t size(thandle_t handle) noexcept { return of(handle).file->size().value; }

    static int keepError(TIFF* /*tiff*/, void* data, const char* /*module*/, const char* format,
        va_list arguments) noexcept
    {
        Client& client = *static_cast<Client*>(data);
        // The first one is the cause, the others follow from it.
        if (client.said.front() == '\0')
            (void)std::vsnprintf(client.said.data(), client.said.size(), format, arguments);
        return 1;
    }
    static int ignore(TIFF* /*tiff*/, void* /*data*/, const char* /*module*/,
        const char* /*format*/, va_list /*arguments*/) noexcept
    {
        return 1;
    }
};

namespace {

struct FreeOptions {
    void operator()(TIFFOpenOptions* options) const { TIFFOpenOptionsFree(options); }
};

} // namespace

TiffHandle::TiffHandle(std::unique_ptr<Client> client)
    : m_client(std::move(client))
{
}

TiffHandle::~TiffHandle()
{
    if (m_tiff != nullptr)
        TIFFClose(m_tiff);
}

const std::filesystem::path& TiffHandle::path() const
{
    return m_client->file->path();
}

ByteCount TiffHandle::fileBytes() const
{
    return m_client->file->size();
}

Result<std::unique_ptr<TiffHandle>> TiffHandle::open(
    const std::shared_ptr<const PositionedFile>& file, ByteCount memory)
{
    auto client = std::make_unique<Client>();
    client->file = file;
    std::unique_ptr<TiffHandle> handle(new TiffHandle(std::move(client)));
    const std::unique_ptr<TIFFOpenOptions, FreeOptions> options(TIFFOpenOptionsAlloc());
    if (!options)
        throw std::bad_alloc();
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<tmsize_t>::max());
    TIFFOpenOptionsSetMaxSingleMemAlloc(
        options.get(), static_cast<tmsize_t>(std::clamp<std::uint64_t>(memory.value, 1, most)));
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), Client::keepError, handle->m_client.get());
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), Client::ignore, nullptr);
    // m: without memory mapping; c: strips as they are in the file; O: their places when they are
    // asked for, which a page of very many would be slow to open without.
    handle->m_tiff = TIFFClientOpenExt("", "rmcO", handle->m_client.get(), Client::read,
        Client::write, Client::seek, Client::close, Client::size, nullptr, nullptr, options.get());
    if (handle->m_tiff == nullptr)
        return std::unexpected(
            handle->error("cannot be read as TIFF", "it may be damaged or cut off; copy it again"));
    return handle;
}

Result<> TiffHandle::goTo(std::uint64_t directory)
{
    m_client->said.front() = '\0';
    m_client->failure.reset();
    if (m_directory == directory)
        return {};
    m_directory = 0;
    if (TIFFSetSubDirectory(m_tiff, directory) == 0)
        return std::unexpected(error("has a page that cannot be read", "copy or write it again"));
    m_directory = directory;
    return {};
}

Error TiffHandle::error(std::string_view what, std::string_view remedy) const
{
    if (m_client->failure)
        return *m_client->failure;
    std::string_view reason = m_client->said.data();
    // Where a file's name would stand there is nothing.
    reason.remove_prefix(std::min(reason.find_first_not_of(": "), reason.size()));
    while (reason.ends_with('.'))
        reason.remove_suffix(1);
    return {ErrorCode::Malformed,
        fmt::format("{} {}{}; {}.", shownName(path()), what,
            reason.empty() ? "" : fmt::format(" ({})", toPlainText(reason)), remedy),
        toUtf8(path())};
}

} // namespace tessera
