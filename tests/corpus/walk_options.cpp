// SPDX-License-Identifier: MIT
#include "tests/corpus/walk_options.h"

#include <charconv>
#include <string_view>

namespace tessera::corpus {

namespace {

std::optional<std::uint64_t> numberIn(std::string_view text)
{
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size())
        return std::nullopt;
    return number;
}

} // namespace

std::optional<WalkOptions> walkOptionsFrom(std::span<char*> words)
{
    constexpr std::uint64_t megabyte = 1'000'000;
    WalkOptions options;
    for (; words.size() >= 2; words = words.subspan(2)) {
        const std::string_view name = words[0];
        if (name == "--only") {
            options.only = words[1];
            continue;
        }
        const auto number = numberIn(words[1]);
        if (!number)
            return std::nullopt;
        if (name == "--sample")
            options.sample = *number;
        else if (name == "--seconds")
            options.patience = std::chrono::seconds(*number);
        else if (name == "--memory")
            options.mostBytes = *number * megabyte;
        else if (name == "--jobs")
            options.jobs = static_cast<unsigned>(*number);
        else
            return std::nullopt;
    }
    if (!words.empty())
        return std::nullopt;
    return options;
}

std::vector<Item> wantedItems(const std::filesystem::path& corpus,
    const std::filesystem::path& exceptions, const WalkOptions& options)
{
    std::vector<Item> items = listCorpus(corpus);
    Exceptions(exceptions).apply(items);
    if (options.sample != 0)
        items = sampleOf(items, options.sample);
    std::erase_if(
        items, [&](const Item& item) { return item.path.find(options.only) == std::string::npos; });
    return items;
}

} // namespace tessera::corpus
