// SPDX-License-Identifier: MIT
#include "tests/corpus/verdict.h"

namespace tessera::corpus {

namespace {

bool says(std::string_view verdict, std::string_view words)
{
    return verdict.find(words) != std::string_view::npos;
}

bool saysOpens(std::string_view verdict)
{
    return says(verdict, "opens") || says(verdict, "or fill") || says(verdict, "may show");
}

bool saysRefuses(std::string_view verdict)
{
    return says(verdict, "clear error") || says(verdict, "clear message");
}

} // namespace

Outcomes allowedBy(std::string_view verdict)
{
    if (verdict.empty() || verdict.starts_with("auto:") || verdict.starts_with("\"auto:"))
        return Outcomes::all();
    Outcomes allowed;
    if (saysOpens(verdict))
        allowed = allowed | Outcome::Opened;
    if (says(verdict, "choos"))
        allowed = allowed | Outcome::Choice | Outcome::Opened;
    // A list of what could not be read is an error that is clear.
    if (saysRefuses(verdict))
        allowed = allowed | Outcome::Refused | Outcome::Damaged;
    if (says(verdict, "partly"))
        allowed = allowed | Outcome::Damaged;
    // What is damaged may have lost the name by which it is recognised.
    if (allowed.has(Outcome::Opened) && allowed.has(Outcome::Refused))
        allowed = allowed | Outcome::Choice;
    return allowed;
}

} // namespace tessera::corpus
