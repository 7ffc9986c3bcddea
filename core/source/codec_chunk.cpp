// SPDX-License-Identifier: MIT
#include "core/source/codec_chunk.h"

#include "core/source/codec_steps.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>

namespace tessera {

namespace {

using namespace codec;

constexpr std::size_t maxSteps = 32; // as many as a filter mask has bits, and HDF5 allows

bool takesAnyParameters(Parameters /*parameters*/)
{
    return true;
}

struct Decoder {
    int id = 0;
    bool (*canDecode)(Parameters) = nullptr;
    Decoded (*decode)(Parameters, Stored, Out, DecodeScratch&) = nullptr;
    std::optional<std::size_t> growth; // when written, in bytes; unknown for what compresses
    bool needsOut = true;
};

constexpr std::array decoders{
    Decoder{1, takesAnyParameters, inflate, std::nullopt},
    Decoder{2, canUnshuffle, unshuffle, 0},
    Decoder{3, takesAnyParameters, checkFletcher32, 4, false},
    Decoder{307, takesAnyParameters, unbzip2, std::nullopt},
    Decoder{32000, takesAnyParameters, unlzf, std::nullopt},
    Decoder{32001, canUnblosc, unblosc, std::nullopt},
    Decoder{32004, takesAnyParameters, unlz4, std::nullopt},
    Decoder{32008, canUnbitshuffle, unbitshuffle, std::nullopt},
    Decoder{32015, takesAnyParameters, unzstd, std::nullopt},
};

const Decoder* decoderOf(const FilterStep& step)
{
    const auto found = std::ranges::find(decoders, step.id, &Decoder::id);
    return found == decoders.end() || !found->canDecode(step.parameters) ? nullptr : &*found;
}

// What a step was given when the chunk was written: exact where only steps of known growth came
// before it, else a bound that no real compressor exceeds, however many there were.
class Size {
public:
    explicit Size(std::size_t decodedBytes)
        : m_bytes(decodedBytes)
        , m_most(2 * decodedBytes + slack)
    {
    }

    std::size_t bytes() const { return m_bytes; }
    bool isExact() const { return m_isExact; }
    void passThrough(std::optional<std::size_t> growth)
    {
        m_isExact = m_isExact && growth;
        m_bytes = std::min(m_most, m_bytes + growth.value_or(m_bytes / 4 + slack));
    }

private:
    static constexpr std::size_t slack = std::size_t{64} << 10U;
    std::size_t m_bytes;
    std::size_t m_most;
    bool m_isExact = true;
};

struct Undo {
    const Decoder* decoder = nullptr;
    const FilterStep* step = nullptr;
    std::size_t bytes = 0; // come out, exactly or at most
    bool isExact = true;
};

Result<std::vector<Undo>> plan(
    std::span<const FilterStep> steps, std::uint32_t filterMask, std::size_t decodedBytes)
{
    if (steps.size() > maxSteps)
        return damaged(fmt::format("it claims {} filters", steps.size()));
    std::vector<Undo> undos;
    undos.reserve(steps.size());
    Size size(decodedBytes);
    for (std::size_t index = 0; index < steps.size(); ++index) {
        if (((filterMask >> index) & 1U) != 0)
            continue;
        const FilterStep& step = steps[index];
        const Decoder* decoder = decoderOf(step);
        if (decoder == nullptr)
            return fail(ErrorCode::Unsupported,
                fmt::format("its filter {} ({}) cannot be undone", step.id, step.name));
        undos.push_back({decoder, &step, size.bytes(), size.isExact()});
        size.passThrough(decoder->growth);
    }
    std::ranges::reverse(undos);
    return undos;
}

std::unexpected<Error> wrongSize(std::size_t bytes, std::size_t wanted)
{
    return damaged(fmt::format("it unpacks to {} bytes where {} are expected", bytes, wanted));
}

} // namespace

bool canDecode(std::span<const FilterStep> steps)
{
    return steps.size() <= maxSteps && std::ranges::all_of(steps, [](const FilterStep& step) {
        return decoderOf(step) != nullptr;
    });
}

Result<> decodeChunk(std::span<const FilterStep> steps, std::uint32_t filterMask,
    std::span<const std::byte> stored, std::span<std::byte> out, DecodeScratch& scratch)
{
    const auto undos = plan(steps, filterMask, out.size());
    if (!undos)
        return std::unexpected(undos.error());
    std::span<const std::byte> data = stored;
    AlignedBuffer* next = &scratch.first;
    AlignedBuffer* other = &scratch.second;
    for (const Undo& undo : *undos) {
        std::span<std::byte> target;
        if (&undo == &undos->back())
            target = out;
        else if (undo.decoder->needsOut)
            target = {next->reserve(undo.bytes), undo.bytes};
        const auto decoded = undo.decoder->decode(undo.step->parameters, data, target, scratch);
        if (!decoded)
            return std::unexpected(decoded.error());
        if (undo.isExact && decoded->size() != undo.bytes)
            return wrongSize(decoded->size(), undo.bytes);
        data = *decoded;
        if (undo.decoder->needsOut)
            std::swap(next, other);
    }
    if (data.size() != out.size())
        return wrongSize(data.size(), out.size());
    if (data.data() != out.data())
        std::ranges::copy(data, out.begin());
    return {};
}

} // namespace tessera
