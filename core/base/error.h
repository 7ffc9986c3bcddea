// SPDX-License-Identifier: MIT
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace tessera {

enum class ErrorCode {
    Cancelled,
    NotFound,
    NoPermission,
    Unreadable, // the system could not read it
    WrongFormat, // not a format we know
    Unsupported, // a known format, a form of it we cannot show
    Malformed, // a known format, damaged or inconsistent
    Damaged, // some of what was asked for could not be read, the rest could
    Ambiguous, // the person must choose, for example a dataset
    TooLarge, // over a budget
    OutOfMemory,
    WriteFailed,
    BadArgument,
};

// What went wrong, for a person: `message` is one sentence that names the file and says what helps.
// `subject` is what it was about (path, dataset, tile), for a log or a details pane.
struct Error {
    ErrorCode code = ErrorCode::Unreadable;
    std::string message;
    std::string subject;
};

template <class T = void> using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorCode code, std::string message, std::string subject = {})
{
    return std::unexpected(Error{code, std::move(message), std::move(subject)});
}

inline std::unexpected<Error> cancelled()
{
    return fail(ErrorCode::Cancelled, "The work was cancelled.");
}

} // namespace tessera
