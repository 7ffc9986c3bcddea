// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/tile/tile_subject.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace tessera {

// What takes the place of a sample that cannot be read: Blank is NaN where the type has it, else 0,
// in samples as stored; Absent is NaN in doubles, of which means leave it out (integers are made
// probabilities for that, but for images).
enum class SalvageForm : std::uint8_t { Blank, Absent };

// Reads a region of which something cannot be read, and finds out what: along the chunks of the
// source where it has any, else a row's part at a time from both ends. So that a bad disk is not
// asked for ever, a block has a fixed number of reads for this; what is unknown when they are used
// up counts as damaged. Threads: one.
class Salvage {
public:
    static constexpr int mostReads = 64; // of one object

    Salvage(const TileSubject& subject, ReadScratch& scratch, AlignedBuffer& buffer,
        const std::stop_token& stop);

    // `why` is the error of the whole region. The samples lie in `buffer`, pixel by pixel. Errors:
    // Cancelled, and those that are no local damage. Throws std::bad_alloc.
    Result<Samples> read(const SourceRegion& region, SalvageForm form, const Error& why);

    // All that was found so far, in pixels of level 0; may overlap.
    const std::vector<DamagedPart>& parts() const { return m_parts; }

private:
    // Some rows and columns of the region, counted in it.
    struct Piece {
        PixelRect rect;
        Error why;
        bool wasTried = true; // as it is, and failed
    };
    struct Split {
        Piece first;
        Piece second;
    };

    Result<> divideChunks();
    Result<> narrow();
    bool divide(const Piece& piece, Split& split) const;
    Result<bool> narrowAlong(std::int64_t PixelRect::* first, std::int64_t PixelRect::* count);
    Result<bool> take(Piece& piece);
    void give(const Piece& piece, bool isWhole);
    SourceRegion regionOf(const PixelRect& piece) const;
    void blank();
    void put(const SampleView& view, const PixelRect& piece);

    const TileSubject& m_subject;
    const VolumeInfo& m_info;
    ReadScratch& m_scratch;
    AlignedBuffer& m_buffer;
    const std::stop_token& m_stop;
    int m_readsLeft = mostReads;
    std::vector<DamagedPart> m_parts;
    // Of the region under way:
    SourceRegion m_region;
    SalvageForm m_form = SalvageForm::Blank;
    std::int64_t m_classes = 1;
    Samples m_samples;
    Piece m_bad; // what narrow() has left
};

} // namespace tessera
