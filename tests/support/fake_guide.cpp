// SPDX-License-Identifier: MIT
#include "tests/support/fake_guide.h"

#include <algorithm>
#include <utility>

namespace tessera::test {

namespace {

class FakeGuides final : public GuideMaker {
public:
    explicit FakeGuides(FakeFacts facts)
        : m_facts(std::move(facts))
    {
    }

    Result<std::shared_ptr<FileGuide>> open(std::shared_ptr<const PositionedFile> /*file*/,
        std::shared_ptr<OtherFiles> others, const std::stop_token& /*stop*/) override
    {
        return std::make_shared<FakeGuide>(m_facts, std::move(others));
    }

private:
    FakeFacts m_facts;
};

} // namespace

FakeGuide::FakeGuide(FakeFacts facts, std::shared_ptr<OtherFiles> others)
    : m_facts(std::move(facts))
    , m_others(std::move(others))
{
}

Result<FileListing> FakeGuide::list(const std::stop_token& /*stop*/)
{
    askForFile();
    if (m_facts.listError)
        return std::unexpected(*m_facts.listError);
    FileListing listing;
    listing.isComplete = m_facts.isListComplete;
    listing.arrays.reserve(m_facts.arrays.size());
    for (const auto& array : m_facts.arrays)
        listing.arrays.push_back(array.claimed);
    return listing;
}

Result<ArrayFacts> FakeGuide::describe(
    const std::string& path, std::uint64_t /*cacheBytes*/, const std::stop_token& /*stop*/)
{
    askForFile();
    const auto isCalled = [&](const ArrayFacts& facts) { return facts.claimed.path == path; };
    const auto found = std::ranges::find_if(m_facts.arrays, isCalled);
    if (found == m_facts.arrays.end())
        return fail(ErrorCode::NotFound, "The guide knows no such array.");
    return *found;
}

Result<StoredValues> FakeGuide::readValues(const std::string& path, const std::stop_token& /*stop*/)
{
    const auto found = m_facts.values.find(path);
    if (found == m_facts.values.end())
        return fail(ErrorCode::NotFound, "The guide knows no such array.");
    return found->second;
}

Result<> FakeGuide::locate(std::uint32_t /*array*/, std::span<const std::uint64_t> /*chunks*/,
    std::span<ChunkPlace> places)
{
    std::ranges::fill(places, m_facts.place);
    return {};
}

Result<> FakeGuide::readStored(std::uint32_t /*array*/, const ArraySlab& /*slab*/,
    std::span<std::byte> target, const std::stop_token& /*stop*/)
{
    askForFile();
    if (m_isReleased.load())
        return fail(ErrorCode::Unreadable, "The guide was released.");
    if (m_facts.readError)
        return std::unexpected(*m_facts.readError);
    std::ranges::fill(target, m_facts.sample);
    return {};
}

void FakeGuide::askForFile() const
{
    if (!m_facts.wantedFile.empty())
        (void)m_others->open(m_facts.wantedFile);
}

std::shared_ptr<GuideMaker> fakeGuides(FakeFacts facts)
{
    return std::make_shared<FakeGuides>(std::move(facts));
}

} // namespace tessera::test
