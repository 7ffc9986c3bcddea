// SPDX-License-Identifier: MIT
#include "core/source/reader_process.h"

#include "core/base/path_text.h"
#include "core/source/reader_program.h"
#include "core/source/reader_protocol.h"

#include <csignal>
#include <utility>

namespace tessera {

namespace {

// A virtual array may have that many sources; a process that asks for more only keeps us busy.
constexpr int mostWishes = 100'000;

using Clock = std::chrono::steady_clock;

bool wasOverLimit(const ChildEnd& end)
{
#ifdef SIGXCPU
    if (end.signal == SIGXCPU)
        return true;
#endif
#ifdef SIGPROF
    if (end.signal == SIGPROF)
        return true;
#endif
    return false;
}

} // namespace

// Decides whether to wait on.
class ReaderProcess::Watch {
public:
    Watch(const ChildChannel& channel, const ReaderBudget& budget, const IsUnwanted& isUnwanted)
        : m_channel(channel)
        , m_isUnwanted(isUnwanted)
        , m_budget(budget)
        , m_cpuEnd(channel.cpuTime() + budget.cpu)
        , m_wallEnd(Clock::now() + budget.wall)
    {
    }

    Result<> operator()()
    {
        const auto now = Clock::now();
        if (!m_stopEnd && m_isUnwanted && m_isUnwanted())
            m_stopEnd = now + m_budget.afterStop;
        if (m_stopEnd && now >= *m_stopEnd)
            return giveUp(ReaderFault::Stopped);
        if (now >= m_wallEnd || m_channel.cpuTime() >= m_cpuEnd)
            return giveUp(ReaderFault::TookTooLong);
        return {};
    }

    std::optional<ReaderFault> fault() const { return m_fault; }

private:
    Result<> giveUp(ReaderFault fault)
    {
        m_fault = fault;
        return cancelled();
    }

    const ChildChannel& m_channel;
    const IsUnwanted& m_isUnwanted;
    ReaderBudget m_budget;
    std::chrono::nanoseconds m_cpuEnd;
    Clock::time_point m_wallEnd;
    std::optional<Clock::time_point> m_stopEnd;
    std::optional<ReaderFault> m_fault;
};

Result<ReaderProcess> ReaderProcess::start(const ReaderSettings& settings, bool hasPlugins)
{
    auto program = settings.program.empty() ? readerProgram()
                                            : Result<std::filesystem::path>(settings.program);
    if (!program)
        return std::unexpected(program.error());
    auto arguments = settings.arguments;
    if (hasPlugins)
        arguments.emplace_back("--plugins");
    auto channel = ChildChannel::start(*program, arguments);
    if (!channel)
        return std::unexpected(channel.error());
    return ReaderProcess(*std::move(channel));
}

std::unexpected<ReaderFault> ReaderProcess::fault(const Error& error, const Watch& watch)
{
    const ChildEnd end = m_channel.end();
    if (watch.fault())
        return std::unexpected(*watch.fault());
    if (error.code == ErrorCode::Malformed || error.code == ErrorCode::TooLarge)
        return std::unexpected(ReaderFault::SpokeNonsense);
    return std::unexpected(wasOverLimit(end) ? ReaderFault::TookTooLong : ReaderFault::Crashed);
}

ReaderProcess::Answer<void> ReaderProcess::send(
    const ReaderRequest& request, int descriptor, Watch& watch)
{
    const auto sent = m_channel.socket().send(encodeRequest(request), descriptor, std::ref(watch));
    if (!sent)
        return fault(sent.error(), watch);
    return {};
}

ReaderProcess::Answer<ReaderReply> ReaderProcess::receive(Watch& watch)
{
    const auto message = m_channel.socket().receive(std::ref(watch));
    if (!message)
        return fault(message.error(), watch);
    auto reply = decodeReply(message->bytes);
    if (!reply)
        return fault(reply.error(), watch);
    return *std::move(reply);
}

ReaderProcess::Answer<ReaderHello> ReaderProcess::hello(
    const ReaderBudget& budget, const IsUnwanted& isUnwanted)
{
    if (m_hello)
        return *m_hello;
    Watch watch(m_channel, budget, isUnwanted);
    auto reply = receive(watch);
    if (!reply)
        return std::unexpected(reply.error());
    const auto* const hello = std::get_if<ReaderHello>(&*reply);
    if (hello == nullptr || hello->version != TESSERA_VERSION) {
        m_channel.end();
        return std::unexpected(ReaderFault::SpokeNonsense);
    }
    m_hello = *hello;
    return *m_hello;
}

ReaderProcess::Answer<void> ReaderProcess::serve(
    const FileWish& wish, OtherFiles* others, Watch& watch)
{
    const auto file = others != nullptr
        ? others->open(wish.name)
        : Result<PositionedFile>(fail(ErrorCode::NoPermission, "No other file may be opened."));
    if (!file)
        return send(FileRefusal{file.error()}, -1, watch);
    return send(FileAnswer{toUtf8(file->path()), file->version()}, file->descriptor(), watch);
}

ReaderProcess::Answer<ReaderReply> ReaderProcess::ask(const ReaderRequest& request, int descriptor,
    const ReaderBudget& budget, const IsUnwanted& isUnwanted, OtherFiles* others)
{
    Watch watch(m_channel, budget, isUnwanted);
    if (auto sent = send(request, descriptor, watch); !sent)
        return std::unexpected(sent.error());
    for (int wishes = 0; wishes <= mostWishes; ++wishes) {
        auto reply = receive(watch);
        if (!reply)
            return reply;
        const auto* const wish = std::get_if<FileWish>(&*reply);
        if (wish == nullptr)
            return reply;
        if (auto served = serve(*wish, others, watch); !served)
            return std::unexpected(served.error());
    }
    m_channel.end();
    return std::unexpected(ReaderFault::SpokeNonsense);
}

} // namespace tessera
