// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/guide_maker.h"

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tessera::test {

// What a guide says, true or not. Set it before the guide is asked.
struct FakeFacts {
    std::vector<ArrayFacts> arrays; // found by the path that they claim
    bool isListComplete = true;
    ChunkPlace place = {}; // of every chunk
    std::byte sample{0}; // every byte of what readStored() gives
    std::optional<Error> listError = std::nullopt;
    std::optional<Error> readError = std::nullopt;
    // GCC wants the initialiser where a caller leaves it out.
    // NOLINTBEGIN(readability-redundant-member-init)
    std::string wantedFile = {}; // that list(), describe() and readStored() ask for; empty: none
    std::map<std::string, StoredValues> values = {}; // of small arrays, by path
    // NOLINTEND(readability-redundant-member-init)
};

// Says what it was given. Threads: as FileGuide.
class FakeGuide final : public FileGuide {
public:
    FakeGuide(FakeFacts facts, std::shared_ptr<OtherFiles> others);

    Result<FileListing> list(const std::stop_token& stop) override;
    Result<ArrayFacts> describe(
        const std::string& path, std::uint64_t cacheBytes, const std::stop_token& stop) override;
    Result<StoredValues> readValues(const std::string& path, const std::stop_token& stop) override;
    Result<> locate(std::uint32_t array, std::span<const std::uint64_t> chunks,
        std::span<ChunkPlace> places) override;
    Result<> readStored(std::uint32_t array, const ArraySlab& slab, std::span<std::byte> target,
        const std::stop_token& stop) override;
    void release() override { m_isReleased.store(true); }

private:
    void askForFile() const;

    FakeFacts m_facts;
    std::shared_ptr<OtherFiles> m_others;
    std::atomic<bool> m_isReleased = false;
};

// Gives every file a guide that says `facts`.
std::shared_ptr<GuideMaker> fakeGuides(FakeFacts facts);

// The first bytes of an HDF5 file, so that it is taken for one.
inline constexpr std::string_view hdf5Beginning = "\x89HDF\r\n\x1A\n";

} // namespace tessera::test
