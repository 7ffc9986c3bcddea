// SPDX-License-Identifier: MIT
#include "core/source/npy_header.h"

#include "core/base/byte_count.h"
#include "core/base/plain_text.h"
#include "core/source/npy_literal.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace tessera {

namespace {

using Refusal = std::unexpected<std::string>;

constexpr std::size_t versionAt = npySignature.size();
constexpr std::size_t lengthAt = versionAt + 2;
constexpr std::uint64_t longestText = 65535; // what version 1 can say; more was never needed
constexpr std::size_t mostDimensions = 64; // of numpy 2
constexpr unsigned bitsOfByte = 8;

struct NumpyType {
    std::optional<StoredNumber> number;
    std::string name; // empty: none of numpy's
};

Refusal damaged(std::string_view what)
{
    return Refusal(fmt::format("has a damaged header: {}; copy or write it again", what));
}

Refusal truncated()
{
    return Refusal("is truncated: the end of its header is missing; copy or write it again");
}

std::uint8_t byteAt(std::span<const std::byte> bytes, std::size_t at)
{
    return std::to_integer<std::uint8_t>(bytes[at]);
}

// What is read: bool, whole and floating-point numbers of 1 to 8 bytes.
std::optional<StoredNumber> numberOf(char kind, std::uint64_t bytes, bool isBigEndian)
{
    const auto size = static_cast<std::uint8_t>(bytes);
    const bool isPower = bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
    if (kind == 'b' && bytes == 1)
        return StoredNumber{NumberKind::Bool, 1, false};
    if (!isPower)
        return std::nullopt;
    if (kind == 'i')
        return StoredNumber{NumberKind::Signed, size, isBigEndian};
    if (kind == 'u')
        return StoredNumber{NumberKind::Unsigned, size, isBigEndian};
    if (kind == 'f' && bytes > 1)
        return StoredNumber{NumberKind::Float, size, isBigEndian};
    return std::nullopt;
}

// Of what is not read.
std::string otherTypeName(char kind, std::uint64_t bytes)
{
    switch (kind) {
    case 'f':
        return fmt::format("float{} (an extended format)", bytes * bitsOfByte);
    case 'c':
        return fmt::format("complex{} (complex numbers)", bytes * bitsOfByte);
    case 'S':
    case 'a':
    case 'U':
        return "text";
    case 'V':
        return bytes == 2 ? "raw bytes, 2 each (bfloat16 is saved so)"
                          : fmt::format("raw bytes, {} each", bytes);
    case 'O':
        return "object (Python objects, which are never loaded)";
    case 'M':
        return "datetime64 (dates)";
    case 'm':
        return "timedelta64 (spans of time)";
    default:
        return {};
    }
}

// "<f4": order of bytes, kind, bytes; "<M8[ns]".
NumpyType typeOf(std::string_view descr)
{
    constexpr std::string_view orders = "<>|=";
    constexpr std::uint64_t longest = 1U << 31U;
    if (descr.size() < 2 || orders.find(descr[0]) == std::string_view::npos)
        return {};
    const char kind = descr[1];
    if (descr == "|O")
        return {std::nullopt, otherTypeName(kind, 0)};
    std::uint64_t bytes = 0;
    const char* const end = descr.data() + descr.size();
    const auto [rest, error] = std::from_chars(descr.data() + 2, end, bytes);
    const bool isDate = kind == 'M' || kind == 'm';
    const bool isAllSaid = rest == end || (isDate && *rest == '[');
    if (error != std::errc() || bytes > longest || !isAllSaid)
        return {};
    if (const auto number = numberOf(kind, bytes, descr[0] == '>'))
        return {number, storedName(*number)};
    const bool isPlain = kind != 'f' && kind != 'c';
    return {std::nullopt, isPlain || bytes >= sizeof(double) ? otherTypeName(kind, bytes) : ""};
}

// The three keys, each once.
struct Entries {
    std::optional<NpyValue> descr;
    std::optional<NpyValue> order;
    std::optional<NpyValue> shape;

    std::optional<NpyValue>* of(std::string_view key)
    {
        if (key == "descr")
            return &descr;
        if (key == "fortran_order")
            return &order;
        return key == "shape" ? &shape : nullptr;
    }
};

std::expected<Entries, std::string> entriesOf(std::string_view text)
{
    NpyLiteral literal(text);
    if (!literal.take('{'))
        return damaged("it is no dictionary");
    Entries entries;
    bool hasComma = true;
    while (!literal.take('}')) {
        std::string_view key;
        NpyValue value;
        if (!hasComma || !literal.takeText(key) || !literal.take(':'))
            return damaged("it is no dictionary of keys and values");
        auto* const entry = entries.of(key);
        if (entry == nullptr || *entry)
            return damaged(fmt::format("its key \"{}\" is {}", toPlainName(key),
                entry == nullptr ? "none of an array's" : "there twice"));
        if (!literal.takeValue(value))
            return damaged(fmt::format("what follows its key {} is no plain value", key));
        *entry = std::move(value);
        hasComma = literal.take(',');
    }
    if (!literal.isAtEnd())
        return damaged("something follows the dictionary");
    return entries;
}

std::expected<NpyHeader, std::string> headerOf(const Entries& entries)
{
    if (!entries.descr || !entries.order || !entries.shape)
        return damaged(fmt::format("its key {} is missing",
            !entries.descr ? "descr" : (!entries.order ? "fortran_order" : "shape")));
    NpyHeader header;
    const auto* const order = std::get_if<bool>(&*entries.order);
    if (order == nullptr)
        return damaged("fortran_order is neither True nor False");
    header.isFortranOrder = *order;
    const auto* const shape = std::get_if<std::vector<std::uint64_t>>(&*entries.shape);
    if (shape == nullptr)
        return damaged("shape is no tuple of whole numbers");
    if (shape->size() > mostDimensions)
        return Refusal(fmt::format(
            "has {} dimensions; no array has more than {}", shape->size(), mostDimensions));
    header.shape = *shape;
    if (std::holds_alternative<NpyFields>(*entries.descr)) {
        header.storedType = "structured (several fields each)";
        return header;
    }
    const auto* const descr = std::get_if<std::string_view>(&*entries.descr);
    auto type = descr != nullptr ? typeOf(*descr) : NumpyType{};
    if (type.name.empty())
        return damaged(fmt::format("its type{} is none of numpy's",
            descr != nullptr ? fmt::format(" \"{}\"", toPlainName(*descr)) : ""));
    header.number = type.number;
    header.storedType = std::move(type.name);
    return header;
}

} // namespace

std::expected<std::size_t, std::string> npyHeaderBytes(std::span<const std::byte> prefix)
{
    const auto isSame = [](char letter, std::byte byte) {
        return static_cast<unsigned char>(letter) == std::to_integer<unsigned char>(byte);
    };
    const auto known = std::min(prefix.size(), npySignature.size());
    if (known < npySignature.size()
        || !std::ranges::equal(npySignature, prefix.first(known), isSame))
        return Refusal("is no NPY file");
    if (prefix.size() < lengthAt)
        return truncated();
    const unsigned version = byteAt(prefix, versionAt);
    if (version < 1 || version > 3 || byteAt(prefix, versionAt + 1) != 0)
        return Refusal(fmt::format("is NPY of version {}.{}; Tessera reads versions 1.0 to 3.0",
            version, byteAt(prefix, versionAt + 1)));
    const std::size_t lengthBytes = version == 1 ? 2 : 4;
    if (prefix.size() < lengthAt + lengthBytes)
        return truncated();
    std::uint64_t length = 0;
    for (std::size_t index = lengthBytes; index-- > 0;)
        length = (length << bitsOfByte) | byteAt(prefix, lengthAt + index);
    if (length > longestText)
        return damaged(fmt::format("it claims to be {} long", toText(ByteCount{length})));
    return lengthAt + lengthBytes + length;
}

std::expected<NpyHeader, std::string> parseNpyHeader(std::span<const std::byte> header)
{
    const auto bytes = npyHeaderBytes(header);
    if (!bytes)
        return Refusal(bytes.error());
    if (header.size() < *bytes)
        return truncated();
    const std::size_t textAt = lengthAt + (byteAt(header, versionAt) == 1 ? 2 : 4);
    const auto text = header.subspan(textAt, *bytes - textAt);
    const auto entries = entriesOf({reinterpret_cast<const char*>(text.data()), text.size()});
    if (!entries)
        return Refusal(entries.error());
    auto parsed = headerOf(*entries);
    if (parsed)
        parsed->bytes = *bytes;
    return parsed;
}

} // namespace tessera
