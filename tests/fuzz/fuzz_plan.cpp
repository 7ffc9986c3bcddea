// SPDX-License-Identifier: MIT
// What a file, or a reader process, claims of an array: it is refused, or samples can be read of it
// without reading or writing elsewhere, whatever chunk places and bytes it then gives.
//   length of the facts (2 bytes), the facts as the protocol writes them, places of four chunks
//   (offset 2, bytes 2, filter mask 1 each), the file is the rest
#include "core/source/guided_volume.h"
#include "core/source/reader_protocol.h"
#include "core/source/volume_reading.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_file.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace tessera::fuzz {

namespace {

using Places = std::array<ChunkPlace, 4>;

// Says what the input says.
class ClaimingGuide final : public FileGuide {
public:
    ClaimingGuide(ArrayFacts facts, Places places)
        : m_facts(std::move(facts))
        , m_places(places)
    {
    }

    Result<FileListing> list(const std::stop_token& /*stop*/) override
    {
        return FileListing{{m_facts.claimed}, true};
    }
    Result<ArrayFacts> describe(const std::string& /*path*/, std::uint64_t /*cacheBytes*/,
        const std::stop_token& /*stop*/) override
    {
        return m_facts;
    }
    Result<> locate(std::uint32_t /*array*/, std::span<const std::uint64_t> chunks,
        std::span<ChunkPlace> places) override
    {
        check(chunks.size() == places.size(), "there is room for each place");
        for (std::size_t index = 0; index < chunks.size(); ++index)
            places[index] = m_places.at(chunks[index] % m_places.size());
        return {};
    }
    Result<StoredValues> readValues(
        const std::string& /*path*/, const std::stop_token& /*stop*/) override
    {
        return StoredValues{};
    }
    Result<> readStored(std::uint32_t /*array*/, const ArraySlab& slab, std::span<std::byte> target,
        const std::stop_token& /*stop*/) override
    {
        check(slab.samples() > 0, "something is asked for");
        std::ranges::fill(target, std::byte{0x3D}); // all of it, for the sanitizer to see
        return {};
    }
    void release() override { }

private:
    ArrayFacts m_facts;
    Places m_places;
};

Places takePlaces(Taker& taker)
{
    Places places;
    for (ChunkPlace& place : places) {
        place.offset = taker.number(2);
        place.bytes = taker.number(2);
        place.filterMask = static_cast<std::uint32_t>(taker.number(1));
    }
    return places;
}

// The corner of the plane at its end, which chunks cut off.
void readSome(const VolumeSource& source)
{
    constexpr std::int64_t edge = 12;
    constexpr std::int64_t mostClasses = 16;
    const VolumeInfo& info = source.info();
    check(info.plane.rows > 0 && info.plane.columns > 0 && info.classes > 0, "there is a plane");
    SourceRegion region;
    region.plane = {info.zCount - 1, info.tCount - 1};
    region.rows = std::min(edge, info.plane.rows);
    region.columns = std::min(edge, info.plane.columns);
    region.row = info.plane.rows - region.rows;
    region.column = info.plane.columns - region.columns;
    region.classes = {0, mostClasses};
    ReadScratch scratch;
    const auto samples = source.read(region, scratch, {});
    if (!samples) {
        check(!samples.error().message.empty(), "an error says something");
        return;
    }
    check(samples->view.rows == region.rows && samples->view.columns == region.columns,
        "what is read is what was asked for");
    check(samples->view.classes == info.classCount(region.classes), "all classes are there");
}

} // namespace

void tryInput(std::span<const std::byte> input)
{
    static const MemoryFile memory;
    constexpr ByteCount mostMemory = megabytes(2);
    Taker taker(input);
    const auto reply = decodeReply(taker.bytes(taker.number(2)));
    const auto* facts = reply ? std::get_if<ArrayFacts>(&*reply) : nullptr;
    if (facts == nullptr)
        return;
    const Places places = takePlaces(taker);
    memory.hold(textOf(taker.rest()));
    auto file = PositionedFile::open(memory.path());
    check(file.has_value(), "the file opens");
    const auto links = std::make_shared<LinkedFiles>(memory.path(), LinkedFilePolicy::OwnFolder);
    const GuidedFile guided{std::make_shared<const PositionedFile>(*std::move(file)),
        std::make_shared<ClaimingGuide>(*facts, places), links, OpenLimits{mostMemory}};
    const auto array = GuidedVolumeFile(guided).open({}, ArrayUse::Probabilities, {}, {});
    const auto volume = array ? readAs(*array, {}, {}) : std::unexpected(array.error());
    if (!volume) {
        check(!volume.error().message.empty(), "an error says something");
        return;
    }
    readSome(*volume->probabilities);
}

} // namespace tessera::fuzz
