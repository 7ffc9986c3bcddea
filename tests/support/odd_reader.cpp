// SPDX-License-Identifier: MIT
// A reader process that does what its arguments and the names of arrays ask for, good and bad:
//   odd-reader [--hello=none|exit|hang|garbage|version] [--plugins]
#include "core/base/child_channel.h"
#include "core/source/reader_protocol.h"
#include "core/source/reader_server.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstring>
#include <new>
#include <span>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace tessera;

constexpr int ourSocket = ChildChannel::childDescriptor;

void writeRaw(std::span<const std::byte> bytes)
{
    (void)::send(ourSocket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

void writeFrame(std::span<const std::byte> message)
{
    const auto size = static_cast<std::uint32_t>(message.size());
    writeRaw(std::as_bytes(std::span(&size, 1)));
    writeRaw(message);
}

void sendDescriptors()
{
    const std::array<int, 8> many{0, 0, 0, 0, 0, 0, 0, 0};
    alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof many)> room{};
    std::array<std::byte, 4> length{};
    iovec piece{length.data(), length.size()};
    msghdr head{};
    head.msg_iov = &piece;
    head.msg_iovlen = 1;
    head.msg_control = room.data();
    head.msg_controllen = room.size();
    cmsghdr* const part = CMSG_FIRSTHDR(&head);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(sizeof many);
    std::memcpy(CMSG_DATA(part), many.data(), sizeof many);
    (void)::sendmsg(ourSocket, &head, MSG_NOSIGNAL);
}

[[noreturn]] void spin()
{
    std::atomic<unsigned> turns = 0;
    while (true)
        ++turns;
}

[[noreturn]] void sleepForEver()
{
    while (true)
        ::pause();
}

// What a name may ask for beside an honest answer.
void misbehave(const std::string& how)
{
    if (how == "crash") {
        std::signal(SIGSEGV, SIG_DFL);
        std::raise(SIGSEGV);
    } else if (how == "exit")
        ::_exit(0);
    else if (how == "kill")
        std::raise(SIGKILL);
    else if (how == "spin")
        spin();
    else if (how == "sleep")
        sleepForEver();
    else if (how == "overlimit")
        std::raise(SIGXCPU);
    else if (how == "memory")
        throw std::bad_alloc();
    else if (how == "garbage")
        writeFrame(std::vector<std::byte>(100, std::byte{0x55}));
    else if (how == "length")
        writeRaw(std::vector<std::byte>(4, std::byte{0xFF}));
    else if (how == "close") {
        ::shutdown(ourSocket, SHUT_RDWR);
        sleepForEver();
    } else if (how == "half") {
        writeRaw(std::vector<std::byte>{std::byte{9}, {}, {}, {}, std::byte{1}});
        ::_exit(0);
    } else if (how == "other")
        writeFrame(encodeReply(Done{}));
    else if (how == "fewer")
        writeFrame(encodeReply(ChunkPlaces{{{1, 1, 0}}}));
    else if (how == "descriptors")
        sendDescriptors();
}

// "/locate-crash": the array is well, but crashes when its chunks are asked for.
void misbehaveAt(const std::string& stage, const std::string& path)
{
    const std::string begin = "/" + stage + "-";
    if (path.starts_with(begin))
        misbehave(path.substr(begin.size()));
}

class OddGuide : public FileGuide {
public:
    OddGuide(std::string name, std::shared_ptr<OtherFiles> others, bool hasPlugins)
        : m_name(std::move(name))
        , m_others(std::move(others))
        , m_hasPlugins(hasPlugins)
    {
    }

    Result<FileListing> list(const std::stop_token& /*stop*/) override
    {
        misbehaveAt("list", "/" + m_name);
        return FileListing{.arrays = {{.path = "/good",
                               .shape = {8, 8, 4},
                               .number = StoredNumber{},
                               .storedType = "float32"}}};
    }

    Result<ArrayFacts> describe(const std::string& path, std::uint64_t /*cacheBytes*/,
        const std::stop_token& /*stop*/) override
    {
        misbehaveAt("describe", path);
        if (path == "/cancelled")
            return cancelled();
        ArrayFacts facts;
        facts.array = static_cast<std::uint32_t>(m_arrays.size());
        facts.claimed.path = path;
        facts.claimed.shape = {8, 8, 4};
        facts.sampleBytes = 4;
        facts.layout = StorageLayout::Chunked;
        facts.chunk = {4, 4, 4};
        if (path == "/changes")
            facts.storedBytes = static_cast<std::uint64_t>(::getpid());
        if (path == "/packed")
            facts.filters = {{{40'000, "foreign", false, {}}, m_hasPlugins}};
        if (path.starts_with("/file:"))
            if (auto opened = openOther(path.substr(6), facts); !opened)
                return std::unexpected(opened.error());
        m_arrays.push_back(path);
        return facts;
    }

    Result<StoredValues> readValues(
        const std::string& path, const std::stop_token& /*stop*/) override
    {
        misbehaveAt("values", path);
        return StoredValues{.shape = {2}, .texts = {"glass", "stroma"}, .numbers = {}};
    }

    Result<> locate(std::uint32_t array, std::span<const std::uint64_t> chunks,
        std::span<ChunkPlace> places) override
    {
        misbehaveAt("locate", m_arrays.at(array));
        for (std::size_t i = 0; i < chunks.size(); ++i)
            places[i] = {.offset = 100 * chunks[i], .bytes = 64, .filterMask = 0};
        return {};
    }

    Result<> readStored(std::uint32_t array, const ArraySlab& slab, std::span<std::byte> target,
        const std::stop_token& /*stop*/) override
    {
        misbehaveAt("read", m_arrays.at(array));
        // Where it begins, so that pieces are told from each other.
        std::ranges::fill(target, static_cast<std::byte>(slab.start.at(0) + 1));
        return {};
    }

    void release() override { }

private:
    Result<> openOther(const std::string& name, ArrayFacts& facts)
    {
        const auto file = m_others->open(name);
        if (!file)
            return std::unexpected(file.error());
        std::array<std::byte, 1> first{};
        if (auto read = file->read(0, first); !read)
            return read;
        facts.fileBytes = file->size().value;
        facts.fill = {first[0]};
        return {};
    }

    std::string m_name;
    std::shared_ptr<OtherFiles> m_others;
    bool m_hasPlugins;
    std::vector<std::string> m_arrays;
};

class OddGuides : public GuideMaker {
public:
    explicit OddGuides(bool hasPlugins)
        : m_hasPlugins(hasPlugins)
    {
    }

    Result<std::shared_ptr<FileGuide>> open(std::shared_ptr<const PositionedFile> file,
        std::shared_ptr<OtherFiles> others, const std::stop_token& /*stop*/) override
    {
        const std::string name = file->path().filename().string();
        misbehaveAt("open", "/" + name);
        if (name == "refused")
            return fail(ErrorCode::Malformed, "refused is damaged.", "refused");
        return std::make_shared<OddGuide>(name, std::move(others), m_hasPlugins);
    }

private:
    bool m_hasPlugins;
};

void misbehaveAtHello(const std::string& how)
{
    misbehave(how);
    if (how == "version")
        writeFrame(encodeReply(ReaderHello{.version = "0.0.1", .libraries = {}, .sandbox = {}}));
    if (how == "plugins")
        ::_exit(1);
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const std::string hello = "--hello=";
    const bool hasPlugins = std::ranges::find(arguments, "--plugins") != arguments.end();
    for (const std::string& argument : arguments)
        if (argument.starts_with(hello) && (argument != "--hello=plugins" || hasPlugins))
            misbehaveAtHello(argument.substr(hello.size()));
    OddGuides guides(hasPlugins);
    ReaderServer server(OwnedDescriptor(ourSocket), guides);
    const ReaderHello first{.version = TESSERA_VERSION,
        .libraries = "none",
        .sandbox = {{"seccomp", false, "a test"}, {"Landlock", true, "ABI 1"}}};
    return server.run(first) ? 0 : 1;
}
