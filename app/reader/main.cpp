// SPDX-License-Identifier: MIT
// tessera-reader: reads what HDF5 files say of themselves, for the program that started it.
#include "app/reader/libraries.h"
#include "app/reader/sandbox.h"
#include "core/base/child_channel.h"
#include "core/source/library_versions.h"
#include "core/source/reader_server.h"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <iterator>
#include <span>
#include <string_view>
#include <sys/socket.h>
#include <sys/stat.h>
#include <utility>

namespace {

using namespace tessera;

// Whether it was started by a program of ours, and not by a person.
bool hasSocket()
{
    struct stat status = {};
    return ::fstat(ChildChannel::childDescriptor, &status) == 0 && S_ISSOCK(status.st_mode);
}

int run(bool hasPlugins)
{
    closeStrangeFiles();
    ReaderHello hello{.version = TESSERA_VERSION, .libraries = libraryVersions(), .sandbox = {}};
    hello.sandbox = limitResources();
    const auto guides = loadLibraries(hasPlugins);
    std::ranges::move(closeSandbox(), std::back_inserter(hello.sandbox));
    ReaderServer server(OwnedDescriptor(ChildChannel::childDescriptor), *guides, limitRequest);
    return server.run(hello) ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    constexpr int startedByHand = 2;
    if (!hasSocket())
        return startedByHand;
    const std::span arguments(argv, static_cast<std::size_t>(argc));
    const bool hasPlugins = std::ranges::any_of(
        arguments, [](std::string_view argument) { return argument == "--plugins"; });
    int code = 1;
    try {
        code = run(hasPlugins);
    } catch (const std::exception&) {
        code = 1;
    }
    // What a damaged file has made of the library is better not tidied up.
    std::_Exit(code);
}
