// SPDX-License-Identifier: MIT
// Stands in for libFuzzer where a target is built without it: hands every file of the folders, and
// every beginning of it, to the target. So the inputs that once broke something are tests.
//   replay_xxx FOLDER…
#include "tests/fuzz/fuzz_target.h"

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <vector>

namespace {

using namespace tessera;

std::vector<char> contentOf(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Each in memory of its own, so that a sanitizer sees who reads behind it.
void tryBeginnings(const std::vector<char>& content)
{
    constexpr std::size_t most = 64;
    const std::span<const char> whole(content);
    const std::size_t step = whole.size() / most + 1;
    for (std::size_t size = 0; size < whole.size(); size += step) {
        const auto beginning = whole.first(size);
        const std::vector<char> copy(beginning.begin(), beginning.end());
        fuzz::tryInput(std::as_bytes(std::span(copy)));
    }
    fuzz::tryInput(std::as_bytes(whole));
}

} // namespace

int main(int argumentCount, char** arguments)
{
    int files = 0;
    for (const char* folder :
        std::span(arguments, static_cast<std::size_t>(argumentCount)).subspan(1))
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            tryBeginnings(contentOf(entry.path()));
            ++files;
        }
    fmt::print("{} inputs, no promise broken\n", files);
    fuzz::check(files > 0, "there are inputs");
    return EXIT_SUCCESS;
}
