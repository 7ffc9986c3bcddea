// SPDX-License-Identifier: MIT
// Closes itself in as the reader process does, tries what its argument says, and answers with the
// system's error number (0: it could do it) on its socket.
#include "app/reader/sandbox.h"
#include "core/base/child_channel.h"
#include "core/base/message_socket.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <netinet/in.h>
#include <string>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace tessera;

int errorOf(long result)
{
    return result < 0 ? errno : 0;
}

int connectTo(int family, const sockaddr* address, socklen_t size)
{
    // One that was open before would be of no use either.
    const int socket = ::socket(family, SOCK_STREAM, 0);
    return socket < 0 ? errno : errorOf(::connect(socket, address, size));
}

int connectInternet()
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(80);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return connectTo(AF_INET, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

int connectLocal()
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, "/tmp/x");
    return connectTo(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

int startProgram()
{
    std::array<char*, 1> none{nullptr};
    return errorOf(::execve("/bin/true", none.data(), none.data()));
}

int forkOnce()
{
    const long child = ::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr);
    if (child == 0)
        ::_exit(0);
    return errorOf(child);
}

int execute(void* memory)
{
    return memory == MAP_FAILED ? errno : 0;
}

int growHeap()
{
    constexpr std::size_t size = std::size_t{64} << 20U;
    const std::vector<char> memory(size, 'x');
    return memory.back() == 'x' ? 0 : ENOMEM;
}

int growTooMuch()
{
    constexpr std::size_t size = std::size_t{2} << 30U;
    void* const memory =
        ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? errno : 0;
}

int readOpenFile(int file)
{
    std::array<char, 1> byte{};
    return errorOf(::pread(file, byte.data(), byte.size(), 0));
}

int overwrite(int file)
{
    return errorOf(::pwrite(file, "x", 1, 0));
}

int changeFilter()
{
    return errorOf(::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
}

int raiseLimit()
{
    const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
    return errorOf(::setrlimit(RLIMIT_AS, &all));
}

int askForStatus()
{
    struct stat status = {};
    return errorOf(::stat("/etc/passwd", &status));
}

using Attempt = int (*)(int file);

const std::map<std::string, Attempt>& attempts()
{
    static const std::map<std::string, Attempt> all{
        {"open", [](int) { return errorOf(::open("/etc/passwd", O_RDONLY)); }},
        {"create", [](int) { return errorOf(::open("created", O_RDWR | O_CREAT, S_IRUSR)); }},
        {"open-of-itself", [](int) { return errorOf(::open("/proc/self/mem", O_RDWR)); }},
        {"status", [](int) { return askForStatus(); }},
        {"remove", [](int) { return errorOf(::unlink("anything")); }},
        {"folder", [](int) { return errorOf(::mkdir("anything", S_IRUSR)); }},
        {"socket", [](int) { return errorOf(::socket(AF_INET, SOCK_DGRAM, 0)); }},
        {"connect", [](int) { return connectInternet(); }},
        {"connect-local", [](int) { return connectLocal(); }},
        {"exec", [](int) { return startProgram(); }},
        {"fork", [](int) { return forkOnce(); }},
        {"kill-parent", [](int) { return errorOf(::kill(::getppid(), 0)); }},
        {"kill-all", [](int) { return errorOf(::kill(-1, 0)); }},
        {"trace", [](int) { return errorOf(::ptrace(PTRACE_ATTACH, ::getppid(), 0, 0)); }},
        {"write", overwrite},
        {"change-itself", [](int) { return changeFilter(); }},
        {"raise-limit", [](int) { return raiseLimit(); }},
        {"execute-memory",
            [](int) {
                return execute(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
            }},
        {"execute-file",
            [](int file) {
                return execute(::mmap(nullptr, 1, PROT_READ | PROT_EXEC, MAP_PRIVATE, file, 0));
            }},
        {"too-much-memory", [](int) { return growTooMuch(); }},
        {"strange-file", [](int) { return errorOf(::lseek(50, 0, SEEK_CUR)); }},
        {"read-open-file", readOpenFile},
        {"memory", [](int) { return growHeap(); }},
    };
    return all;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2)
        return 2;
    // It must be gone when strange files are closed.
    ::dup2(ChildChannel::childDescriptor, 50);
    closeStrangeFiles();
    const int file = ::open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    limitResources();
    closeSandbox();
    if (argv[1] == std::string("abort"))
        std::abort();
    const int error = attempts().at(argv[1])(file);
    MessageSocket socket(
        OwnedDescriptor(ChildChannel::childDescriptor), MessageSocket::Takes::Bytes);
    return socket.send(std::as_bytes(std::span(&error, 1))) ? 0 : 1;
}
