// SPDX-License-Identifier: MIT
#pragma once

#include "tests/corpus/corpus_list.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tessera::corpus {

// How a walk is asked for.
struct WalkOptions {
    std::size_t sample = 0; // 0: everything
    std::chrono::seconds patience{10};
    std::uint64_t mostBytes = 0; // 0: not looked at
    unsigned jobs = 0; // 0: as many as there are processors
    std::string only; // items whose path has this in it; all where it is empty
};

constexpr std::string_view walkUsage =
    "[--sample COUNT] [--seconds LIMIT] [--memory MEGABYTES] [--jobs COUNT] [--only TEXT]";

// Nothing where a word is not understood.
std::optional<WalkOptions> walkOptionsFrom(std::span<char*> words);

// What of the corpus is asked for, with the table's exceptions; empty where the corpus is absent.
std::vector<Item> wantedItems(const std::filesystem::path& corpus,
    const std::filesystem::path& exceptions, const WalkOptions& options);

} // namespace tessera::corpus
