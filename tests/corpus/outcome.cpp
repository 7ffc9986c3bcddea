// SPDX-License-Identifier: MIT
#include "tests/corpus/outcome.h"

#include <array>

namespace tessera::corpus {

namespace {

constexpr std::array every{Outcome::Opened, Outcome::Refused, Outcome::Choice, Outcome::Damaged};

} // namespace

std::string_view nameOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Opened:
        return "opened";
    case Outcome::Refused:
        return "refused";
    case Outcome::Choice:
        return "choice";
    case Outcome::Damaged:
        return "damaged";
    }
    return "";
}

std::string toText(Outcomes outcomes)
{
    std::string text;
    for (const Outcome one : every)
        if (outcomes.has(one)) {
            text += text.empty() ? "" : " or ";
            text += nameOf(one);
        }
    return text;
}

Outcomes outcomesFrom(std::string_view text)
{
    Outcomes outcomes;
    for (const Outcome one : every)
        if (text.find(nameOf(one)) != std::string_view::npos)
            outcomes = outcomes | one;
    return outcomes;
}

} // namespace tessera::corpus
