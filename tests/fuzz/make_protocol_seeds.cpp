// SPDX-License-Identifier: MIT
// Writes a message of each kind, for the fuzz targets of the protocol to begin with:
//   make_protocol_seeds OUT
#include "core/source/reader_protocol.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <span>

namespace {

using namespace tessera;
namespace fs = std::filesystem;

void write(const fs::path& folder, const char* name, const std::vector<std::byte>& bytes)
{
    fs::create_directories(folder);
    std::ofstream file(folder / name, std::ios::binary);
    file.write(
        reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

ArrayFacts contiguous()
{
    ArrayFacts facts;
    facts.claimed.path = "/probabilities";
    facts.claimed.shape = {6, 5, 4};
    facts.claimed.number = StoredNumber{};
    facts.claimed.storedType = "float32";
    facts.attributes = {{0, "class_names", {"glass", "tissue", "", "other"}, {}},
        {0, "drange", {}, {0, 255}}, {1, "axes", {"y", "x", "c"}, {}}};
    facts.layout = StorageLayout::Contiguous;
    facts.sampleBytes = 4;
    facts.storedBytes = 480;
    facts.fileBytes = 4096;
    facts.offset = 2048;
    facts.fill = std::vector<std::byte>(4);
    return facts;
}

ArrayFacts chunked()
{
    ArrayFacts facts = contiguous();
    facts.layout = StorageLayout::Chunked;
    facts.offset.reset();
    facts.chunk = {4, 4, 4};
    facts.filters = {{{2, "shuffle", true, {4}}, true}, {{1, "deflate", false, {6}}, true}};
    facts.edgesAreUnfiltered = true;
    facts.firstChunk = {{0, 4, 0}};
    facts.writtenChunks = {1, 3};
    return facts;
}

ArrayFacts external()
{
    ArrayFacts facts = contiguous();
    facts.offset.reset();
    facts.external = {{"a.raw", 16, 240}, {"b.raw", 0, ~std::uint64_t{0}}};
    return facts;
}

// As fuzz_plan.cpp takes it: the length of the facts, the facts, places of chunks, the file.
void writePlans(const fs::path& folder)
{
    constexpr std::size_t fileBytes = 4096;
    const auto add = [&](const char* name, const ArrayFacts& facts) {
        const auto message = encodeReply(facts);
        constexpr std::size_t lengthBytes = 2;
        std::vector<std::byte> seed(lengthBytes + message.size() + fileBytes, std::byte{0x3F});
        seed[0] = static_cast<std::byte>(message.size() & 0xFFU);
        seed[1] = static_cast<std::byte>(message.size() >> 8U);
        std::ranges::copy(message, seed.begin() + lengthBytes);
        write(folder, name, seed);
    };
    add("contiguous", contiguous());
    add("chunked", chunked());
    add("external", external());
    ArrayFacts unpacked = chunked();
    unpacked.filters.clear();
    add("chunked, not packed", unpacked);
    ArrayFacts compact = contiguous();
    compact.layout = StorageLayout::Compact;
    compact.offset.reset();
    add("compact", compact);
}

void writeReplies(const fs::path& folder)
{
    const ReaderHello hello{"0.1.0", "HDF5 1.10.8", {{"Landlock", true, "ABI 6"}, {}}};
    const auto add = [&](const char* name, const ReaderReply& reply) {
        write(folder, name, encodeReply(reply));
    };
    add("hello", hello);
    add("done", Done{});
    add("listing", FileListing{{contiguous().claimed, chunked().claimed}, false});
    add("contiguous", contiguous());
    add("chunked", chunked());
    add("external", external());
    add("values", StoredValues{{2}, {"glass", "tissue"}, {}});
    add("numbers", StoredValues{{1, 3}, {}, {1, 0.5, 2}});
    add("places", ChunkPlaces{{{2048, 480, 0}, {}, {4096, 12, 3}}});
    add("wish", FileWish{"other.h5"});
    add("error", Error{ErrorCode::Malformed, "The file is damaged.", "/probabilities"});
}

void writeRequests(const fs::path& folder)
{
    const auto add = [&](const char* name, const ReaderRequest& request) {
        write(folder, name, encodeRequest(request));
    };
    add("open", OpenRequest{"/data/tissue.h5", {4096, 1, 2, 3}});
    add("list", ListRequest{});
    add("describe", DescribeRequest{"/probabilities", 1 << 20});
    add("values", ValuesRequest{"/PixelClassification/LabelNames"});
    add("locate", LocateRequest{1, {0, 1, 5}});
    add("read", ReadRequest{1, {{0, 0, 0}, {6, 5, 4}, {1, 1, 1}}, 480, 4096});
    add("answer", FileAnswer{"/data/other.h5", {100, 1, 2, 4}});
    add("refusal", FileRefusal{{ErrorCode::NotFound, "There is no other.h5.", "other.h5"}});
}

} // namespace

int main(int argumentCount, char** arguments)
{
    if (argumentCount != 2) {
        fmt::print(stderr, "usage: make_protocol_seeds OUT\n");
        return EXIT_FAILURE;
    }
    const fs::path out = arguments[1];
    writeReplies(out / "protocol_parent");
    writeRequests(out / "protocol_child");
    writePlans(out / "plan");
    return EXIT_SUCCESS;
}
