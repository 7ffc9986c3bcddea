// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/source/csv_sniff.h"
#include "core/source/csv_tokens.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string_view>

namespace tessera {

// What is done with the values of a text, one after the other. Threads: one.
class CsvVisitor {
public:
    CsvVisitor() = default;
    CsvVisitor(const CsvVisitor&) = delete;
    CsvVisitor& operator=(const CsvVisitor&) = delete;
    virtual ~CsvVisitor() = default;

    // `text`: for its faults. An error ends the walk.
    virtual Result<> takeCell(const CsvTokens& text, const CsvToken& cell) = 0;
    virtual void takeComment(std::string_view /*comment*/) { }
    virtual Result<> endRow(const CsvTokens& text) = 0; // its line has ended
};

// Goes over the rows of data of a text file. `advance` is told of bytes of the file. Errors: those
// of reading and of the visitor; Cancelled. Threads: any; blocks while it reads.
Result<> walkCsv(const std::shared_ptr<const PositionedFile>& file, const CsvSniff& sniff,
    CsvVisitor& visitor, const std::function<void(ByteCount)>& advance,
    const std::stop_token& stop);

} // namespace tessera
